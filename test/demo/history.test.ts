import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { planReset, planUsed } from '../../src/catalogue/hook-metrics.ts';
import { budgetLimit, budgetSpent } from '../../src/catalogue/ledger-metrics.ts';
import { homeAt } from '../../src/config/home.ts';
import { defaults } from '../../src/config/schema.ts';
import { createHistory } from '../../src/demo/history.ts';
import { makeSecrets } from '../../src/runtime/secrets.ts';

/** Series whose samples do not go forward in time: Prometheus takes none of a file that has one. */
const backwards = (text: string): readonly string[] => {
  const last = new Map<string, number>();
  const wrong = new Set<string>();
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const [, id = '', at = ''] = /^(.*) \S+ (\S+)$/.exec(line) ?? [];
    if (!(Number(at) > (last.get(id) ?? 0))) wrong.add(id);
    last.set(id, Number(at));
  }
  return [...wrong];
};

const config = { ...defaults(), budgets: { ...defaults().budgets, weekly: 200 } };

/** What people ask of the past besides counters: how full the plan was, and where budgets stood. */
const wantedSeries = [planUsed, planReset, budgetLimit, budgetSpent].map(({ series }) => series);

// Days end where their last session does, and the present one begins nine hours ago: also in the night after a workday.
test.each([
  '2026-11-19T23:17:41.250Z',
  '2026-11-21T02:05:03.001Z',
  '2026-11-21T04:01:20.521Z',
  '2026-11-20T14:00:00.000Z',
  '2026-11-18T09:32:59.999Z',
])('the samples of a team that lives up to %s go forward in time', async (now) => {
  const home = homeAt(mkdtempSync(path.join(os.tmpdir(), 'history-')));
  try {
    mkdirSync(home.run);
    await makeSecrets(home, config);
    const wrong: string[] = [];
    const found = new Set<string>();
    const { samples } = await createHistory({
      home,
      config,
      now: Date.parse(now),
      days: 4,
      seed: now,
      complete: ({ path: file }) => {
        const text = readFileSync(file, 'utf8');
        wrong.push(...backwards(text));
        for (const series of wantedSeries) if (text.includes(`${series}{`)) found.add(series);
      },
      progress: () => {},
      signal: new AbortController().signal,
    });
    expect(samples).toBeGreaterThan(10_000);
    expect(wrong).toEqual([]);
    expect([...found].sort()).toEqual([...wantedSeries].sort());
  } finally {
    rmSync(home.root, { recursive: true, force: true });
  }
});

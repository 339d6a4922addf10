import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { costUsage } from '../../src/catalogue/telemetry.ts';
import { totalOf } from '../../src/promql/query.ts';
import { programFor } from '../programs.ts';
import { missingPrograms, type Stack, startStack } from './stack.ts';
import { waitFor } from './wait.ts';

const missing = await missingPrograms(['prometheus']);
const promtool = await programFor('promtool');
const minute = 60_000;
const theirs =
  'claude_code_cost_usage_USD_total{job="otel-collector",exported_job="claude-code",session_id="s-1",model="m"}';

/** A volume as a stack leaves it whose collector exposes the client's counters itself, with a label for the session. */
const writeVolume = async (folder: string): Promise<void> => {
  const from = Math.floor(Date.now() / minute) * 60 - 26 * 3600;
  const samples = Array.from(
    { length: 60 },
    (_, index) => `${theirs} ${(index * 0.25).toFixed(2)} ${from + index * 60}`,
  );
  const file = path.join(folder, 'samples');
  writeFileSync(
    file,
    ['# TYPE claude_code_cost_usage_USD_total counter', ...samples, '# EOF', ''].join('\n'),
  );
  await execa(promtool?.path ?? 'promtool', [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    file,
    path.join(folder, 'data'),
  ]);
};

describe.skipIf(missing.length > 0 || !promtool)('the blocks of an older Prometheus', () => {
  let stack: Stack;
  const volume = mkdtempSync(path.join(os.tmpdir(), 'volume-'));

  beforeAll(async () => {
    await writeVolume(volume);
    stack = await startStack({ collector: 'embedded', run: ['ledger', 'prometheus'] });
  }, 5 * minute);

  afterAll(async () => {
    await stack?.stop();
    rmSync(volume, { recursive: true, force: true });
  });

  test(
    'answer beside ours, and move no total of the boards',
    async () => {
      await stack.kill('prometheus', 'SIGTERM');
      const own = path.join(stack.home.data, 'prometheus');
      mkdirSync(own, { recursive: true });
      for (const block of readdirSync(path.join(volume, 'data')).filter((name) => name.startsWith('01')))
        cpSync(path.join(volume, 'data', block), path.join(own, block), { recursive: true });
      await stack.start('prometheus');
      await waitFor(
        'their series',
        async () =>
          (await stack.query(
            `sum(max_over_time(claude_code_cost_usage_USD_total{job="otel-collector"}[2d]))`,
          )) === 14.75,
        { forMs: 2 * minute },
      );
      await waitFor('ours', async () => (await stack.query('up{job="ledger"}')) === 1, { forMs: 2 * minute });
      expect((await stack.query(totalOf(costUsage, {}, { range: '2d' }))) ?? 0).toBe(0);
    },
    8 * minute,
  );
});

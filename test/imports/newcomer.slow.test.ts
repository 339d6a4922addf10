import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Metric } from '../../src/catalogue/metric.ts';
import { costUsage, sessionCount, tokenUsage } from '../../src/catalogue/telemetry.ts';

import { homeAt } from '../../src/config/home.ts';
import { totalOf } from '../../src/promql/query.ts';
import { run as runCommand } from '../cli/run.ts';
import { vectorOf } from '../e2e/prometheus.ts';
import { missingPrograms } from '../e2e/stack.ts';
import { waitFor } from '../e2e/wait.ts';
import { testConfig } from '../ports.ts';
import { testBin } from '../programs.ts';
import { random } from '../promql/timeline.ts';
import { succeeded } from '../succeeded.ts';
import { writeTranscripts } from '../transcripts/make.ts';
import { madeDays, spentIn } from './truth.ts';

const missing = await missingPrograms(['prometheus', 'pushgateway']);
if (missing.length > 0) console.warn(`skipped: no ${missing.join(', ')} here for a native stack`);

const hour = 3_600_000;
const folder = mkdtempSync(path.join(os.tmpdir(), 'newcomer-'));
const home = homeAt(path.join(folder, 'state'));
const { ports } = await testConfig();
const env = { HOME: folder, CLAUDE_CONFIG_DIR: undefined, XDG_DATA_HOME: undefined };
const run = (...args: readonly string[]) => runCommand(home, args, env);
const rounded = (dollars: number): number => Math.round(dollars * 1e6) / 1e6;

afterAll(async () => {
  await run('stop');
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(missing.length > 0)(
  'somebody with transcripts and nothing else starts, imports, and sees the month on boards, in SQL and in the report',
  { timeout: 600_000 },
  async () => {
    const now = Date.now();
    const made = madeDays(random(11), { from: now - 25 * 24 * hour, until: now - 4 * hour, name: 'new' });
    const projects = path.join(folder, '.claude', 'projects');
    mkdirSync(projects, { recursive: true });
    writeTranscripts(projects, made);
    const all = rounded(spentIn(made, now, 40 * 24 * hour));
    mkdirSync(home.root, { mode: 0o700 });
    symlinkSync(testBin, home.bin);
    const config = {
      ports,
      runtime: 'native',
      programs: { offline: true },
      prometheus: { scrapeInterval: '1s' },
    };
    writeFileSync(home.config, stringify(config));

    expect(succeeded(await run('start')).err).toContain(
      '`start-observability import` brings them onto the boards',
    );
    expect(succeeded(await run('import')).err).toContain(`Imported: `);
    expect(succeeded(await run('status')).out).toContain(`(and $${all.toFixed(2)} imported)`);

    const vector = vectorOf(`http://127.0.0.1:${ports.prometheus}`);
    const month = async (metric: Metric) => (await vector(totalOf(metric, {}, { range: '30d' })))[''] ?? 0;
    // Prometheus looks for new blocks once a minute.
    await waitFor('the month on the boards', async () => rounded(await month(costUsage)) === all, {
      forMs: 240_000,
      everyMs: 1000,
    });
    const tokens = made.reduce(
      (sum, one) => sum + one.input + one.output + one.cacheRead + one.cacheWrite5m,
      0,
    );
    expect(Math.round(await month(tokenUsage))).toBe(tokens);
    expect(Math.round(await month(sessionCount))).toBe(new Set(made.map(({ session }) => session)).size);

    const spent = async () => {
      const { out } = succeeded(
        await run('query', 'SELECT sum(cost_usd) AS usd FROM days', '--format', 'json'),
      );
      return rounded(JSON.parse(out)[0].usd);
    };
    expect(await spent()).toBe(all);
    const report = JSON.parse(succeeded(await run('report', '--since', '30d', '--format', 'json')).out);
    const figure = (name: string) =>
      report.figures.find((one: { name: string; value: number }) => one.name === name)?.value;
    expect([rounded(figure('cost_usd')), rounded(figure('imported_usd'))]).toEqual([all, all]);

    // With prices of one's own, history costs something else in SQL, once it is asked for.
    const prices = ['claude-opus-4-8', 'claude-sonnet-4-5', 'claude-haiku-4-5'].map((model) => ({
      models: [model],
      ...{ input: 0, output: 1, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    }));
    writeFileSync(path.join(home.root, 'prices.yaml'), stringify({ prices }));
    succeeded(await run('import'));
    expect(await spent()).toBe(all);
    expect(succeeded(await run('import', '--reprice')).err).toContain('have another price now');
    expect(await spent()).toBe(rounded(made.reduce((sum, { output }) => sum + output, 0) / 1e6));
  },
);

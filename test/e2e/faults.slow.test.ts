import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { costUsage } from '../../src/catalogue/telemetry.ts';
import { totalOf } from '../../src/promql/query.ts';
import { type Scenario, scenarios } from '../captures/read.ts';
import { expected } from '../replay/expected.ts';
import { prepare, requestsOf, sendJson, shuffled } from '../replay/replay.ts';
import { missingPrograms, type Stack, startStack } from './stack.ts';
import { expectTotals } from './truth.ts';
import { waitFor } from './wait.ts';

const all = scenarios();
const missing = await missingPrograms(['prometheus', 'otelcol']);
const skip = missing.length > 0;

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

const copies = (count: number, of: readonly Scenario[] = all): Scenario[] =>
  Array.from({ length: count }, (_, copy) =>
    of.map((scenario) => prepare(scenario, { sessionSuffix: `copy ${copy}`, shiftTo: Date.now() })),
  ).flat();
const requests = (prepared: readonly Scenario[]) => prepared.flatMap((scenario) => requestsOf(scenario));
const nanoDollars = async (running: Stack, range: `${number}s` | `${number}h`, at?: Date) =>
  Math.round(((await running.query(totalOf(costUsage, {}, { range }), at)) ?? 0) * costUsage.scale);

describe.for([1, 2, 3])('seed %i: killed at random while data flows', (seed) => {
  test.skipIf(skip)('collector, ledger and Prometheus lose and double nothing', async () => {
    const running = await startStack({ collector: 'otelcol' });
    stack = running;
    // Copies without a session id cannot be told apart, so only one of those is sent.
    const prepared = copies(
      4,
      all.filter(({ name }) => name !== 'include-none'),
    );
    let flowing = true;
    const sending = sendJson(running.url('otlpHttp'), requests(prepared), {
      shuffle: seed,
      concurrency: 4,
      retryForMs: 60_000,
    }).finally(() => {
      flowing = false;
    });
    const victims = shuffled(['collector', 'ledger', 'prometheus', 'ledger', 'collector'] as const, seed);
    for (const [turn, victim] of victims.entries()) {
      await sleep(200 + ((seed * 7919 + turn * 104_729) % 400));
      if (turn > 0 && !flowing) break;
      await running.kill(victim);
      await running.start(victim);
    }
    await sending;
    await expectTotals(running, prepared, 90_000);
  });
});

test.skipIf(skip)(
  'a dead ledger loses nothing: the collector keeps all on disk, over its own death too',
  async () => {
    const running = await startStack({ collector: 'otelcol' });
    stack = running;
    await running.kill('ledger');
    const prepared = copies(1);
    await sendJson(running.url('otlpHttp'), requests(prepared), { concurrency: 4 });
    await running.kill('collector');
    await running.start('collector');
    await running.start('ledger');
    await expectTotals(running, prepared, 90_000);
  },
);

test.skipIf(skip)(
  'what happened while Prometheus was down is in the total, and a window that begins in the hole has only that',
  async () => {
    const running = await startStack({ collector: 'embedded' });
    stack = running;
    const [first, second] = [copies(1, all.slice(0, 40)), copies(1, all.slice(40))];
    await sendJson(running.url('otlpHttp'), requests(first), { concurrency: 4 });
    await expectTotals(running, first);

    await running.kill('prometheus');
    const inHole = Date.now();
    await sendJson(running.url('otlpHttp'), requests(second), { concurrency: 4 });
    await sleep(3000);
    await running.start('prometheus');
    await expectTotals(running, [...first, ...second]);

    const seconds = Math.round((Date.now() - inHole) / 1000);
    expect(await nanoDollars(running, `${seconds}s`)).toBe(Number(expected(second).cost));
  },
);

test.skipIf(skip)('a window with the restart of everything in its middle has both sides', async () => {
  const running = await startStack({ collector: 'otelcol' });
  stack = running;
  const [first, second] = [copies(1, all.slice(0, 40)), copies(1, all.slice(40))];
  await sendJson(running.url('otlpHttp'), requests(first), { concurrency: 4 });
  await expectTotals(running, first);
  for (const name of ['prometheus', 'collector', 'ledger'] as const) await running.kill(name);
  await sleep(2000);
  for (const name of ['ledger', 'collector', 'prometheus'] as const) await running.start(name);
  await sendJson(running.url('otlpHttp'), requests(second), { concurrency: 4 });
  await expectTotals(running, [...first, ...second]);
  expect(await running.query('sum(resets(claude_code_cost_usage_USD_total[1h]))')).toBe(0);
});

test.skipIf(skip)(
  'what arrives while Prometheus scrapes but records no sums, as on a full disk, is in the total',
  async () => {
    const running = await startStack({ collector: 'embedded' });
    stack = running;
    const file = path.join(running.home.generated, 'prometheus', 'rules', 'totals.yaml');
    const rules = readFileSync(file, 'utf8');
    const readRules = (text: string) => {
      writeFileSync(file, text);
      process.kill(running.pid('prometheus') as number, 'SIGHUP');
    };
    readRules('groups: []\n');
    await sleep(1000);
    const prepared = copies(1);
    await sendJson(running.url('otlpHttp'), requests(prepared), { concurrency: 4 });
    await waitFor(
      'ten scrapes of every new series',
      async () =>
        ((await running.query('min(count_over_time(claude_code_cost_usage_USD_total{model!=""}[1h]))')) ??
          0) >= 10,
      { forMs: 60_000 },
    );
    readRules(rules);
    await expectTotals(running, prepared);
  },
);

test.skipIf(skip)('increase(), as people type it, is right to within extrapolation', async () => {
  const running = await startStack({ collector: 'embedded' });
  stack = running;
  const prepared = copies(1);
  await sendJson(running.url('otlpHttp'), requests(prepared), { concurrency: 4 });
  await expectTotals(running, prepared);
  // increase() adds up to a scrape at the end of what was sampled: little once there are many.
  await waitFor(
    'twenty scrapes of every series',
    async () =>
      ((await running.query('min(count_over_time(claude_code_cost_usage_USD_total[1h]))')) ?? 0) >= 20,
    { forMs: 60_000 },
  );
  const truth = Number(expected(prepared).cost) / 1e9;
  const told = (await running.query('sum(increase(claude_code_cost_usage_USD_total[1h]))')) ?? 0;
  expect(told / truth).toBeGreaterThan(0.95);
  expect(told / truth).toBeLessThan(1.1);
  const alias = (await running.query('sum(increase(claude_code_cost_usage_total[1h]))')) ?? 0;
  expect(alias / truth).toBeGreaterThan(0.95);
});

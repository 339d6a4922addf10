import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { costUsage } from '../../src/catalogue/telemetry.ts';
import type { Counter } from '../../src/counters/counters.ts';
import { createAgreement } from '../../src/ledger/agreement.ts';

const now = Date.parse('2026-11-30T12:00:00Z');
const seconds = now / 1000;

const counter = (model: string, shown: bigint, born = seconds - 1800): Counter => ({
  id: 1,
  sample: costUsage.series,
  labels: { model, query_source: 'main' },
  value: shown,
  shown,
  heldSince: 0,
  born,
});

/** A Prometheus that first scraped the ledger `firstScrape` seconds ago, and says what each model gained. */
const prometheus = async (gained: Readonly<Record<string, number>>, firstScrape = 3600) => {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const parameters = new URLSearchParams(body);
    const [start, step] = [Number(parameters.get('start')), Number(parameters.get('step'))];
    const from = Math.max(start, Math.ceil((seconds - firstScrape - start) / step) * step + start);
    const result = request.url?.includes('query_range')
      ? [{ metric: {}, values: [[from, '4']] }]
      : parameters.get('query')?.includes(costUsage.series)
        ? Object.entries(gained).map(([model, value]) => ({
            metric: { query_source: 'main', model, job: 'ledger', instance: '127.0.0.1:4319' },
            value: [seconds, String(value)],
          }))
        : [];
    response.end(JSON.stringify({ status: 'success', data: { result } }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const missingOf = async (
  counters: readonly Counter[],
  gained: Readonly<Record<string, number>>,
  seen = 5,
  firstScrape?: number,
) => {
  const agreement = createAgreement({
    prometheus: await prometheus(gained, firstScrape),
    counters: { all: () => counters },
    exposed: () => 5,
    seen: async () => seen,
    pause: async () => undefined,
  });
  await agreement.check(now);
  return { missing: agreement.missing().get(costUsage.series), checkedAt: agreement.checkedAt() };
};

test('totals that are what was counted lack nothing', async () => {
  const counters = [counter('opus', 500_000_000n), counter('haiku', 83_000_000n)];
  expect(await missingOf(counters, { opus: 0.5, haiku: 0.083 })).toEqual({ missing: 0, checkedAt: now });
});

test('what an opening swallowed, and a label set that is not there at all, are missing to the cent', async () => {
  const counters = [counter('opus', 688_787_000n), counter('haiku', 1_000_000_000n)];
  const { missing } = await missingOf(counters, { opus: 0.350115 });
  expect(missing).toBeCloseTo(1.338672, 9);
});

test('totals that are too high are told too', async () => {
  expect((await missingOf([counter('opus', 500_000_000n)], { opus: 1 })).missing).toBeCloseTo(-0.5, 9);
});

test('label sets of the last two minutes, and those older than Prometheus, are not compared', async () => {
  const young = counter('young', 1n, seconds - 60);
  const old = counter('old', 1n, seconds - 7200);
  expect(await missingOf([young, old, counter('opus', 0n)], { opus: 0 })).toMatchObject({ missing: 0 });
  expect((await missingOf([counter('old', 9n, 0)], {})).missing).toBeUndefined();
});

test('while Prometheus has not seen what is exposed, nothing is said', async () => {
  expect(await missingOf([counter('opus', 9n)], {}, 4)).toEqual({ missing: undefined, checkedAt: undefined });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createSeen } from '../../src/hooks/push/scraped-state.ts';

const labels = { job: 'claude-code-hooks', instance: 'a' };

/** A Prometheus that has scraped the state with this stamp, in seconds. */
const prometheus = async (stamp: () => number | undefined) => {
  const queries: string[] = [];
  const server = createServer((request, response) => {
    queries.push(new URL(request.url ?? '', 'http://x').searchParams.get('query') ?? '');
    const value = stamp();
    const result = value === undefined ? [] : [{ metric: {}, value: [1, String(value)] }];
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, queries };
};

test('Prometheus itself says what it has seen, one scrape interval ago', async () => {
  let stamp: number | undefined;
  const { address, queries } = await prometheus(() => stamp);
  const seen = createSeen({ prometheus: address, labels, scrapeMilliseconds: 15_000 });
  seen.accepted(1000);
  expect(await seen.newest(60_000)).toBe(0);
  stamp = 12.345;
  expect(await seen.newest(60_000)).toBe(12_345);
  expect(queries[0]).toBe(
    'last_over_time(claude_code_hook_last_push_timestamp_seconds{job="claude-code-hooks",instance="a"}[1h] offset 15000ms)',
  );
});

test('while Prometheus does not answer nothing counts as seen; where it never tells, time does after five minutes', async () => {
  const seen = createSeen({ prometheus: 'http://127.0.0.1:1', labels, scrapeMilliseconds: 15_000 });
  seen.accepted(1000);
  expect(await seen.newest(60_000)).toBe(0);
  expect(await seen.newest(60_000 + 300_001)).toBe(1000);
});

test('without a Prometheus what was pushed two scrape intervals ago counts as seen', async () => {
  const seen = createSeen({ prometheus: undefined, labels, scrapeMilliseconds: 15_000 });
  seen.accepted(1000);
  seen.accepted(20_000);
  expect(await seen.newest(30_999)).toBe(0);
  expect(await seen.newest(31_000)).toBe(1000);
  expect(await seen.newest(60_000)).toBe(20_000);
});

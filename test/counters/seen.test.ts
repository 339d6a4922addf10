import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { ledgerState } from '../../src/catalogue/ledger-metrics.ts';
import { createSeen } from '../../src/counters/seen.ts';

/** A Prometheus whose groups of rules have recorded the states with these numbers; `health` of the rules by group. */
const prometheus = async (
  states: () => readonly number[],
  health: () => readonly (readonly string[])[] | undefined = () => undefined,
) => {
  const asked: { readonly query: string | null; readonly authorization: string | undefined }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { authorization } = request.headers;
    if (request.url?.startsWith('/api/v1/rules')) {
      const told = health();
      if (!told) return response.writeHead(404).end('no such page');
      const groups = told.map((rules, group) => ({
        name: String(group),
        rules: rules.map((one, rule) => ({ name: `sum ${rule}`, health: one })),
      }));
      return response.end(JSON.stringify({ status: 'success', data: { groups } }));
    }
    asked.push({ query: new URLSearchParams(body).get('query'), authorization });
    const result = states().map((state, group) => ({
      metric: { group: String(group), groups: '2' },
      value: [1, String(state)],
    }));
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
};

const options = { metric: ledgerState, scrapeMilliseconds: 15_000 };

test('Prometheus itself says what all groups of its rules have recorded of this process', async () => {
  let states: readonly number[] = [];
  const { address, asked } = await prometheus(() => states);
  const seen = createSeen({ ...options, prometheus: `http://${address}` });
  seen.exposed(1, 0);
  expect(await seen.newest(600_000)).toBe(0);
  states = [9];
  expect(await seen.newest(600_000)).toBe(0);
  states = [9, 7];
  expect(await seen.newest(600_000)).toBe(7);
  expect(asked[0]?.query).toBe(
    `max_over_time(claude_code_ledger_state:recorded{process="${seen.labels.process}"}[15m])`,
  );
});

test('a user and password in the address of Prometheus go into the header', async () => {
  const { address, asked } = await prometheus(() => [3, 3]);
  await createSeen({ ...options, prometheus: `http://us%20er:p%40ss@${address}` }).newest(0);
  expect(asked[0]?.authorization).toBe(`Basic ${Buffer.from('us er:p@ss').toString('base64')}`);
});

test('while Prometheus does not answer nothing counts as seen, however long', async () => {
  const seen = createSeen({ ...options, prometheus: 'http://127.0.0.1:1' });
  seen.exposed(1, 0);
  expect(await seen.newest(60_000)).toBe(0);
  expect(await seen.newest(6_000_000)).toBe(0);
});

test('two processes never take the states of each other for their own', () => {
  const names = [1, 2, 3].map(() => createSeen({ ...options, prometheus: undefined }).labels.process);
  expect(new Set(names).size).toBe(3);
});

test('without a Prometheus what was exposed three scrape intervals ago counts as seen', async () => {
  const seen = createSeen({ ...options, prometheus: undefined });
  seen.exposed(1, 1000);
  seen.exposed(2, 20_000);
  expect(await seen.newest(45_999)).toBe(0);
  expect(await seen.newest(46_000)).toBe(1);
  expect(await seen.newest(65_000)).toBe(2);
});

test('a state that was recorded while a single rule could not store its samples releases nothing until it can', async () => {
  let health = [['ok', 'ok'], ['ok'], ['err']];
  const { address } = await prometheus(
    () => [9, 9],
    () => health,
  );
  const seen = createSeen({ ...options, prometheus: `http://${address}` });
  health = [['ok', 'err'], ['ok'], ['ok']];
  expect(await seen.newest(15_000, true)).toBe(0);
  expect(await seen.newest(30_000, false), 'nothing waits for it').toBe(9);
  // A group that totals do not rest on may fail.
  health = [['ok', 'ok'], ['ok'], ['err']];
  expect(await seen.newest(45_000, true)).toBe(9);
});

test('a rule that fails for ever holds numbers back no longer than a hole', async () => {
  const { address } = await prometheus(
    () => [4, 5],
    () => [['err'], ['ok']],
  );
  const seen = createSeen({ ...options, prometheus: `http://${address}` });
  expect(await seen.newest(0, true)).toBe(0);
  expect(await seen.newest(600_000, true)).toBe(0);
  expect(await seen.newest(600_001, true)).toBe(4);
});

test('an engine that does not tell how its rules fare is believed by the state', async () => {
  const { address } = await prometheus(() => [4, 5]);
  const seen = createSeen({ ...options, prometheus: `http://${address}` });
  expect(await seen.newest(0, true)).toBe(4);
});

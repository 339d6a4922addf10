import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Scenario, scenarios } from '../captures/read.ts';
import { expected, recordsOf, totalsOf } from './expected.ts';
import { prepare, requestsOf, sendJson, shuffled } from './replay.ts';

const all = scenarios();
const named = (version: string, name: string): Scenario => {
  const found = all.find((scenario) => scenario.version === version && scenario.name === name);
  if (!found) throw new Error(`no capture ${version} ${name}`);
  return found;
};
const shiftTo = Date.UTC(2030, 0, 1);
const sessionsOf = (scenario: Scenario) =>
  new Set(totalsOf([scenario]).map(({ attributes }) => attributes['session.id']));
const timesOf = (value: unknown): bigint[] =>
  [...JSON.stringify(value).matchAll(/"(?:start|end|observed)?[tT]imeUnixNano":"(\d+)"/g)].map(([, time]) =>
    BigInt(time as string),
  );

describe('a prepared scenario', () => {
  const scenario = named('2.1.329', 'p-tools-json');
  const prepared = prepare(scenario, { shiftTo });

  test('ends at the given time, to the millisecond', () => {
    const times = timesOf([prepared.metrics, prepared.logs, prepared.traces]);
    const last = times.toSorted((a, b) => Number(a - b)).at(-1) as bigint;
    expect(last / 1_000_000n).toBe(BigInt(shiftTo));
  });

  test('keeps every distance between times to the nanosecond', () => {
    const before = timesOf([scenario.metrics, scenario.logs, scenario.traces]);
    const after = timesOf([prepared.metrics, prepared.logs, prepared.traces]);
    expect(new Set(after.map((time, index) => time - (before[index] as bigint))).size).toBe(1);
  });

  test('says the same time in an event’s timestamp as in its record', () => {
    const shifted = recordsOf([prepared]).map((event) => Date.parse(event['event.timestamp'] as string));
    const original = recordsOf([scenario]).map((event) => Date.parse(event['event.timestamp'] as string));
    const distance =
      Number((timesOf(prepared.logs)[0] as bigint) - (timesOf(scenario.logs)[0] as bigint)) / 1e6;
    expect(shifted).toEqual(original.map((time) => time + distance));
  });

  test('has one session in metrics, events and hooks', () => {
    const hooks = new Set(prepared.hooks.map(({ session_id }) => session_id));
    const events = new Set(recordsOf([prepared]).map((event) => event['session.id']));
    expect(events).toEqual(sessionsOf(prepared));
    expect(hooks).toEqual(sessionsOf(prepared));
  });

  test('adds up to the same totals', () => {
    expect(expected([prepared])).toEqual(expected([scenario]));
  });
});

test('no two scenarios, versions or copies share a session', () => {
  const copies = all.flatMap((scenario) =>
    ['', 'again'].map((sessionSuffix) => prepare(scenario, { sessionSuffix, shiftTo })),
  );
  const sessions = copies.flatMap((copy) => [...sessionsOf(copy)]).filter((session) => session !== undefined);
  expect(new Set(sessions).size).toBe(sessions.length);
});

test('a seed gives one order, another seed another, and nothing is lost', () => {
  const items = Array.from({ length: 50 }, (_, index) => index);
  expect(shuffled(items, 7)).toEqual(shuffled(items, 7));
  expect(shuffled(items, 7)).not.toEqual(shuffled(items, 8));
  expect(shuffled(items, 7).toSorted((a, b) => a - b)).toEqual(items);
});

describe('sending', () => {
  let received: { path: string; body: string }[] = [];
  let answers: { status: number; body?: object }[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const { status, body = {} } = answers.shift() ?? { status: 200 };
    const sent = await text(request);
    if (status === 200) received.push({ path: request.url ?? '', body: sent });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  let url = '';

  beforeEach(async () => {
    received = [];
    answers = [];
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const requests = requestsOf(named('2.1.197', 'p-tools-json'));
  const sent = requests.map(({ signal, body }) => ({ path: `/v1/${signal}`, body: JSON.stringify(body) }));
  const sorted = (list: typeof sent) => list.map(({ path, body }) => path + body).toSorted();

  test('delivers every request to the path of its signal, in order', async () => {
    expect(await sendJson(url, requests)).toEqual({ requests: requests.length, rejected: 0 });
    expect(received).toEqual(sent);
  });

  test('delivers every request twice, out of order and several at once', async () => {
    await sendJson(url, requests, { duplicate: true, shuffle: 3, concurrency: 4 });
    expect(sorted(received)).toEqual(sorted([...sent, ...sent]));
    expect(received).not.toEqual([...sent, ...sent]);
  });

  test('tries again while the receiver is overloaded', async () => {
    answers = [{ status: 503 }, { status: 429 }];
    await sendJson(url, requests, { retryForMs: 5_000 });
    expect(received).toEqual(sent);
  });

  test('says what was refused and why', async () => {
    answers = [{ status: 400, body: { message: 'no' } }];
    await expect(sendJson(url, requests, { retryForMs: 5_000 })).rejects.toThrow(/v1\/metrics: 400 .*no/);
  });

  test('counts what the receiver refused in partial successes', async () => {
    answers = [{ status: 200, body: { partialSuccess: { rejectedDataPoints: '3', errorMessage: 'bad' } } }];
    expect((await sendJson(url, requests)).rejected).toBe(3);
  });
});

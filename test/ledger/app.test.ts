import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/ledger/app.ts';
import { createExposition } from '../../src/ledger/exposition.ts';
import { open, total } from './open.ts';
import { epoch, eventRequest, metricsRequest } from './point.ts';
import { unseen } from './prometheus.ts';

const tokens = 'claude_code_token_usage_tokens_total';
const now = () => Date.now() * 1000;

const serve = async (bearerToken?: string) => {
  const opened = open();
  const { ledger, store } = opened;
  const exposition = createExposition(store, ledger, new Registry(), unseen);
  const receiver = { handle: ledger.take, ...(bearerToken && { bearerToken }) };
  const server = createServer(createApp({ ledger, store, exposition, now, receiver }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = (body: string | Buffer, headers: Record<string, string> = {}, path = '/v1/metrics') =>
    fetch(url + path, {
      method: 'POST',
      body: body as string,
      headers: { 'content-type': 'application/json', ...headers },
    });
  return { ...opened, url, post };
};

test('answers 200 to good data only when it is on disk', async () => {
  const { post, store } = await serve();
  const response = await post(JSON.stringify(metricsRequest({ value: 5 })));
  expect([response.status, await response.text()]).toEqual([200, '{}']);
  expect(
    store
      .prepare('SELECT value FROM counters WHERE metric = ? AND labels = ?')
      .get(tokens, '{"type":"input"}'),
  ).toMatchObject({ value: 5 });
});

test('says in a partial success what it refused, and counts the rest', async () => {
  const { post, ledger } = await serve();
  const response = await post(JSON.stringify(metricsRequest({ value: -5 }, { value: 3 })));
  expect(await response.json()).toEqual({
    partialSuccess: { rejectedDataPoints: '1', errorMessage: 'negative: 1' },
  });
  expect(total(ledger, tokens)).toBe(3);
});

test.for([
  ['no JSON', '{"resourceMetrics":', {}, 400],
  ['protobuf by mistake', Buffer.from([0x0a, 0xff, 0x01, 0x02]), {}, 400],
  ['a list', '[]', {}, 400],
  ['another content type', 'x', { 'content-type': 'text/plain' }, 415],
  ['a body over the limit', Buffer.alloc(21 * 2 ** 20, 32), {}, 413],
  ['a gzip bomb', gzipSync(Buffer.alloc(100 * 2 ** 20, 32)), { 'content-encoding': 'gzip' }, 413],
  ['gzip that is none', Buffer.from('nonsense'), { 'content-encoding': 'gzip' }, 400],
] as const)('%s is told so, and the ledger goes on', async ([, body, headers, status]) => {
  const { post, ledger } = await serve();
  const response = await post(body, headers).catch((error: Error) => error);
  if (response instanceof Response) expect(response.status).toBe(status);
  expect((await post(JSON.stringify(metricsRequest({ value: 5 })))).status).toBe(200);
  expect(total(ledger, tokens)).toBe(5);
});

test('wants its bearer token where one is set', async () => {
  const { post } = await serve('secret');
  const body = JSON.stringify(metricsRequest({ value: 5 }));
  expect((await post(body)).status).toBe(401);
  expect((await post(body, { authorization: 'Bearer secret' })).status).toBe(200);
});

test('a page on the web cannot reach it through a host name of its own', async () => {
  const { url } = await serve();
  const { request } = await import('node:http');
  const status = await new Promise((resolve) => {
    request(`${url}/api/summary`, { headers: { host: 'evil.example' } }, (response) =>
      resolve(response.statusCode),
    ).end();
  });
  expect(status).toBe(403);
});

test('asks to come again when more waits than it may hold, and loses nothing of what it took', async () => {
  const { ledger } = open();
  const answers = await Promise.all(
    Array.from({ length: 3000 }, (_, i) => ledger.take('metrics', metricsRequest({ value: 1, time: i + 1 }))),
  );
  const taken = answers.filter((answer) => 'rejected' in answer).length;
  expect(answers.filter((answer) => 'status' in answer)[0]).toEqual({ status: 429, retryAfterSeconds: 1 });
  expect(taken).toBe(2000);
  expect(total(ledger, tokens)).toBe(taken);
});

test.for(['delta', 'cumulative'] as const)(
  'a store that cannot be written refuses %s points for now, counts them once later, and says so',
  async (temporality) => {
    const { ledger, store, post, url } = await serve();
    await ledger.take('metrics', metricsRequest({ value: 1 }));
    const pages = (store.prepare('PRAGMA page_count').get() as { page_count: number }).page_count;
    store.exec(`PRAGMA max_page_count = ${pages}`);
    const many = metricsRequest(
      ...Array.from({ length: 5000 }, (_, i) => ({
        value: 1,
        session: `s${i}`,
        time: 5000 + i,
        temporality,
      })),
    );
    const refused = await post(JSON.stringify(many));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await fetch(`${url}/ready`)).status).toBe(503);

    store.exec('PRAGMA max_page_count = 1073741823');
    expect((await post(JSON.stringify(many))).status).toBe(200);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    expect(total(ledger, tokens)).toBe(5001);
  },
);

test('tells today, recent sessions with their money, and events', async () => {
  const { ledger, url } = await serve();
  const time = Date.now() - epoch;
  await ledger.take('metrics', metricsRequest({ metric: 'claude_code.cost.usage', value: 0.5, time }));
  await ledger.take(
    'metrics',
    metricsRequest({
      metric: 'claude_code.session.count',
      value: 1,
      attributes: { start_type: 'fresh' },
      time,
    }),
  );
  await ledger.take('logs', eventRequest('api_request', { cost_usd: 0.5, model: 'opus' }));
  const get = async (path: string) => (await fetch(url + path)).json();
  expect(await get('/api/summary')).toMatchObject({
    costTodayUSD: 0.5,
    sessionsToday: 1,
    sessionsActive: 1,
    activeSessions: ['a'],
  });
  expect(await get('/api/sessions')).toMatchObject([
    { id: 'a', costUSD: 0.5, costByEventsUSD: 0.5, open: true },
  ]);
  expect(await get('/api/events?name=api_request')).toMatchObject([
    { name: 'api_request', session: 'a', attributes: { model: 'opus' } },
  ]);
  expect(await get('/api/events?limit=0')).toMatchObject({ error: expect.stringContaining('limit') });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/pages/app.ts';
import { ask, type Served, samples, serve } from './serve.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

let upstream: Served;
let viewer: Served;
let seen: Seen[] = [];
let behave: 'answer' | 'hang' | 'flood' | 'redirect' | 'stumble' = 'answer';

const bundle = { sources: '', files: new Map() };

beforeAll(async () => {
  upstream = await serve(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    seen.push({ method: request.method ?? '', url: request.url ?? '', body });
    if (behave === 'hang') return;
    if (behave === 'redirect') {
      response.writeHead(302, { location: 'http://192.0.2.1/' }).end();
      return;
    }
    if (behave === 'stumble') {
      response.writeHead(503, { 'content-type': 'text/plain' }).end('Service Unavailable');
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(behave === 'flood' ? `"${'x'.repeat(5000)}"` : '{"status":"success","data":[]}');
  });
  const app = createApp({
    bundle,
    dashboards: samples,
    prometheusUrl: upstream.url,
    largestAnswerBytes: 4000,
  });
  viewer = await serve(app);
});

afterAll(async () => {
  await viewer.stop();
  await upstream.stop();
});

beforeEach(() => {
  seen = [];
  behave = 'answer';
});

const api = (path: string) => `${viewer.url}/prometheus/api/v1/${path}`;
const errorOf = (body: Buffer): string => (JSON.parse(body.toString()) as { error: string }).error;

describe('the window on Prometheus', () => {
  it.each([
    ['query?query=up&time=1', { method: 'POST', url: '/api/v1/query', body: 'query=up&time=1' }],
    [
      'query_range?query=up&start=1&end=2&step=1',
      { method: 'POST', url: '/api/v1/query_range', body: 'query=up&start=1&end=2&step=1' },
    ],
    ['labels?match[]=up', { method: 'GET', url: '/api/v1/labels?match%5B%5D=up', body: '' }],
    ['label/model/values', { method: 'GET', url: '/api/v1/label/model/values', body: '' }],
    ['series?match[]=up', { method: 'GET', url: '/api/v1/series?match%5B%5D=up', body: '' }],
    ['status/buildinfo', { method: 'GET', url: '/api/v1/status/buildinfo', body: '' }],
    ['rules?type=alert', { method: 'GET', url: '/api/v1/rules?type=alert', body: '' }],
  ])('lets the page ask %s', async (path, expected) => {
    expect((await ask(api(path))).status).toBe(200);
    expect(seen).toEqual([expected]);
  });

  it('passes a form on, and of it only the parameters that the path knows', async () => {
    const body = 'query=up&time=5&url=http%3A%2F%2Fexample.com&stats=all';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await ask(api('query'), { method: 'POST', headers, body });
    expect(seen).toEqual([{ method: 'POST', url: '/api/v1/query', body: 'query=up&time=5' }]);
  });

  it.each([
    'admin/tsdb/delete_series?match[]=up',
    'admin/tsdb/snapshot',
    'write',
    'status/config',
    'status/flags',
    'targets',
    'query/../admin/tsdb/snapshot',
    'query%2f..%2fadmin%2ftsdb%2fsnapshot',
    'label/..%2f..%2fadmin/values',
    '../../-/reload',
    '@192.0.2.1/query',
  ])('refuses %s without asking anybody', async (path) => {
    const { pathname } = new URL(viewer.url);
    const answer = await ask(viewer.url, { path: `${pathname}prometheus/api/v1/${path}`, method: 'POST' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(seen).toEqual([]);
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('refuses %s, because it only reads', async (method) => {
    expect((await ask(api('query'), { method })).status).toBe(405);
    expect(seen).toEqual([]);
  });

  it('says that Prometheus is slow instead of waiting for ever', async () => {
    behave = 'hang';
    const app = createApp({
      bundle,
      dashboards: samples,
      prometheusUrl: upstream.url,
      timeoutMilliseconds: 50,
    });
    const hasty = await serve(app);
    const { status, body } = await ask(`${hasty.url}/prometheus/api/v1/query?query=up`);
    await hasty.stop();
    expect(status).toBe(504);
    expect(errorOf(body)).toContain('did not answer');
  });

  it('refuses an answer that is larger than a page can use', async () => {
    behave = 'flood';
    const { status, body } = await ask(api('query?query=up'));
    expect(status).toBe(413);
    expect(errorOf(body)).toContain('too large');
  });

  it('refuses a request that is larger than any query', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { status } = await ask(api('query'), {
      method: 'POST',
      headers,
      body: `query=${'x'.repeat(70_000)}`,
    });
    expect(status).toBe(413);
    expect(seen).toEqual([]);
  });

  it('follows no redirect', async () => {
    behave = 'redirect';
    expect((await ask(api('query?query=up'))).status).toBe(502);
    expect(seen).toHaveLength(1);
  });

  it('repeats what Prometheus says while it starts', async () => {
    behave = 'stumble';
    const { status, body } = await ask(api('query?query=up'));
    expect(status).toBe(502);
    expect(errorOf(body)).toBe('Prometheus answered 503: Service Unavailable');
  });

  it('says where nobody answers', async () => {
    const nobody = await serve(() => undefined);
    await nobody.stop();
    const alone = await serve(createApp({ bundle, dashboards: samples, prometheusUrl: nobody.url }));
    const { status, body } = await ask(`${alone.url}/prometheus/api/v1/query?query=up`);
    await alone.stop();
    expect(status).toBe(502);
    expect(errorOf(body)).toBe(`Prometheus at ${nobody.url} cannot be reached (ECONNREFUSED)`);
  });
});

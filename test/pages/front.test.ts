import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createFront } from '../../src/pages/front/front.ts';
import type { Fronted } from '../../src/pages/front/rules.ts';
import { onlyThisMachine } from '../../src/service/only-local.ts';
import { basic } from '../../src/service/token.ts';
import { ask, type Served, serve } from './serve.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

const push = basic('push', 'the password');
const inside = basic('stack', 'inside');
let upstream: Served;
const fronts = {} as Record<Fronted, Served>;
let seen: Seen[] = [];

beforeAll(async () => {
  upstream = await serve(async (request, response) => {
    let body = '';
    try {
      for await (const chunk of request) body += String(chunk);
    } catch {
      // Cut off on the way.
      return;
    }
    const { method = '', url = '', headers } = request;
    seen.push({ method, url, authorization: headers.authorization, body });
    response.writeHead(200, { 'content-type': 'text/plain' }).end('told');
  });
  for (const component of ['prometheus', 'pushgateway'] as const) {
    fronts[component] = await serve(
      createFront({
        component,
        url: upstream.url,
        authorization: inside,
        writeAuthorization: component === 'pushgateway' ? push : undefined,
        access: onlyThisMachine,
      }),
    );
  }
  return async () => {
    for (const one of [upstream, ...Object.values(fronts)]) await one.stop();
  };
});

beforeEach(() => {
  seen = [];
});

const to = (component: Fronted, path: string, options: Parameters<typeof ask>[1] = {}) =>
  ask(fronts[component].url, { path, ...options });

describe('Prometheus', () => {
  test.each([
    ['GET', '/'],
    ['GET', '/graph?g0.expr=up'],
    ['GET', '/query'],
    ['GET', '/static/js/main.js'],
    ['GET', '/api/v1/query?query=up'],
    ['POST', '/api/v1/query'],
    ['POST', '/api/v1/query_range'],
    ['GET', '/api/v1/label/job/values'],
    ['GET', '/api/v1/status/buildinfo'],
    ['GET', '/api/v1/notifications/live'],
    ['GET', '/federate?match[]=up'],
    ['GET', '/metrics'],
    ['GET', '/-/ready'],
    ['HEAD', '/-/healthy'],
  ])('%s %s passes, with the password that is asked for inside', async (method, path) => {
    const { status } = await to('prometheus', path, { method, headers: { authorization: 'Basic eDp5' } });
    expect(status).toBe(200);
    expect(seen).toMatchObject([{ method, url: path, authorization: inside }]);
  });

  test.each([
    ['POST', '/-/reload'],
    ['POST', '/-/quit'],
    ['PUT', '/-/quit'],
    ['GET', '/-/reload'],
    ['GET', '/debug'],
    ['GET', '/debug/pprof/heap'],
    ['GET', '/%64ebug/pprof/heap'],
    ['GET', '//debug/pprof/heap'],
    ['GET', '/./debug/pprof/heap'],
    ['GET', '/x/../debug/pprof/heap'],
    ['GET', '/x/%2e%2e/debug/pprof/heap'],
    ['GET', '/%2fdebug/pprof/heap'],
    ['GET', '/\\debug'],
    ['GET', '/%'],
    ['GET', 'http://127.0.0.1:9090/debug/pprof/heap'],
    ['POST', '/api/v1/admin/tsdb/delete_series?match[]=up'],
    ['PUT', '/api/v1/admin/tsdb/snapshot'],
    ['POST', '/api/v1/write'],
    ['POST', '/api/v1/otlp/v1/metrics'],
    ['DELETE', '/api/v1/series?match[]=up'],
    ['POST', '/'],
    ['POST', '/metrics'],
    ['TRACE', '/'],
    ['OPTIONS', '/api/v1/query'],
  ])('%s %s does not', async (method, path) => {
    const { status } = await to('prometheus', path, { method });
    expect(status).toBeOneOf([403, 405]);
    expect(seen).toEqual([]);
  });

  test('the body of a query reaches it whole, also in pieces without a length', async () => {
    const query = `query=${'x'.repeat(200_000)}`;
    await to('prometheus', '/api/v1/query', { method: 'POST', body: query });
    await to('prometheus', '/api/v1/query', {
      method: 'POST',
      body: query,
      headers: { 'transfer-encoding': 'chunked' },
    });
    expect(seen.map(({ body }) => body)).toEqual([query, query]);
  });

  test('a query without bounds is refused, also where it does not say how long it is', async () => {
    const body = 'x'.repeat(1024 * 1024 + 1);
    const { status } = await to('prometheus', '/api/v1/query', { method: 'POST', body });
    expect(status).toBe(413);
    const chunked = to('prometheus', '/api/v1/query', {
      method: 'POST',
      body,
      headers: { 'transfer-encoding': 'chunked' },
    });
    await expect(chunked).rejects.toThrow();
    expect(seen).toEqual([]);
  });

  test('a link in a chat opens its page, and never its API', async () => {
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect((await to('prometheus', '/graph?g0.expr=up', { headers: link })).status).toBe(200);
    expect((await to('prometheus', '/api/v1/query?query=up', { headers: link })).status).toBe(403);
    expect((await to('prometheus', '/metrics', { headers: link })).status).toBe(403);
  });

  test('nobody may frame its pages, nor guess at their types', async () => {
    expect((await to('prometheus', '/')).headers).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
  });
});

describe('Pushgateway', () => {
  const sample = 'some_metric 1\n';
  const write = (headers: Record<string, string>, method = 'POST', path = '/metrics/job/mine') =>
    to('pushgateway', path, { method, headers, ...(method !== 'DELETE' && { body: sample }) });

  test('is read without a password', async () => {
    for (const path of ['/', '/metrics', '/api/v1/metrics', '/-/ready'])
      expect((await to('pushgateway', path)).status).toBe(200);
  });

  test.each(['PUT', 'POST', 'DELETE'])('%s needs the password', async (method) => {
    expect((await write({}, method)).status).toBe(401);
    expect((await write({ authorization: basic('push', 'wrong') }, method)).status).toBe(401);
    expect((await write({ authorization: basic('stack', 'the password') }, method)).status).toBe(401);
    expect(seen).toEqual([]);
    expect((await write({ authorization: push }, method)).status).toBe(200);
    expect(seen).toMatchObject([{ method, body: method === 'DELETE' ? '' : sample, authorization: inside }]);
  });

  test('is never written by a page, whatever it knows', async () => {
    const here = fronts.pushgateway.url;
    for (const headers of [
      { origin: here },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
    ])
      expect((await write({ authorization: push, ...(headers as Record<string, string>) })).status).toBe(401);
    expect(seen).toEqual([]);
  });

  test('grouping keys with slashes and other letters arrive as they were sent', async () => {
    const path = '/metrics/job@base64/YS9i/instance/%E6%97%A5%2520';
    await write({ authorization: push }, 'PUT', path);
    expect(seen).toMatchObject([{ url: path }]);
  });

  test('is not wiped, and not stopped', async () => {
    for (const path of ['/api/v1/admin/wipe', '/-/quit'])
      expect((await write({ authorization: push }, 'PUT', path)).status).toBe(403);
    expect(seen).toEqual([]);
  });
});

describe('a component that is away', () => {
  let behind: Served | undefined;
  afterEach(() => behind?.stop());

  test('is said to be away, and used as soon as it is there', async () => {
    behind = await serve((_request, response) => response.end('told'));
    const { port } = new URL(behind.url);
    await behind.stop();
    const front = await serve(
      createFront({ component: 'prometheus', url: `http://127.0.0.1:${port}`, access: onlyThisMachine }),
    );
    onTestFinished(() => front.stop());
    const away = await ask(`${front.url}/api/v1/query?query=up`);
    expect(away.status).toBe(502);
    expect(JSON.parse(away.body.toString()).error).toContain('prometheus does not answer');
    const back = createServer((_request, response) => response.end('told')).listen(Number(port), '127.0.0.1');
    onTestFinished(() => void back.close().closeAllConnections());
    await once(back, 'listening');
    expect((await ask(`${front.url}/api/v1/query?query=up`)).status).toBe(200);
  });
});

test('a WebSocket is not opened', async () => {
  const { port } = new URL(fronts.prometheus.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    'GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
  );
  const [answer] = await once(socket, 'data');
  socket.destroy();
  expect(String(answer)).toMatch(/^HTTP\/1\.1 403/);
});

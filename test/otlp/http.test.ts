import { request as httpRequest, type Server } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { afterEach, describe, expect, test } from 'vitest';
import type { Handle, ReceiverOptions } from '../../src/otlp/handle.ts';
import { createOtlpHttp } from '../../src/otlp/http.ts';
import { type ExportRequest, type OtlpSignal, signals } from '../../src/otlp/model.ts';
import { decode, decodeResponse, encodeRequest } from '../../src/otlp/protobuf.ts';
import { requests } from './requests.ts';
import { close, serve } from './server.ts';

const json = 'application/json';
const protobuf = 'application/x-protobuf';
let server: Server | undefined;
let received: { signal: OtlpSignal; request: ExportRequest }[] = [];

afterEach(async () => {
  if (server) await close(server);
  server = undefined;
  received = [];
});

const accept: Handle = async (signal, request) => {
  received.push({ signal, request });
  return { rejected: 0 };
};

const start = async (options: Partial<ReceiverOptions> = {}) => {
  const served = await serve(express().use(createOtlpHttp({ handle: accept, ...options })));
  server = served.server;
  return served.url;
};

const post = (url: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  fetch(`${url}/v1/metrics`, {
    method: 'POST',
    body: body as NonNullable<RequestInit['body']>,
    headers: { 'content-type': json, ...headers },
  });

describe('what a client sends arrives', () => {
  test.each(signals)('%s as JSON and as protobuf are the same, and answered in kind', async (signal) => {
    const url = await start();
    const asJson = await fetch(`${url}/v1/${signal}`, {
      method: 'POST',
      body: JSON.stringify(requests[signal]),
      headers: { 'content-type': `${json}; charset=utf-8` },
    });
    expect([asJson.status, await asJson.text()]).toEqual([200, '{}']);
    const asProtobuf = await fetch(`${url}/v1/${signal}`, {
      method: 'POST',
      body: new Uint8Array(encodeRequest(signal, requests[signal])),
      headers: { 'content-type': protobuf },
    });
    expect([asProtobuf.status, asProtobuf.headers.get('content-type')]).toEqual([200, protobuf]);
    expect(received).toEqual([
      { signal, request: requests[signal] },
      { signal, request: requests[signal] },
    ]);
  });

  test('gzip is understood', async () => {
    const url = await start();
    const response = await post(url, gzipSync(JSON.stringify(requests.metrics)), {
      'content-encoding': 'gzip',
    });
    expect(response.status).toBe(200);
    expect(received[0]?.request).toEqual(requests.metrics);
  });

  test('items that were refused alone are counted in the answer', async () => {
    const url = await start({ handle: async () => ({ rejected: 3, message: 'negative delta' }) });
    expect(await (await post(url, '{}')).json()).toEqual({
      partialSuccess: { rejectedDataPoints: '3', errorMessage: 'negative delta' },
    });
    const response = await post(url, new Uint8Array(), { 'content-type': protobuf });
    expect(decodeResponse('metrics', Buffer.from(await response.arrayBuffer()))).toEqual({
      partialSuccess: { rejectedDataPoints: '3', errorMessage: 'negative delta' },
    });
  });
});

describe('overload and failure tell the client to come back', () => {
  test.each([429, 503] as const)('%i with Retry-After', async (status) => {
    const url = await start({ handle: async () => ({ status, retryAfterSeconds: 7 }) });
    const response = await post(url, '{}');
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, '7']);
    const inKind = await post(url, new Uint8Array(), { 'content-type': protobuf });
    expect(inKind.status).toBe(status);
    expect(decode('RpcStatus', Buffer.from(await inKind.arrayBuffer()))).toMatchObject({
      message: 'come back later',
    });
  });

  test('a handler that throws answers 503 and tells the operator', async () => {
    const errors: unknown[] = [];
    const url = await start({
      handle: () => Promise.reject(new Error('disk full')),
      onError: (e) => errors.push(e),
    });
    const response = await post(url, '{}');
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('disk full');
    expect(errors).toEqual([new Error('disk full')]);
  });

  test('requests above the limit of concurrency are told to come back, and places are given back', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const url = await start({
      handle: async () => {
        await held;
        return { rejected: 0 };
      },
      limits: { bodyBytes: 1000, concurrent: 1 },
    });
    const first = post(url, '{}');
    let second = await post(url, '{}');
    while (second.status === 200) second = await post(url, '{}');
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1']);
    release();
    expect((await first).status).toBe(200);
    expect((await post(url, '{}')).status).toBe(200);
  });
});

describe('bad input is refused with a reason and goes no further', () => {
  const limits = { bodyBytes: 100_000, concurrent: 8 };
  const cases: [string, number, string, string | Uint8Array, Record<string, string>][] = [
    ['text that is not JSON', 400, 'not JSON', 'hello', {}],
    ['an empty JSON body', 400, 'not JSON', '', {}],
    ['protobuf under the name of JSON', 400, 'not JSON', encodeRequest('metrics', requests.metrics), {}],
    ['JSON that is no object', 400, 'not a JSON object', '[1]', {}],
    ['JSON null', 400, 'not a JSON object', 'null', {}],
    ['a wrong type at the top', 400, 'resourceMetrics is not a list', '{"resourceMetrics":{"a":1}}', {}],
    ['JSON under the name of protobuf', 400, 'not an OTLP protobuf', '{"a":1}', { 'content-type': protobuf }],
    ['a form', 415, 'send application/json', 'a=1', { 'content-type': 'text/plain' }],
    ['an unknown compression', 415, 'unsupported content encoding', '{}', { 'content-encoding': 'lzma' }],
    ['gzip that is none', 400, '', '{}', { 'content-encoding': 'gzip' }],
    ['too many bytes', 413, 'larger than 100000 bytes', JSON.stringify('x'.repeat(100_001)), {}],
    [
      'a gzip bomb',
      413,
      'after decompression',
      gzipSync(Buffer.alloc(50_000_000)),
      { 'content-encoding': 'gzip' },
    ],
  ];
  test.each(cases)('%s', async (_name, status, message, body, headers) => {
    const url = await start({ limits });
    const response = await post(url, body, headers);
    const text = Buffer.from(await response.arrayBuffer());
    expect(response.status).toBe(status);
    expect(text.toString()).toContain(message);
    expect(received).toEqual([]);
  });

  test('a 100 MiB body is refused without being read', async () => {
    const url = await start();
    const { hostname, port } = new URL(url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(
        {
          host: hostname,
          port,
          path: '/v1/metrics',
          method: 'POST',
          headers: { 'content-type': json, 'content-length': 100 * 1024 * 1024 },
        },
        (response) => resolve(response.statusCode),
      );
      request.on('error', reject);
      request.write('{');
    });
    expect(status).toBe(413);
  });

  test('a body that breaks off is forgotten, and the next request is served', async () => {
    const url = await start();
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    await new Promise<void>((resolve) => {
      socket.write(
        'POST /v1/metrics HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
        () => resolve(),
      );
    });
    socket.destroy();
    expect((await post(url, '{}')).status).toBe(200);
    expect(received).toHaveLength(1);
  });

  test('a body without a content type', async () => {
    const url = await start();
    const response = await fetch(`${url}/v1/metrics`, { method: 'POST', body: new Uint8Array([123, 125]) });
    expect(response.status).toBe(415);
  });

  test('GET is answered with what to do', async () => {
    const response = await fetch(`${await start()}/v1/logs`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('only who may', () => {
  test('a token, when one is set, must be right', async () => {
    const url = await start({ bearerToken: 'right' });
    const statuses = [];
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'Bearer right' }])
      statuses.push((await post(url, '{}', headers as Record<string, string>)).status);
    expect(statuses).toEqual([401, 401, 200]);
  });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createOtlpForward } from '../../src/otlp/forward.ts';
import { decode, encodeRequest } from '../../src/otlp/protobuf.ts';
import { freePorts } from '../ports.ts';
import { close, serve } from './server.ts';

interface Received {
  readonly url: string;
  readonly type: string | undefined;
  readonly encoding: string | undefined;
  readonly authorization: string | undefined;
  readonly body: Buffer;
}

let received: Received[] = [];
let status = 200;

beforeEach(() => {
  received = [];
  status = 200;
});

/** A collector of which only the door is real. */
const collector = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return;
  }
  const { url = '', headers } = request;
  received.push({
    url,
    type: headers['content-type'],
    encoding: headers['content-encoding'],
    authorization: headers.authorization,
    body: Buffer.concat(chunks),
  });
  response
    .writeHead(status, { 'content-type': 'application/json', 'retry-after': '7' })
    .end('{"partialSuccess":{}}');
});

const start = async ({ isThere = true, hasRoom = (): boolean => true } = {}) => {
  const [port = 0] = await freePorts(1);
  const listen = async () => {
    collector.listen(port, '127.0.0.1');
    await once(collector, 'listening');
    onTestFinished(() => close(collector));
  };
  if (isThere) await listen();
  const { url, server } = await serve(express().use(createOtlpForward(`http://127.0.0.1:${port}`, hasRoom)));
  onTestFinished(() => close(server));
  return { url, listen };
};

const post = (url: string, body: Uint8Array | string, headers: Record<string, string>) =>
  fetch(`${url}/v1/metrics`, { method: 'POST', body: body as string, headers });

test('while the disk is full nothing reaches the collector, and the sender is told to come back; then it goes on', async () => {
  let isFull = true;
  const { url } = await start({ hasRoom: () => !isFull });
  const headers = { 'content-type': 'application/json' };
  const refused = await post(url, '{"resourceMetrics":[]}', headers);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await refused.text()).toContain('the disk is full');
  expect(received).toEqual([]);
  isFull = false;
  expect((await post(url, '{"resourceMetrics":[]}', headers)).status).toBe(200);
  expect(received).toHaveLength(1);
});

test('a body reaches the collector as it came, whatever it is, and its answer comes back', async () => {
  const { url } = await start();
  const body = gzipSync(Buffer.from('{"resourceMetrics":[]}'));
  const headers = {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    authorization: 'Bearer of-somebody',
  };
  const answer = await post(url, body, headers);
  expect([answer.status, await answer.text()]).toEqual([200, '{"partialSuccess":{}}']);
  expect(received).toEqual([
    { url: '/v1/metrics', type: 'application/json', encoding: 'gzip', authorization: undefined, body },
  ]);
});

test('what the collector refuses for now is refused for now, with its time to wait', async () => {
  const { url } = await start();
  status = 429;
  const answer = await post(url, '{}', { 'content-type': 'application/json' });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
});

test('what the collector cannot read is refused for good', async () => {
  const { url } = await start();
  status = 500;
  expect((await post(url, '{}', { 'content-type': 'application/json' })).status).toBe(400);
});

test('while the collector is away the sender is told to come back, in its own encoding, and then it works', async () => {
  const { url, listen } = await start({ isThere: false });
  const body = encodeRequest('metrics', { resourceMetrics: [] });
  const away = await post(url, body, { 'content-type': 'application/x-protobuf' });
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '5']);
  expect(decode('RpcStatus', Buffer.from(await away.arrayBuffer()))).toMatchObject({ code: 14 });
  await listen();
  expect((await post(url, body, { 'content-type': 'application/x-protobuf' })).status).toBe(200);
});

test('a sender that breaks off does not end it, nor keep others waiting', async () => {
  const { url } = await start();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const head =
    'POST /v1/metrics HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{';
  await new Promise<void>((resolve) => void socket.write(head, () => resolve()));
  socket.destroy();
  expect((await post(url, '{}', { 'content-type': 'application/json' })).status).toBe(200);
});

test('it passes on nothing but exports', async () => {
  const { url } = await start();
  expect((await fetch(`${url}/v1/metrics`)).status).toBe(405);
  expect((await fetch(`${url}/debug/pprof`)).status).toBe(404);
  expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(404);
  expect(received).toEqual([]);
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type BodyRefused, createBodyReader } from '../../src/service/body.ts';
import { parsedJsonBytes } from '../../src/service/json-size.ts';

let server: Server | undefined;
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server?.close();
  server?.closeAllConnections();
});

const mebibyte = 2 ** 20;

/** Answers with the length of the body, or the status of the refusal. */
const serve = async (poolBytes: number): Promise<number> => {
  const bodies = createBodyReader(poolBytes);
  server = createServer(async (request, response) => {
    try {
      const { bytes, release } = await bodies.read(request, 20 * mebibyte);
      release();
      response.end(String(bytes.length));
    } catch (error) {
      response.statusCode = (error as BodyRefused).status;
      response.setHeader('connection', 'close');
      response.end();
    }
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

/** Sends headers for a large body, and as much of it as is said. */
const halfSend = async (port: number, bytes: number): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${19 * mebibyte}\r\n\r\n`);
    socket.write(Buffer.alloc(bytes), () => resolve());
  });
  return socket;
};

const post = async (port: number, bytes: number): Promise<[number, string]> => {
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: Buffer.alloc(bytes) });
  return [response.status, await response.text()];
};

describe('reading bodies', () => {
  test('200 requests that stand still hold up nobody', async () => {
    const port = await serve(4 * mebibyte);
    for (let count = 0; count < 200; count++) await halfSend(port, 1);
    expect(await post(port, mebibyte)).toEqual([200, String(mebibyte)]);
  });

  test('the largest unfinished body gives way when all together are too much', async () => {
    const port = await serve(4 * mebibyte);
    const large = await halfSend(port, 3.5 * mebibyte);
    const told = new Promise<string>((resolve) => large.once('data', (data) => resolve(String(data))));
    await halfSend(port, mebibyte);
    expect(await told).toMatch(/^HTTP\/1.1 503/);
    // Its place is given back.
    expect(await post(port, 2 * mebibyte)).toEqual([200, String(2 * mebibyte)]);
  });
});

describe('what JSON takes in memory is known before it is parsed', () => {
  test.each([
    ['lists', `[${'[],'.repeat(100_000)}[]]`, 20],
    ['objects', `[${'{},'.repeat(100_000)}{}]`, 20],
    ['names', `{${Array.from({ length: 50_000 }, (_, index) => `"${index}":0`).join()}}`, 10],
  ])('many %s weigh many times their text', (_name, json, times) => {
    expect(parsedJsonBytes(Buffer.from(json)) / json.length).toBeGreaterThan(times);
  });

  test('text weighs what it is long, whatever stands in it', () => {
    const json = JSON.stringify({ text: '[{",:\\"'.repeat(10_000) });
    expect(parsedJsonBytes(Buffer.from(json)) / json.length).toBeLessThan(1.01);
  });
});

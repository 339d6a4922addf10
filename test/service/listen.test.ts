import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type RequestListener, request } from 'node:http';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../src/service/listen.ts';
import { freePorts } from '../ports.ts';

const hello: RequestListener = (_request, response) => response.end('hello');

const open = async (...parts: Parameters<typeof listen>) => {
  const listener = await listen(...parts);
  onTestFinished(() => listener.close());
  return listener;
};

const folder = () => {
  const made = mkdtempSync(path.join(os.tmpdir(), 'listen '));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

const overSocket = (socketPath: string) =>
  new Promise((resolve, reject) =>
    request({ socketPath, path: '/' }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end(),
  );

test('the loopback interface is served under both of its addresses', async () => {
  const [port = 0] = await freePorts(1);
  await open(hello, `127.0.0.1:${port}`);
  for (const host of ['127.0.0.1', '[::1]']) {
    expect(await (await fetch(`http://${host}:${port}`)).text()).toBe('hello');
  }
});

test('a port that is taken is named, with the reason', async () => {
  const [port = 0] = await freePorts(1);
  await open(hello, `127.0.0.1:${port}`);
  await expect(listen(hello, `127.0.0.1:${port}`)).rejects.toMatchObject({
    message: 'The service cannot listen: another process listens there.',
    where: `127.0.0.1:${port}`,
  });
});

test('what is no address is refused', async () => {
  await expect(listen(hello, '3000')).rejects.toThrow('This is not an address to listen on: 3000');
});

test('a Unix socket is for its owner alone, and one that a killed process left does not matter', async () => {
  const file = path.join(folder(), 'it.sock');
  writeFileSync(file, '');
  const listener = await listen(hello, `unix:${file}`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await overSocket(file)).toBe(200);
  await expect(listen(hello, `unix:${file}`)).rejects.toThrow('another process listens there');
  await listener.close();
  expect(existsSync(file)).toBe(false);
});

test('a half-sent request loses its place after the time limit', async () => {
  const [port = 0] = await freePorts(1);
  await open(hello, `127.0.0.1:${port}`, { headersSeconds: 1, requestSeconds: 1 });
  const socket = connect(port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Le');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toContain('408');
});

test('closing lets a request be answered', async () => {
  const [port = 0] = await freePorts(1);
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const listener = await open(async (_request, response) => {
    answer();
    setTimeout(() => response.end('late'), 50);
  }, `127.0.0.1:${port}`);
  const response = fetch(`http://127.0.0.1:${port}`);
  await asked;
  await listener.close();
  expect(await (await response).text()).toBe('late');
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { messagesOf } from '../../src/service/messages.ts';

test('messages arrive with the prototypes of the app, on every server of it', async () => {
  const app = express().get('/', (request, response) => response.json({ path: request.path }));
  const arrived: unknown[][] = [];
  for (const _ of [1, 2]) {
    const server = createServer(messagesOf(app), (request, response) => {
      arrived.push([Object.getPrototypeOf(request), Object.getPrototypeOf(response)]);
      app(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(await answer.json()).toEqual({ path: '/' });
    server.close();
  }
  expect(arrived).toHaveLength(2);
  for (const [request, response] of arrived) {
    expect(request).toBe(app.request);
    expect(response).toBe(app.response);
  }
});

test('another handler gets the messages of Node', () => {
  expect(messagesOf(() => undefined)).toEqual({});
});

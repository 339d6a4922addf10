import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a stand-in for Slack, PagerDuty or a webhook was sent. */
export interface Received {
  readonly path: string;
  readonly body: unknown;
}

/** A stand-in for a service that takes messages; it can be away for a while and come back at the same address. */
export const startSink = async () => {
  const received: Received[] = [];
  let server: Server | undefined;
  let port = 0;
  const open = async () => {
    server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      received.push({ path: request.url ?? '', body: JSON.parse(text) });
      // What Slack and PagerDuty both take for an answer.
      response.statusCode = request.url?.includes('enqueue') ? 202 : 200;
      response.end(request.url?.includes('enqueue') ? '{"status":"success"}' : 'ok');
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  const close = async () => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  };
  await open();
  return { received, url: (path: string) => `http://127.0.0.1:${port}${path}`, open, close };
};

export type Sink = Awaited<ReturnType<typeof startSink>>;

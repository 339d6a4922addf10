import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { recordOf } from '../../src/hooks/journal/event-record.ts';
import { createJournal } from '../../src/hooks/journal/journal.ts';
import { openStore } from '../../src/hooks/journal/journal-store.ts';
import { hasherWith } from '../../src/hooks/keyed-hash.ts';
import { readPayload } from '../../src/hooks/payload.ts';
import { pushTarget } from '../../src/hooks/push/pushgateway.ts';
import { type MirrorOptions, startMirror } from '../../src/hooks/push/state-push.ts';
import { waitFor } from '../e2e/wait.ts';
import { event, temporary } from './open.ts';

interface Received {
  readonly method: string;
  readonly path: string;
  readonly text: string;
  readonly at: number;
}

/** Something at Pushgateway's address that answers as told. */
const receiver = async (answer: (response: ServerResponse, index: number) => void, port = 0) => {
  const received: Received[] = [];
  let inFlight = 0;
  let most = 0;
  const server = createServer((request: IncomingMessage, response) => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    response.on('close', () => {
      inFlight -= 1;
    });
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString();
      received.push({ method: request.method ?? '', path: request.url ?? '', text, at: Date.now() });
      answer(response, received.length);
    });
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    if (server.listening) await once(server.close(), 'close');
  };
  onTestFinished(close);
  const { port: own } = server.address() as AddressInfo;
  return { received, address: `127.0.0.1:${own}`, port: own, most: () => most, close };
};

const value = (text: string, sample: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ') + 1));
};

const stops = 'claude_code_hook_events_total{event="Stop"}';

const mirrored = (address: string, options: Partial<MirrorOptions> = {}, data = temporary()) => {
  const journal = createJournal(openStore(data), { limit: 100, now: 0 });
  const mirror = startMirror(journal, {
    address,
    instance: 'a',
    scrapeMilliseconds: 0,
    debounceMilliseconds: 10,
    intervalMilliseconds: 200,
    timeoutMilliseconds: 300,
    ...options,
  });
  const add = (count: number) => {
    const payload = readPayload(event('Stop'));
    if (!payload) throw new Error('no payload');
    const hasher = hasherWith(Buffer.alloc(32));
    const privacy = { prompts: 'drop', responses: 'drop', tools: 'drop' } as const;
    for (let index = 0; index < count; index += 1) {
      const delivery = { kind: 'id', id: randomUUID() } as const;
      journal.append([recordOf(payload, { hasher, privacy, delivery, at: Date.now() })]);
      mirror.changed();
    }
  };
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await mirror.stop();
    journal.close();
  };
  onTestFinished(stop);
  return { data, journal, mirror, add, stop };
};

const accept = (response: ServerResponse) => response.writeHead(202).end();

test('the whole state is put under one group, on change and without one', async () => {
  const gateway = await receiver(accept);
  const { add } = mirrored(gateway.address);
  await waitFor('a push without an event', async () => gateway.received.length > 2);
  add(3);
  await waitFor('the value', async () => value(gateway.received.at(-1)?.text ?? '', stops) === 3);
  expect(new Set(gateway.received.map(({ method, path }) => `${method} ${path}`))).toEqual(
    new Set(['PUT /metrics/job/claude-code-hooks/instance/a']),
  );
  expect(gateway.received.at(-1)?.text.endsWith('\n')).toBe(true);
});

test('what is known beforehand is pushed as 0 before anything happened', async () => {
  const gateway = await receiver(accept);
  mirrored(gateway.address);
  await waitFor('the first push', async () => gateway.received.length > 0);
  expect(value(gateway.received[0]?.text ?? '', stops)).toBe(0);
});

test('a slow Pushgateway gets one push at a time, and then the newest state', async () => {
  const gateway = await receiver((response) => setTimeout(() => accept(response), 100));
  const { add } = mirrored(gateway.address);
  for (let index = 0; index < 20; index += 1) {
    add(1);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await waitFor('the value', async () => value(gateway.received.at(-1)?.text ?? '', stops) === 20);
  expect(gateway.most()).toBe(1);
});

test('a Pushgateway that answers 400 loses nothing, and the reason can be seen', async () => {
  const gateway = await receiver((response, index) =>
    index < 3 ? response.writeHead(400).end('pushed metrics are invalid') : accept(response),
  );
  const { add, mirror } = mirrored(gateway.address);
  add(2);
  await waitFor('the failure', async () => mirror.state.error === '400 pushed metrics are invalid');
  await waitFor('the value', async () => value(gateway.received.at(-1)?.text ?? '', stops) === 2);
  await waitFor('the state', async () => mirror.state.error === '' && mirror.state.lastAccepted > 0);
  await waitFor('the count of refusals', async () => {
    const last = gateway.received.at(-1)?.text ?? '';
    return value(last, 'claude_code_hook_pushes_total{outcome="refused"}') === 2;
  });
});

test('a Pushgateway that is down costs nothing and gets everything when it is back', async () => {
  const gateway = await receiver(accept);
  const { add, mirror } = mirrored(gateway.address);
  await waitFor('the first push', async () => mirror.state.lastAccepted > 0);
  await gateway.close();
  add(5);
  await waitFor('the failure', async () => mirror.state.failures > 0);
  expect(mirror.state.error).toMatch(/ECONNREFUSED|ECONNRESET|SOCKET/);
  const back = await receiver(accept, gateway.port);
  await waitFor('the value', async () => value(back.received.at(-1)?.text ?? '', stops) === 5);
});

test('a Pushgateway that never answers is given up after the time limit and asked again', async () => {
  const gateway = await receiver((response, index) => {
    if (index > 1) accept(response);
  });
  const { add } = mirrored(gateway.address);
  add(1);
  await waitFor('the value', async () => value(gateway.received.at(-1)?.text ?? '', stops) === 1);
  expect(gateway.received.length).toBeGreaterThan(1);
});

test('the last state is pushed when the service is told to stop', async () => {
  const gateway = await receiver(accept);
  const { add, stop, mirror } = mirrored(gateway.address, {
    debounceMilliseconds: 60_000,
    intervalMilliseconds: 60_000,
  });
  await waitFor('the first push', async () => mirror.state.lastAccepted > 0);
  add(4);
  await stop();
  expect(value(gateway.received.at(-1)?.text ?? '', stops)).toBe(4);
});

test('after a restart a counter is first shown as it was last, then as it is', async () => {
  const gateway = await receiver(accept);
  const first = mirrored(gateway.address, { scrapeMilliseconds: 100 });
  first.add(2);
  await waitFor('the value', async () => value(gateway.received.at(-1)?.text ?? '', stops) === 2);
  await first.stop();
  const before = gateway.received.length;

  const second = mirrored(gateway.address, { scrapeMilliseconds: 100 }, first.data);
  second.add(3);
  await waitFor('the value', async () => value(gateway.received.at(-1)?.text ?? '', stops) === 5);
  const shown = gateway.received.slice(before).map(({ text }) => value(text, stops));
  expect(shown[0]).toBe(2);
  expect(new Set(shown)).toEqual(new Set([2, 5]));
});

test.each([
  ['127.0.0.1:9091', { job: 'j', instance: 'a' }, 'http://127.0.0.1:9091/metrics/job/j/instance/a', {}],
  [
    'https://me:pass%20word@push.example/base/',
    { job: 'j', instance: 'a b' },
    'https://push.example/base/metrics/job/j/instance/a%20b',
    { authorization: `Basic ${Buffer.from('me:pass word').toString('base64')}` },
  ],
  ['http://x', { job: 'j', instance: 'a/b' }, 'http://x/metrics/job/j/instance@base64/YS9i', {}],
  ['http://x', { job: 'j', instance: '' }, 'http://x/metrics/job/j/instance@base64/=', {}],
])('PROMETHEUS_PUSH_GATEWAY=%s is understood', (address, labels, url, headers) => {
  expect(pushTarget(address, labels)).toEqual({ url, headers });
});

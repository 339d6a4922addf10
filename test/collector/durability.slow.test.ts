import { afterEach, describe, expect, test } from 'vitest';
import { exportGrpc } from '../../src/otlp/client.ts';
import type { ExportRequest } from '../../src/otlp/model.ts';
import { encodeRequest } from '../../src/otlp/protobuf.ts';
import { scenarios } from '../captures/read.ts';
import { waitFor } from '../e2e/wait.ts';
import { type Collector, createCollector, createReceiver, otelcol, type Receiver } from './collector.ts';

let collector: Collector | undefined;
let receiver: Receiver | undefined;
afterEach(async () => {
  await collector?.remove();
  await receiver?.close();
});

const numbered = (id: number): ExportRequest => ({
  resourceMetrics: [
    {
      scopeMetrics: [
        {
          metrics: [
            {
              name: 'claude_code.cost.usage',
              sum: {
                aggregationTemporality: 1,
                isMonotonic: true,
                dataPoints: [
                  {
                    attributes: [{ key: 'session.id', value: { stringValue: `session-${id}` } }],
                    startTimeUnixNano: '1795198503529000000',
                    timeUnixNano: '1795198504513000000',
                    asDouble: id,
                  },
                ],
              },
            },
          ],
        },
      ],
    },
  ],
});

const sessionsIn = ({ received }: Receiver) =>
  new Set([...JSON.stringify(received).matchAll(/session-\d+/g)].map(([id]) => id));

/** About as many bytes of protobuf, in points like those of the real client. */
const large = (bytes: number): ExportRequest => {
  const { metrics = [] } = scenarios().find(({ name }) => name === 'include-all') ?? {};
  const [one] = metrics as ExportRequest[];
  const copies = Math.floor(bytes / encodeRequest('metrics', one ?? {}).length);
  return { resourceMetrics: Array.from({ length: copies }, () => one?.resourceMetrics ?? []).flat() };
};

describe.skipIf(!otelcol)('nothing is lost', () => {
  test('of a request as large as the collector takes: for the ledger it is not too large as JSON', async () => {
    receiver = await createReceiver();
    collector = await createCollector({ ledgerPort: receiver.port });
    await collector.start();
    const request = large(5.9 * 1024 * 1024);
    await exportGrpc(collector.grpc, 'metrics', request, {
      compression: 'gzip',
      timeoutMilliseconds: 20_000,
    });
    const { received } = receiver;
    await waitFor('the request arriving', async () => received.length > 0);
    expect(received[0]?.request.resourceMetrics).toHaveLength(request.resourceMetrics?.length ?? 0);
  });

  test('with the ledger dead and the collector killed twice, after every request was answered', async () => {
    receiver = await createReceiver();
    await receiver.close();
    collector = await createCollector({ ledgerPort: receiver.port });
    let sent = 0;
    for (const round of [1, 2]) {
      await collector.start();
      for (let request = 0; request < 50; request += 1) {
        sent += 1;
        if (request % 5 === 0) await exportGrpc(collector.grpc, 'metrics', numbered(sent));
        else expect(await collector.send('metrics', numbered(sent))).toBe(200);
      }
      expect([round, sessionsIn(receiver).size]).toEqual([round, 0]);
      // The answer to the last request has only just come.
      await collector.kill('SIGKILL');
    }
    await collector.start();
    await receiver.open();
    const all = receiver;
    await waitFor('all requests arriving', async () => sessionsIn(all).size === sent);
  });

  test('with the ledger overloaded for the first requests', async () => {
    const outcomes = [
      { status: 429, retryAfterSeconds: 1 },
      { status: 503, retryAfterSeconds: 1 },
    ] as const;
    receiver = await createReceiver((count) =>
      count <= 8 ? (outcomes[count % 2] ?? outcomes[0]) : { rejected: 0 },
    );
    collector = await createCollector({ ledgerPort: receiver.port });
    await collector.start();
    for (let id = 1; id <= 20; id += 1) expect(await collector.send('metrics', numbered(id))).toBe(200);
    const all = receiver;
    await waitFor('all requests arriving', async () => sessionsIn(all).size === 20);
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { exportGrpc } from '../../src/otlp/client.ts';
import type { ExportRequest } from '../../src/otlp/model.ts';
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

describe.skipIf(!otelcol)('nothing is lost', () => {
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

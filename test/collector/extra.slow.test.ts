import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Config, configSchema } from '../../src/config/schema.ts';
import { waitFor } from '../e2e/wait.ts';
import { type Collector, createCollector, createReceiver, otelcol, type Receiver } from './collector.ts';

let collector: Collector | undefined;
const receivers: Receiver[] = [];
afterEach(async () => {
  await collector?.remove();
  for (const receiver of receivers.splice(0)) await receiver.close();
});

const receiving = async () => {
  const receiver = await createReceiver();
  receivers.push(receiver);
  return receiver;
};

const time = (second: number) => `17951985${second}000000000`;
const delta = (second: number, value: number) => ({
  resourceMetrics: [
    {
      resource: {
        attributes: [
          { key: 'service.name', value: { stringValue: 'claude-code' } },
          { key: 'user.email', value: { stringValue: 'someone@example.org' } },
        ],
      },
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
                    attributes: [{ key: 'session.id', value: { stringValue: 's' } }],
                    startTimeUnixNano: time(second),
                    timeUnixNano: time(second + 5),
                    asDouble: value,
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

const withExport = (wanted: unknown) => (): Partial<Config> => ({
  export: configSchema.shape.export.parse(wanted),
});

const sumsAt = ({ received }: Receiver) =>
  received
    .flatMap(({ request }) => request.resourceMetrics ?? [])
    .flatMap(({ scopeMetrics = [] }) => scopeMetrics.flatMap(({ metrics = [] }) => metrics))
    .map(({ sum }) => [
      sum?.aggregationTemporality,
      ...(sum?.dataPoints ?? []).map(({ asDouble }) => asDouble),
    ]);

describe.skipIf(!otelcol)('other places that get the telemetry', () => {
  test('a cumulative one, with a header from a secret, and a file, all redacted', async () => {
    const [ledger, target] = [await receiving(), await receiving()];
    collector = await createCollector({
      ledgerPort: ledger.port,
      secrets: { 'target-token': 'Bearer $ecret' },
      config: withExport({
        otlp: [
          {
            name: 'target',
            endpoint: `http://127.0.0.1:${target.port}`,
            headers: { authorization: 'target-token' },
            temporality: 'cumulative',
          },
        ],
        file: { enabled: true },
      }),
    });
    await collector.start();
    expect(await collector.send('metrics', delta(10, 1))).toBe(200);
    expect(await collector.send('metrics', delta(15, 2))).toBe(200);
    await waitFor(
      'both getting it',
      async () => sumsAt(ledger).length >= 2 && sumsAt(target).flat().includes(3),
    );
    expect(sumsAt(ledger).sort()).toEqual([
      [1, 1],
      [1, 2],
    ]);
    expect(sumsAt(target).every(([temporality]) => temporality === 2)).toBe(true);
    expect(target.received[0]?.headers['authorization']).toBe('Bearer $ecret');
    const { data } = collector;
    const file = await waitFor('the file being written', async () =>
      readFileSync(path.join(data, 'telemetry.jsonl'), 'utf8'),
    );
    expect(file).toContain('claude_code.cost.usage');
    expect(file + JSON.stringify([...ledger.received, ...target.received])).not.toContain(
      'someone@example.org',
    );
  });

  test('dead ones hold up neither the client nor the ledger', async () => {
    const ledger = await receiving();
    collector = await createCollector({
      ledgerPort: ledger.port,
      config: withExport({
        otlp: [
          { name: 'gone', protocol: 'grpc', endpoint: 'http://127.0.0.1:1' },
          { name: 'away', protocol: 'http', endpoint: 'http://127.0.0.1:1', signals: ['metrics'] },
        ],
        debug: true,
      }),
    });
    await collector.start();
    for (let request = 0; request < 50; request += 1)
      expect(await collector.send('metrics', delta(10 + request, 1))).toBe(200);
    await waitFor('the ledger getting it', async () => sumsAt(ledger).length === 50);
  });
});

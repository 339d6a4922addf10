import { describe, expect, onTestFinished, test } from 'vitest';
import { configSchema } from '../../src/config/schema.ts';
import { waitFor } from '../e2e/wait.ts';
import { createCollector, createReceiver, otelcol } from './collector.ts';

const at = `${Date.now()}000000`;

const attributesOf = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));

const requests = {
  logs: {
    resourceLogs: [
      {
        scopeLogs: [
          {
            logRecords: [
              {
                'event.name': 'api_request',
                'session.id': 's-1',
                model: 'claude-sonnet-4-5',
                // Numbers come as texts from some clients.
                input_tokens: '10',
                output_tokens: 20,
                cache_read_tokens: 300,
                cache_creation_tokens: '4000',
              },
              { 'event.name': 'tool_result', tool_name: 'Bash', tool_use_id: 'toolu_1', success: 'true' },
            ].map((attributes) => ({ timeUnixNano: at, attributes: attributesOf(attributes) })),
          },
        ],
      },
    ],
  },
  metrics: {
    resourceMetrics: [
      {
        scopeMetrics: [
          {
            metrics: [
              {
                name: 'claude_code.token.usage',
                sum: {
                  aggregationTemporality: 2,
                  isMonotonic: true,
                  dataPoints: ['input', 'cacheRead'].map((type) => ({
                    startTimeUnixNano: at,
                    timeUnixNano: at,
                    asDouble: 1,
                    attributes: attributesOf({ type, model: 'claude-sonnet-4-5', 'session.id': 's-1' }),
                  })),
                },
              },
            ],
          },
        ],
      },
    ],
  },
};

describe.skipIf(!otelcol)('what is passed on', () => {
  test('has the names of the GenAI conventions beside its own; what the ledger gets has not', async () => {
    const [ledger, other] = [await createReceiver(), await createReceiver()];
    const exported = configSchema.shape.export.parse({
      otlp: [{ name: 'other', endpoint: `http://127.0.0.1:${other.port}` }],
    });
    const collector = await createCollector({
      ledgerPort: ledger.port,
      config: () => ({ export: exported }),
    });
    onTestFinished(async () => {
      await collector.remove();
      await ledger.close();
      await other.close();
    });
    await collector.start();
    for (const [signal, request] of Object.entries(requests))
      expect(await collector.send(signal as 'logs' | 'metrics', request)).toBe(200);
    const textOf = ({ received }: typeof ledger, signal: string) =>
      JSON.stringify(
        received.filter((one) => one.signal === signal).map(({ request }) => request),
        (_key, value) => (typeof value === 'bigint' ? String(value) : value),
      );
    for (const signal of ['logs', 'metrics'])
      await waitFor(
        `${signal} at both`,
        async () => textOf(other, signal) !== '[]' && textOf(ledger, signal) !== '[]',
      );
    const logs = textOf(other, 'logs');
    for (const [name, value] of [
      ['request.model', 'claude-sonnet-4-5'],
      ['conversation.id', 's-1'],
      ['provider.name', 'anthropic'],
      ['operation.name', 'chat'],
      ['operation.name', 'execute_tool'],
      ['tool.name', 'Bash'],
      ['usage.input_tokens', '4310'],
      ['usage.output_tokens', '20'],
    ])
      expect(logs).toMatch(new RegExp(`"value":\\{"\\w+":"?${value}"?\\},"key":"gen_ai\\.${name}"`));
    const metrics = textOf(other, 'metrics');
    expect(metrics.match(/gen_ai\.token\.type/g)).toHaveLength(1);
    expect(metrics.match(/gen_ai\.request\.model/g)).toHaveLength(2);
    expect(textOf(ledger, 'logs') + textOf(ledger, 'metrics')).not.toContain('gen_ai.');
  }, 120_000);
});

import type { ExportRequest, OtlpSignal } from '../../src/otlp/model.ts';

/** One request of each signal that uses every kind of field: 64-bit numbers, ids, bytes, nested values, packed lists. */
export const requests: Readonly<Record<OtlpSignal, ExportRequest>> = {
  metrics: {
    resourceMetrics: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'claude-code' } }] },
        scopeMetrics: [
          {
            scope: { name: 'com.anthropic.claude_code', version: '2.1.329' },
            metrics: [
              {
                name: 'claude_code.cost.usage',
                unit: 'USD',
                sum: {
                  aggregationTemporality: 1,
                  isMonotonic: true,
                  dataPoints: [
                    {
                      attributes: [{ key: 'model', value: { stringValue: 'opus-ü' } }],
                      startTimeUnixNano: '1795198503529000001',
                      timeUnixNano: '1795198504513000003',
                      asDouble: 0.0026415,
                    },
                    { timeUnixNano: '18446744073709551615', asInt: '-9223372036854775808', flags: 1 },
                    { timeUnixNano: '2', asDouble: 'NaN' },
                  ],
                },
              },
              {
                name: 'h',
                histogram: {
                  aggregationTemporality: 2,
                  dataPoints: [
                    {
                      count: '3',
                      sum: 1.5,
                      bucketCounts: ['1', '2'],
                      explicitBounds: [0.5],
                      timeUnixNano: '3',
                    },
                  ],
                },
              },
              {
                name: 'e',
                exponentialHistogram: {
                  aggregationTemporality: 1,
                  dataPoints: [
                    { count: '2', scale: -3, zeroCount: '1', positive: { offset: -2, bucketCounts: ['1'] } },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  },
  logs: {
    resourceLogs: [
      {
        scopeLogs: [
          {
            logRecords: [
              {
                timeUnixNano: '1795198503506000000',
                body: { stringValue: 'claude_code.tool_result' },
                attributes: [
                  { key: 'event.sequence', value: { intValue: '-1' } },
                  { key: 'ok', value: { boolValue: false } },
                  { key: 'bytes', value: { bytesValue: 'AAH/' } },
                  { key: 'empty', value: {} },
                  {
                    key: 'nested',
                    value: {
                      arrayValue: {
                        values: [{ kvlistValue: { values: [{ key: 'a', value: { doubleValue: 1 } }] } }],
                      },
                    },
                  },
                ],
                traceId: '000102030405060708090a0b0c0d0e0f',
                spanId: '0001020304050607',
                flags: 1,
              },
            ],
          },
        ],
      },
    ],
  },
  traces: {
    resourceSpans: [
      {
        scopeSpans: [
          {
            spans: [
              {
                traceId: '000102030405060708090a0b0c0d0e0f',
                spanId: '0001020304050607',
                name: 'claude_code.tool',
                kind: 1,
                startTimeUnixNano: '1795198503692000000',
                endTimeUnixNano: '1795198503761769472',
                events: [{ name: 'tool.output', timeUnixNano: '5' }],
                links: [{ traceId: '000102030405060708090a0b0c0d0e0f', spanId: '0001020304050607' }],
                status: { code: 2, message: 'no' },
              },
            ],
          },
        ],
      },
    ],
  },
};

import { type AttributeName, attributes } from '../../src/catalogue/attributes.ts';
import { sharedLabelSources } from '../../src/catalogue/labels.ts';
import type { AnyValue, ExportRequest, KeyValue } from '../../src/otlp/model.ts';

/** Values of every type that OTLP has; each names the attribute, so that one that should be gone is found again. */
const valuesFor = (name: string): AnyValue[] => [
  { stringValue: `private ${name}` },
  { stringValue: `first line of ${name}\n\nlast line` },
  { stringValue: '' },
  { stringValue: `arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/${name}[1m]` },
  { intValue: '9007199254740993' },
  { intValue: -7 },
  { doubleValue: 1e21 },
  { doubleValue: 0.000_000_12 },
  { doubleValue: 5 },
  { boolValue: true },
  { bytesValue: 'AAH/' },
  {
    arrayValue: {
      values: [
        { stringValue: `<in a list & "${name}"> \u2028é` },
        { intValue: '5' },
        { doubleValue: 1.5 },
        {},
      ],
    },
  },
  {
    kvlistValue: {
      values: [
        { key: 'z', value: { stringValue: name } },
        { key: 'a', value: { boolValue: false } },
        { key: 'm', value: { bytesValue: 'AAH/' } },
      ],
    },
  },
  {},
];

const unknown = ['some.new.attribute', 'constructor', '__proto__', 'redaction.masked.keys', 'user', 'branch'];
const names = [
  ...(Object.keys(attributes) as AttributeName[]),
  ...Object.values(sharedLabelSources).flat(),
  ...unknown,
];

/** All attributes, with one value each: which one, `turn` says. */
const all = (turn: number): KeyValue[] =>
  [...new Set(names)].map((key, index) => {
    const values = valuesFor(key);
    return { key, value: values[(index + turn) % values.length] as AnyValue };
  });

const time = '1795198503506000000';

/** Requests with everything that can be private in every place that OTLP has, `turn` choosing the types of values. */
export const everything = (
  turn: number,
): readonly (readonly ['metrics' | 'logs' | 'traces', ExportRequest])[] => [
  [
    'metrics',
    {
      resourceMetrics: [
        {
          resource: { attributes: all(turn) },
          scopeMetrics: [
            {
              scope: { name: 'scope', attributes: all(turn + 1) },
              metrics: [
                {
                  name: 'claude_code.cost.usage',
                  metadata: all(turn),
                  sum: {
                    aggregationTemporality: 1,
                    isMonotonic: true,
                    dataPoints: [
                      {
                        attributes: all(turn + 2),
                        timeUnixNano: time,
                        asDouble: 1,
                        exemplars: [{ timeUnixNano: time, asDouble: 1, filteredAttributes: all(turn) }],
                      },
                    ],
                  },
                },
                {
                  name: 'g',
                  gauge: { dataPoints: [{ attributes: all(turn + 3), timeUnixNano: time, asInt: '1' }] },
                },
                {
                  name: 'h',
                  histogram: {
                    aggregationTemporality: 1,
                    dataPoints: [{ attributes: all(turn + 4), timeUnixNano: time, count: '1' }],
                  },
                },
                {
                  name: 'e',
                  exponentialHistogram: {
                    aggregationTemporality: 1,
                    dataPoints: [{ attributes: all(turn + 5), timeUnixNano: time, count: '1' }],
                  },
                },
                {
                  name: 's',
                  summary: { dataPoints: [{ attributes: all(turn + 6), timeUnixNano: time, count: '1' }] },
                },
              ],
            },
          ],
        },
      ],
    },
  ],
  [
    'logs',
    {
      resourceLogs: [
        {
          resource: { attributes: all(turn) },
          scopeLogs: [
            {
              scope: { name: 'scope', attributes: all(turn + 1) },
              logRecords: [
                {
                  timeUnixNano: time,
                  body: { stringValue: 'claude_code.user_prompt' },
                  attributes: all(turn + 2),
                },
                { timeUnixNano: time, body: { stringValue: 'private text' }, attributes: all(turn + 3) },
                { timeUnixNano: time, body: { stringValue: 'claude_code.x\nprivate' }, attributes: [] },
                { timeUnixNano: time, body: { kvlistValue: { values: all(turn) } }, attributes: [] },
                {
                  timeUnixNano: time,
                  body: { stringValue: 'claude_code.feedback_survey' },
                  attributes: [
                    { key: 'event.name', value: { stringValue: 'feedback_survey' } },
                    { key: 'response', value: { stringValue: 'good' } },
                    { key: 'prompt', value: { stringValue: 'private prompt' } },
                  ],
                },
                {
                  timeUnixNano: time,
                  body: { intValue: '5' },
                  attributes: [
                    { key: 'event.name', value: { stringValue: 'assistant_response' } },
                    { key: 'response', value: { stringValue: 'private response' } },
                    { key: 'response', value: { stringValue: 'private response, again' } },
                    { key: 'prompt', value: { stringValue: 'private prompt' } },
                    { key: 'prompt', value: { stringValue: 'private prompt' } },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
  [
    'traces',
    {
      resourceSpans: [
        {
          resource: { attributes: all(turn) },
          scopeSpans: [
            {
              scope: { name: 'scope', attributes: all(turn + 1) },
              spans: [
                {
                  traceId: '000102030405060708090a0b0c0d0e0f',
                  spanId: '0001020304050607',
                  name: 'claude_code.tool',
                  kind: 1,
                  startTimeUnixNano: time,
                  endTimeUnixNano: time,
                  attributes: all(turn + 2),
                  events: [{ name: 'tool.output', timeUnixNano: time, attributes: all(turn + 3) }],
                  links: [
                    {
                      traceId: '000102030405060708090a0b0c0d0e0f',
                      spanId: '0001020304050607',
                      attributes: all(turn + 4),
                    },
                  ],
                  status: { code: 2, message: 'private status message' },
                },
              ],
            },
          ],
        },
      ],
    },
  ],
];

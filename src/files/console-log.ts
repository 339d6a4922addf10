import JSON5 from 'json5';
import type { AnyValue, ExportRequest, KeyValue, OtlpSignal } from '../otlp/model.ts';

/**
 * What the console exporters of OpenTelemetry print into a terminal, as older guides had it caught with `tee`: objects as
 * Node and Bun show them, between lines of the client's own.
 */

type Sent = readonly [signal: OtlpSignal, request: ExportRequest];

interface Block {
  readonly body?: unknown;
  readonly timestamp?: unknown;
  readonly resource?: { readonly attributes?: Record<string, unknown> };
  readonly instrumentationScope?: { readonly name?: string; readonly version?: string };
  readonly attributes?: Record<string, unknown>;
  readonly descriptor?: { readonly name?: unknown };
  readonly dataPoints?: readonly {
    readonly attributes?: Record<string, unknown>;
    readonly startTime?: unknown;
    readonly endTime?: unknown;
    readonly value?: unknown;
  }[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escapes of a terminal are what is taken out
const escapes = /\u001b(?:\[[0-9;?]*[A-Za-z]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[=>78])|\r/g;

/** Objects that begin and end at the beginning of a line. */
const blockPattern = /^\{\n[\s\S]*?^\}/gm;

/** As JSON5: no `undefined`, no texts over several lines, nothing that was left out for its depth. */
const asJson5 = (text: string): string =>
  text
    .replaceAll(/(['"]) \+\n\s*\1/g, '')
    .replaceAll(/: undefined(?=,|\n)/g, ': null')
    .replaceAll(/\[(?:Object|Array)[^\]]*\]/g, 'null');

const anyValue = (value: unknown): AnyValue => {
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
  return { stringValue: typeof value === 'string' ? value : JSON.stringify(value) };
};

const attributesOf = (record: Record<string, unknown> | undefined): KeyValue[] =>
  Object.entries(record ?? {})
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => ({ key, value: anyValue(value) }));

/** `[ seconds, nanoseconds ]`. */
const nanoseconds = (time: unknown): string => {
  const [seconds, rest] = Array.isArray(time) ? time : [];
  return `${Number(seconds ?? 0)}${String(Number(rest ?? 0)).padStart(9, '0')}`;
};

const logOf = ({ body, timestamp, resource, instrumentationScope, attributes }: Block): Sent => [
  'logs',
  {
    resourceLogs: [
      {
        resource: { attributes: attributesOf(resource?.attributes) },
        scopeLogs: [
          {
            scope: { name: instrumentationScope?.name ?? 'com.anthropic.claude_code.events' },
            logRecords: [
              {
                timeUnixNano: `${Number(timestamp)}000`,
                body: { stringValue: String(body) },
                attributes: attributesOf(attributes),
              },
            ],
          },
        ],
      },
    ],
  },
];

/** The console prints no resource of metrics; the client copies its attributes onto the points. Values are running totals. */
const metricOf = ({ descriptor, dataPoints = [] }: Block): Sent => [
  'metrics',
  {
    resourceMetrics: [
      {
        scopeMetrics: [
          {
            scope: { name: 'com.anthropic.claude_code' },
            metrics: [
              {
                name: String(descriptor?.name),
                sum: {
                  isMonotonic: true,
                  aggregationTemporality: 2,
                  dataPoints: dataPoints.map(({ attributes, startTime, endTime, value }) => ({
                    attributes: attributesOf(attributes),
                    startTimeUnixNano: nanoseconds(startTime),
                    timeUnixNano: nanoseconds(endTime),
                    asDouble: Number(value),
                  })),
                },
              },
            ],
          },
        ],
      },
    ],
  },
];

const parsed = (text: string): Block | undefined => {
  try {
    return JSON5.parse<Block>(asJson5(text));
  } catch {
    return undefined;
  }
};

/** The telemetry in the text of a terminal, as requests; what else was printed is passed over. */
export const requestsInConsole = (text: string): readonly Sent[] =>
  [...text.replaceAll(escapes, '').matchAll(blockPattern)].flatMap(([block]) => {
    const found = parsed(block);
    if (found?.descriptor && Array.isArray(found.dataPoints)) return [metricOf(found)];
    return typeof found?.body === 'string' && found.body.startsWith('claude_code.') ? [logOf(found)] : [];
  });

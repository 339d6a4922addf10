import { metrics as catalogued } from '../catalogue/telemetry.ts';
import type { DemoAttributes, DemoGain, DemoLogEvent, DemoValue, Run } from './client.ts';

/** OTLP as JSON, the way the client sends it. https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
export interface OtlpRequest {
  readonly signal: 'metrics' | 'logs';
  readonly body: object;
}

const anyValue = (value: DemoValue): object => {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
};

const listOf = (attributes: DemoAttributes): object[] =>
  Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: anyValue(value) }],
  );

const nanoseconds = (milliseconds: number): string => `${milliseconds}000000`;

const units = new Map(catalogued.map(({ name, unit }) => [name, unit]));

/** What a series gained in a span of time is one delta point. */
const points = (gains: readonly DemoGain[], from: number, to: number): object[] => {
  const sums = new Map<string, { metric: string; attributes: DemoAttributes; value: number }>();
  for (const { metric, attributes, value } of gains) {
    const key = `${metric} ${JSON.stringify(attributes)}`;
    const known = sums.get(key);
    if (known) known.value += value;
    else sums.set(key, { metric, attributes, value });
  }
  const byMetric = new Map<string, { attributes: DemoAttributes; value: number }[]>();
  for (const { metric, ...series } of sums.values())
    byMetric.set(metric, [...(byMetric.get(metric) ?? []), series]);
  return [...byMetric].map(([name, series]) => ({
    name,
    unit: units.get(name) ?? '',
    sum: {
      aggregationTemporality: 1,
      isMonotonic: true,
      dataPoints: series.map(({ attributes, value }) => ({
        attributes: listOf(attributes),
        startTimeUnixNano: nanoseconds(from),
        timeUnixNano: nanoseconds(to),
        asDouble: value,
      })),
    },
  }));
};

const record = ({ at, name, attributes }: DemoLogEvent, sequence: number): object => ({
  timeUnixNano: nanoseconds(at),
  observedTimeUnixNano: nanoseconds(at),
  body: { stringValue: `claude_code.${name}` },
  attributes: listOf({
    ...attributes,
    'event.name': name,
    'event.timestamp': new Date(at).toISOString(),
    'event.sequence': sequence,
  }),
});

const version = (resource: DemoAttributes) => String(resource['service.version']);

/** What a session exports for a span of time (the end left out): at most one request a signal. */
export const exportsOf = (
  { resource, gains, events }: Run,
  from: number,
  to: number,
): readonly OtlpRequest[] => {
  const within = ({ at }: { readonly at: number }) => at >= from && at < to;
  const about = { attributes: listOf(resource) };
  const metrics = points(gains.filter(within), from, to);
  const logRecords = events.flatMap((event, sequence) => (within(event) ? [record(event, sequence)] : []));
  const scope = { name: 'com.anthropic.claude_code', version: version(resource) };
  return [
    ...(metrics.length > 0
      ? [
          {
            signal: 'metrics',
            body: { resourceMetrics: [{ resource: about, scopeMetrics: [{ scope, metrics }] }] },
          } as const,
        ]
      : []),
    ...(logRecords.length > 0
      ? [
          {
            signal: 'logs',
            body: {
              resourceLogs: [
                {
                  resource: about,
                  scopeLogs: [{ scope: { ...scope, name: `${scope.name}.events` }, logRecords }],
                },
              ],
            },
          } as const,
        ]
      : []),
  ];
};

import { millisecondsOf } from '../config/duration.ts';

/**
 * The tables of the collector's ClickHouse exporter, with its names, columns and order. They are made here and not by the
 * exporter, because a collector whose exporter makes tables does not start while ClickHouse is away.
 */

/** The database that the collector writes what it received into. */
export const rawDatabase = 'otel';

interface RawTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly time: string;
  readonly order: string;
}

const map = 'Map(LowCardinality(String), String)';
const name = 'LowCardinality(String)';

const traces: RawTable = {
  name: 'otel_traces',
  columns: [
    'Timestamp DateTime64(9)',
    ...['TraceId', 'SpanId', 'ParentSpanId', 'TraceState'].map((column) => `${column} String`),
    ...['SpanName', 'SpanKind', 'ServiceName'].map((column) => `${column} ${name}`),
    `ResourceAttributes ${map}`,
    'ScopeName String',
    'ScopeVersion String',
    `SpanAttributes ${map}`,
    'Duration UInt64',
    `StatusCode ${name}`,
    'StatusMessage String',
    '`Events.Timestamp` Array(DateTime64(9))',
    `\`Events.Name\` Array(${name})`,
    `\`Events.Attributes\` Array(${map})`,
    ...['TraceId', 'SpanId', 'TraceState'].map((column) => `\`Links.${column}\` Array(String)`),
    `\`Links.Attributes\` Array(${map})`,
  ],
  time: 'Timestamp',
  order: 'ServiceName, SpanName, toDateTime(Timestamp)',
};

const logs: RawTable = {
  name: 'otel_logs',
  columns: [
    'Timestamp DateTime64(9)',
    'TraceId String',
    'SpanId String',
    'TraceFlags UInt8',
    `SeverityText ${name}`,
    'SeverityNumber UInt8',
    `ServiceName ${name}`,
    'Body String',
    `ResourceSchemaUrl ${name}`,
    `ResourceAttributes ${map}`,
    `ScopeSchemaUrl ${name}`,
    'ScopeName String',
    `ScopeVersion ${name}`,
    `ScopeAttributes ${map}`,
    `LogAttributes ${map}`,
    'EventName String',
  ],
  time: 'Timestamp',
  order: 'toStartOfFiveMinutes(Timestamp), ServiceName, Timestamp',
};

const ofAnyMetric = [
  `ResourceAttributes ${map}`,
  'ResourceSchemaUrl String',
  'ScopeName String',
  'ScopeVersion String',
  `ScopeAttributes ${map}`,
  'ScopeDroppedAttrCount UInt32',
  'ScopeSchemaUrl String',
  `ServiceName ${name}`,
  `MetricName ${name}`,
  'MetricDescription String',
  'MetricUnit String',
  `Attributes ${map}`,
  'StartTimeUnix DateTime',
  'TimeUnix DateTime',
  'Flags UInt32',
];
const exemplars = [
  `\`Exemplars.FilteredAttributes\` Array(${map})`,
  '`Exemplars.TimeUnix` Array(DateTime)',
  '`Exemplars.Value` Array(Float64)',
  '`Exemplars.SpanId` Array(String)',
  '`Exemplars.TraceId` Array(String)',
];
const value = 'Value Float64';
const temporality = 'AggregationTemporality Int32';
const counted = ['Count UInt64', 'Sum Float64'];
const extremes = ['Min Float64', 'Max Float64'];

const metric = (kind: string, columns: readonly string[]): RawTable => ({
  name: `otel_metrics_${kind}`,
  columns: [...ofAnyMetric, ...columns],
  time: 'TimeUnix',
  order: 'ServiceName, MetricName, toStartOfHour(TimeUnix), cityHash64(Attributes), TimeUnix',
});

const tables: readonly RawTable[] = [
  traces,
  logs,
  metric('gauge', [value, ...exemplars]),
  metric('sum', [value, ...exemplars, temporality, 'IsMonotonic Bool']),
  metric('histogram', [
    ...counted,
    'BucketCounts Array(UInt64)',
    'ExplicitBounds Array(Float64)',
    ...exemplars,
    ...extremes,
    temporality,
  ]),
  metric('exponential_histogram', [
    ...counted,
    'Scale Int32',
    'ZeroCount UInt64',
    'PositiveOffset Int32',
    'PositiveBucketCounts Array(UInt64)',
    'NegativeOffset Int32',
    'NegativeBucketCounts Array(UInt64)',
    ...exemplars,
    ...extremes,
    temporality,
  ]),
  metric('summary', [
    ...counted,
    '`ValueAtQuantiles.Quantile` Array(Float64)',
    '`ValueAtQuantiles.Value` Array(Float64)',
  ]),
];

/** Where each table has the attributes of a record. */
export const rawAttributes: readonly (readonly [table: string, column: string])[] = tables.map(
  ({ name: table }) => [
    table,
    { otel_traces: 'SpanAttributes', otel_logs: 'LogAttributes' }[table] ?? 'Attributes',
  ],
);

const ttl = ({ time }: RawTable, keptFor: string): string =>
  `toDateTime(${time}) + INTERVAL ${millisecondsOf(keptFor) / 1000} SECOND`;

/** What is too old is deleted automatically, whole days at a time. */
export const deletionSettings = (deletionSeconds: number): string =>
  `ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = ${deletionSeconds}`;

const create = (table: RawTable, keptFor: string, deletionSeconds: number): string =>
  [
    `CREATE TABLE IF NOT EXISTS ${rawDatabase}.${table.name} (\n  ${table.columns.map((column) => `${column} CODEC(ZSTD(1))`).join(',\n  ')}\n)`,
    'ENGINE = MergeTree',
    `PARTITION BY toDate(${table.time})`,
    `ORDER BY (${table.order})`,
    `TTL ${ttl(table, keptFor)}`,
    `SETTINGS ${deletionSettings(deletionSeconds)}`,
  ].join('\n');

/** What makes the tables of what was received. */
export const rawTableStatements = (keptFor: string, deletionSeconds: number): readonly string[] =>
  tables.map((table) => create(table, keptFor, deletionSeconds));

/** What gives them the retention of a changed configuration. */
export const rawRetentionStatements = (keptFor: string): readonly string[] =>
  tables.map(
    (table) =>
      `ALTER TABLE ${rawDatabase}.${table.name} MODIFY TTL ${ttl(table, keptFor)} SETTINGS materialize_ttl_after_modify = 1`,
  );

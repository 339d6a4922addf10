/**
 * OTLP as plain objects, in the shape of OTLP/JSON: lower camel case, times in nanoseconds as decimal strings, ids
 * as hexadecimal, other bytes as base64. Protobuf is decoded into the same shape, so nothing behind the receiver
 * needs to know what the client spoke.
 *
 * Nothing here has been checked: a client can put any JSON anywhere. The types say what a correct client sends.
 * Source: opentelemetry-proto v1 and "JSON Protobuf Encoding" of the OTLP specification.
 */

export type OtlpSignal = 'metrics' | 'logs' | 'traces';
export const signals: readonly OtlpSignal[] = ['metrics', 'logs', 'traces'];

/** A 64-bit integer: a decimal string in the standard, a JSON number from several clients (Claude Code too). */
export type Integer = string | number;
/** A double; `NaN`, `Infinity` and `-Infinity` are strings because JSON has no numbers for them. */
export type Double = number | 'NaN' | 'Infinity' | '-Infinity';

/** One of the keys, or none for the empty value. */
export interface AnyValue {
  stringValue?: string;
  boolValue?: boolean;
  intValue?: Integer;
  doubleValue?: Double;
  arrayValue?: { values?: AnyValue[] };
  kvlistValue?: { values?: KeyValue[] };
  bytesValue?: string;
}

export interface KeyValue {
  key: string;
  value?: AnyValue;
}

export interface Resource {
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
  entityRefs?: { schemaUrl?: string; type?: string; idKeys?: string[]; descriptionKeys?: string[] }[];
}

export interface Scope {
  name?: string;
  version?: string;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
}

export interface Exemplar {
  filteredAttributes?: KeyValue[];
  timeUnixNano?: Integer;
  asDouble?: Double;
  asInt?: Integer;
  spanId?: string;
  traceId?: string;
}

interface OtlpPoint {
  attributes?: KeyValue[];
  startTimeUnixNano?: Integer;
  timeUnixNano?: Integer;
  flags?: number;
  exemplars?: Exemplar[];
}

export interface NumberDataPoint extends OtlpPoint {
  asDouble?: Double;
  asInt?: Integer;
}

export interface HistogramDataPoint extends OtlpPoint {
  count?: Integer;
  sum?: Double;
  bucketCounts?: Integer[];
  explicitBounds?: Double[];
  min?: Double;
  max?: Double;
}

interface Buckets {
  offset?: number;
  bucketCounts?: Integer[];
}

export interface ExponentialHistogramDataPoint extends OtlpPoint {
  count?: Integer;
  sum?: Double;
  scale?: number;
  zeroCount?: Integer;
  positive?: Buckets;
  negative?: Buckets;
  min?: Double;
  max?: Double;
  zeroThreshold?: Double;
}

export interface SummaryDataPoint extends OtlpPoint {
  count?: Integer;
  sum?: Double;
  quantileValues?: { quantile?: Double; value?: Double }[];
}

/** 1 is delta, 2 is cumulative. */
export type AggregationTemporality = 0 | 1 | 2;

export interface OtlpMetric {
  name?: string;
  description?: string;
  unit?: string;
  metadata?: KeyValue[];
  gauge?: { dataPoints?: NumberDataPoint[] };
  sum?: {
    dataPoints?: NumberDataPoint[];
    aggregationTemporality?: AggregationTemporality;
    isMonotonic?: boolean;
  };
  histogram?: { dataPoints?: HistogramDataPoint[]; aggregationTemporality?: AggregationTemporality };
  exponentialHistogram?: {
    dataPoints?: ExponentialHistogramDataPoint[];
    aggregationTemporality?: AggregationTemporality;
  };
  summary?: { dataPoints?: SummaryDataPoint[] };
}

export interface ResourceMetrics {
  resource?: Resource;
  scopeMetrics?: { scope?: Scope; metrics?: OtlpMetric[]; schemaUrl?: string }[];
  schemaUrl?: string;
}

export interface LogRecord {
  timeUnixNano?: Integer;
  observedTimeUnixNano?: Integer;
  severityNumber?: number;
  severityText?: string;
  body?: AnyValue;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
  flags?: number;
  traceId?: string;
  spanId?: string;
  eventName?: string;
}

export interface ResourceLogs {
  resource?: Resource;
  scopeLogs?: { scope?: Scope; logRecords?: LogRecord[]; schemaUrl?: string }[];
  schemaUrl?: string;
}

export interface SpanEvent {
  timeUnixNano?: Integer;
  name?: string;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
}

export interface SpanLink {
  traceId?: string;
  spanId?: string;
  traceState?: string;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
  flags?: number;
}

export interface OtlpSpan {
  traceId?: string;
  spanId?: string;
  traceState?: string;
  parentSpanId?: string;
  flags?: number;
  name?: string;
  kind?: number;
  startTimeUnixNano?: Integer;
  endTimeUnixNano?: Integer;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
  events?: SpanEvent[];
  droppedEventsCount?: number;
  links?: SpanLink[];
  droppedLinksCount?: number;
  status?: { message?: string; code?: number };
}

export interface ResourceSpans {
  resource?: Resource;
  scopeSpans?: { scope?: Scope; spans?: OtlpSpan[]; schemaUrl?: string }[];
  schemaUrl?: string;
}

/** What a client exports in one request: exactly one of the keys, the one of its signal. */
export interface ExportRequest {
  resourceMetrics?: ResourceMetrics[];
  resourceLogs?: ResourceLogs[];
  resourceSpans?: ResourceSpans[];
}

/** The answer to an export. `rejected…` counts what was refused alone while the rest was accepted. */
export interface ExportResponse {
  partialSuccess?: {
    rejectedDataPoints?: Integer;
    rejectedLogRecords?: Integer;
    rejectedSpans?: Integer;
    errorMessage?: string;
  };
}

/** Per signal: the key of a request that holds its data, and of a response that counts what was refused. */
export const signalKeys = {
  metrics: { data: 'resourceMetrics', rejected: 'rejectedDataPoints' },
  logs: { data: 'resourceLogs', rejected: 'rejectedLogRecords' },
  traces: { data: 'resourceSpans', rejected: 'rejectedSpans' },
} as const satisfies Record<OtlpSignal, { data: keyof ExportRequest; rejected: string }>;

/** Whatever carries attributes: a resource, a scope, a point, a record, a span. */
export interface Attributed {
  attributes?: KeyValue[];
}

/**
 * The protobuf messages of OTLP as data: message -> field number -> name in OTLP/JSON and type. `id` is bytes that
 * JSON writes as hexadecimal (trace and span ids), `[]` is a repeated field.
 * Source: opentelemetry-proto v1 (common, resource, metrics, logs, trace and their collector services); google.rpc
 * for errors. Deprecated fields are left out.
 */

export type ScalarType =
  | 'string'
  | 'bool'
  | 'double'
  | 'int32'
  | 'uint32'
  | 'sint32'
  | 'fixed32'
  | 'int64'
  | 'uint64'
  | 'fixed64'
  | 'sfixed64'
  | 'bytes'
  | 'id';
type FieldType = `${ScalarType | MessageName}${'' | '[]'}`;
type MessageFields = Readonly<Record<number, readonly [name: string, type: FieldType]>>;

export type MessageName =
  | `Export${'Metrics' | 'Logs' | 'Traces'}${'Request' | 'Response'}`
  | 'MetricsPartialSuccess'
  | 'LogsPartialSuccess'
  | 'TracesPartialSuccess'
  | 'AnyValue'
  | 'ArrayValue'
  | 'KeyValueList'
  | 'KeyValue'
  | 'InstrumentationScope'
  | 'EntityRef'
  | 'Resource'
  | 'ResourceMetrics'
  | 'ScopeMetrics'
  | 'Metric'
  | 'Gauge'
  | 'Sum'
  | 'Histogram'
  | 'ExponentialHistogram'
  | 'Summary'
  | 'NumberDataPoint'
  | 'HistogramDataPoint'
  | 'ExponentialHistogramDataPoint'
  | 'Buckets'
  | 'SummaryDataPoint'
  | 'ValueAtQuantile'
  | 'Exemplar'
  | 'ResourceLogs'
  | 'ScopeLogs'
  | 'LogRecord'
  | 'ResourceSpans'
  | 'ScopeSpans'
  | 'Span'
  | 'SpanEvent'
  | 'SpanLink'
  | 'SpanStatus'
  | 'RpcStatus'
  | 'RpcAny'
  | 'RetryInfo'
  | 'Duration';

const partialSuccess = (rejected: string): MessageFields => ({
  1: [rejected, 'int64'],
  2: ['errorMessage', 'string'],
});

export const messages: Readonly<Record<MessageName, MessageFields>> = {
  ExportMetricsRequest: { 1: ['resourceMetrics', 'ResourceMetrics[]'] },
  ExportLogsRequest: { 1: ['resourceLogs', 'ResourceLogs[]'] },
  ExportTracesRequest: { 1: ['resourceSpans', 'ResourceSpans[]'] },
  ExportMetricsResponse: { 1: ['partialSuccess', 'MetricsPartialSuccess'] },
  ExportLogsResponse: { 1: ['partialSuccess', 'LogsPartialSuccess'] },
  ExportTracesResponse: { 1: ['partialSuccess', 'TracesPartialSuccess'] },
  MetricsPartialSuccess: partialSuccess('rejectedDataPoints'),
  LogsPartialSuccess: partialSuccess('rejectedLogRecords'),
  TracesPartialSuccess: partialSuccess('rejectedSpans'),

  AnyValue: {
    1: ['stringValue', 'string'],
    2: ['boolValue', 'bool'],
    3: ['intValue', 'int64'],
    4: ['doubleValue', 'double'],
    5: ['arrayValue', 'ArrayValue'],
    6: ['kvlistValue', 'KeyValueList'],
    7: ['bytesValue', 'bytes'],
  },
  ArrayValue: { 1: ['values', 'AnyValue[]'] },
  KeyValueList: { 1: ['values', 'KeyValue[]'] },
  KeyValue: { 1: ['key', 'string'], 2: ['value', 'AnyValue'] },
  InstrumentationScope: {
    1: ['name', 'string'],
    2: ['version', 'string'],
    3: ['attributes', 'KeyValue[]'],
    4: ['droppedAttributesCount', 'uint32'],
  },
  EntityRef: {
    1: ['schemaUrl', 'string'],
    2: ['type', 'string'],
    3: ['idKeys', 'string[]'],
    4: ['descriptionKeys', 'string[]'],
  },
  Resource: {
    1: ['attributes', 'KeyValue[]'],
    2: ['droppedAttributesCount', 'uint32'],
    3: ['entityRefs', 'EntityRef[]'],
  },

  ResourceMetrics: {
    1: ['resource', 'Resource'],
    2: ['scopeMetrics', 'ScopeMetrics[]'],
    3: ['schemaUrl', 'string'],
  },
  ScopeMetrics: {
    1: ['scope', 'InstrumentationScope'],
    2: ['metrics', 'Metric[]'],
    3: ['schemaUrl', 'string'],
  },
  Metric: {
    1: ['name', 'string'],
    2: ['description', 'string'],
    3: ['unit', 'string'],
    5: ['gauge', 'Gauge'],
    7: ['sum', 'Sum'],
    9: ['histogram', 'Histogram'],
    10: ['exponentialHistogram', 'ExponentialHistogram'],
    11: ['summary', 'Summary'],
    12: ['metadata', 'KeyValue[]'],
  },
  Gauge: { 1: ['dataPoints', 'NumberDataPoint[]'] },
  Sum: {
    1: ['dataPoints', 'NumberDataPoint[]'],
    2: ['aggregationTemporality', 'int32'],
    3: ['isMonotonic', 'bool'],
  },
  Histogram: { 1: ['dataPoints', 'HistogramDataPoint[]'], 2: ['aggregationTemporality', 'int32'] },
  ExponentialHistogram: {
    1: ['dataPoints', 'ExponentialHistogramDataPoint[]'],
    2: ['aggregationTemporality', 'int32'],
  },
  Summary: { 1: ['dataPoints', 'SummaryDataPoint[]'] },
  NumberDataPoint: {
    2: ['startTimeUnixNano', 'fixed64'],
    3: ['timeUnixNano', 'fixed64'],
    4: ['asDouble', 'double'],
    5: ['exemplars', 'Exemplar[]'],
    6: ['asInt', 'sfixed64'],
    7: ['attributes', 'KeyValue[]'],
    8: ['flags', 'uint32'],
  },
  HistogramDataPoint: {
    2: ['startTimeUnixNano', 'fixed64'],
    3: ['timeUnixNano', 'fixed64'],
    4: ['count', 'fixed64'],
    5: ['sum', 'double'],
    6: ['bucketCounts', 'fixed64[]'],
    7: ['explicitBounds', 'double[]'],
    8: ['exemplars', 'Exemplar[]'],
    9: ['attributes', 'KeyValue[]'],
    10: ['flags', 'uint32'],
    11: ['min', 'double'],
    12: ['max', 'double'],
  },
  ExponentialHistogramDataPoint: {
    1: ['attributes', 'KeyValue[]'],
    2: ['startTimeUnixNano', 'fixed64'],
    3: ['timeUnixNano', 'fixed64'],
    4: ['count', 'fixed64'],
    5: ['sum', 'double'],
    6: ['scale', 'sint32'],
    7: ['zeroCount', 'fixed64'],
    8: ['positive', 'Buckets'],
    9: ['negative', 'Buckets'],
    10: ['flags', 'uint32'],
    11: ['exemplars', 'Exemplar[]'],
    12: ['min', 'double'],
    13: ['max', 'double'],
    14: ['zeroThreshold', 'double'],
  },
  Buckets: { 1: ['offset', 'sint32'], 2: ['bucketCounts', 'uint64[]'] },
  SummaryDataPoint: {
    2: ['startTimeUnixNano', 'fixed64'],
    3: ['timeUnixNano', 'fixed64'],
    4: ['count', 'fixed64'],
    5: ['sum', 'double'],
    6: ['quantileValues', 'ValueAtQuantile[]'],
    7: ['attributes', 'KeyValue[]'],
    8: ['flags', 'uint32'],
  },
  ValueAtQuantile: { 1: ['quantile', 'double'], 2: ['value', 'double'] },
  Exemplar: {
    2: ['timeUnixNano', 'fixed64'],
    3: ['asDouble', 'double'],
    4: ['spanId', 'id'],
    5: ['traceId', 'id'],
    6: ['asInt', 'sfixed64'],
    7: ['filteredAttributes', 'KeyValue[]'],
  },

  ResourceLogs: { 1: ['resource', 'Resource'], 2: ['scopeLogs', 'ScopeLogs[]'], 3: ['schemaUrl', 'string'] },
  ScopeLogs: {
    1: ['scope', 'InstrumentationScope'],
    2: ['logRecords', 'LogRecord[]'],
    3: ['schemaUrl', 'string'],
  },
  LogRecord: {
    1: ['timeUnixNano', 'fixed64'],
    2: ['severityNumber', 'int32'],
    3: ['severityText', 'string'],
    5: ['body', 'AnyValue'],
    6: ['attributes', 'KeyValue[]'],
    7: ['droppedAttributesCount', 'uint32'],
    8: ['flags', 'fixed32'],
    9: ['traceId', 'id'],
    10: ['spanId', 'id'],
    11: ['observedTimeUnixNano', 'fixed64'],
    12: ['eventName', 'string'],
  },

  ResourceSpans: {
    1: ['resource', 'Resource'],
    2: ['scopeSpans', 'ScopeSpans[]'],
    3: ['schemaUrl', 'string'],
  },
  ScopeSpans: {
    1: ['scope', 'InstrumentationScope'],
    2: ['spans', 'Span[]'],
    3: ['schemaUrl', 'string'],
  },
  Span: {
    1: ['traceId', 'id'],
    2: ['spanId', 'id'],
    3: ['traceState', 'string'],
    4: ['parentSpanId', 'id'],
    5: ['name', 'string'],
    6: ['kind', 'int32'],
    7: ['startTimeUnixNano', 'fixed64'],
    8: ['endTimeUnixNano', 'fixed64'],
    9: ['attributes', 'KeyValue[]'],
    10: ['droppedAttributesCount', 'uint32'],
    11: ['events', 'SpanEvent[]'],
    12: ['droppedEventsCount', 'uint32'],
    13: ['links', 'SpanLink[]'],
    14: ['droppedLinksCount', 'uint32'],
    15: ['status', 'SpanStatus'],
    16: ['flags', 'fixed32'],
  },
  SpanEvent: {
    1: ['timeUnixNano', 'fixed64'],
    2: ['name', 'string'],
    3: ['attributes', 'KeyValue[]'],
    4: ['droppedAttributesCount', 'uint32'],
  },
  SpanLink: {
    1: ['traceId', 'id'],
    2: ['spanId', 'id'],
    3: ['traceState', 'string'],
    4: ['attributes', 'KeyValue[]'],
    5: ['droppedAttributesCount', 'uint32'],
    6: ['flags', 'fixed32'],
  },
  SpanStatus: { 2: ['message', 'string'], 3: ['code', 'int32'] },

  RpcStatus: { 1: ['code', 'int32'], 2: ['message', 'string'], 3: ['details', 'RpcAny[]'] },
  RpcAny: { 1: ['typeUrl', 'string'], 2: ['value', 'bytes'] },
  RetryInfo: { 1: ['retryDelay', 'Duration'] },
  Duration: { 1: ['seconds', 'int64'], 2: ['nanos', 'int32'] },
};

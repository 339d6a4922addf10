/** The parts of OTLP's JSON form that the captures hold. https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */

export interface AnyValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  /** The specification writes a string, the client a number. */
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values?: readonly AnyValue[] };
}

export interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

interface Resource {
  readonly resource: { readonly attributes: readonly KeyValue[] };
}

interface Scope {
  readonly scope: { readonly name: string; readonly version?: string };
}

export interface DataPoint {
  readonly attributes: readonly KeyValue[];
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
  readonly asDouble?: number;
  readonly asInt?: number | string;
}

export interface Metric {
  readonly name: string;
  readonly unit?: string;
  readonly sum: {
    /** 1 delta, 2 cumulative. */
    readonly aggregationTemporality: 1 | 2;
    readonly isMonotonic?: boolean;
    readonly dataPoints: readonly DataPoint[];
  };
}

export interface LogRecord {
  readonly attributes: readonly KeyValue[];
  readonly body: { readonly stringValue: string };
  readonly timeUnixNano: string;
  readonly observedTimeUnixNano: string;
}

export interface Span {
  readonly name: string;
  readonly attributes: readonly KeyValue[];
  readonly events?: readonly { readonly name: string; readonly attributes?: readonly KeyValue[] }[];
}

export interface MetricsRequest {
  readonly resourceMetrics: readonly (Resource & {
    readonly scopeMetrics: readonly (Scope & { readonly metrics: readonly Metric[] })[];
  })[];
}

export interface LogsRequest {
  readonly resourceLogs: readonly (Resource & {
    readonly scopeLogs: readonly (Scope & { readonly logRecords: readonly LogRecord[] })[];
  })[];
}

export interface TracesRequest {
  readonly resourceSpans: readonly (Resource & {
    readonly scopeSpans: readonly (Scope & { readonly spans: readonly Span[] })[];
  })[];
}

/** The text of a value, as a label would have it. */
export const valueText = ({ stringValue, boolValue, intValue, doubleValue, arrayValue }: AnyValue): string =>
  arrayValue
    ? (arrayValue.values ?? []).map(valueText).join(',')
    : String(stringValue ?? boolValue ?? intValue ?? doubleValue ?? '');

/** Attributes as a plain record. */
export const record = (attributes: readonly KeyValue[]): Record<string, string> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, valueText(value)]));

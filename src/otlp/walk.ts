import type {
  Exemplar,
  ExportRequest,
  KeyValue,
  LogRecord,
  OtlpMetric,
  OtlpSignal,
  OtlpSpan,
  Resource,
  ResourceLogs,
  ResourceMetrics,
  ResourceSpans,
  Scope,
} from './model.ts';

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list as a client sent it: anything else counts as empty, and what is not an object in it as absent. */
export const objects = <Item>(value: readonly Item[] | null | undefined): readonly Item[] => {
  if (!Array.isArray(value)) return [];
  return value.every(isObject) ? value : value.filter(isObject);
};

/** An object as a client sent it; anything else is absent. */
const object = <Value extends object>(value: Value | undefined): Value | undefined =>
  isObject(value) ? value : undefined;

/** What a request of a signal is made of. */
export interface ItemOf {
  readonly metrics: OtlpMetric;
  readonly logs: LogRecord;
  readonly traces: OtlpSpan;
}

/** A scope, and what lies below it. */
export interface ScopeItems<Item> {
  readonly scope: Scope | undefined;
  readonly items: readonly Item[];
}

/** A resource, and its scopes. */
export interface ResourceScopes<Item> {
  readonly resource: Resource | undefined;
  readonly scopes: readonly ScopeItems<Item>[];
}

/** The keys of a resource that hold its scopes, and of a scope that hold its items. */
const below = {
  metrics: { resources: 'resourceMetrics', scopes: 'scopeMetrics', items: 'metrics' },
  logs: { resources: 'resourceLogs', scopes: 'scopeLogs', items: 'logRecords' },
  traces: { resources: 'resourceSpans', scopes: 'scopeSpans', items: 'spans' },
} as const;

type AnyScope = { scope?: Scope } & Record<string, unknown>;
type AnyResource = (ResourceMetrics | ResourceLogs | ResourceSpans) & Record<string, unknown>;

/** Walks a request, resource by resource. What has not OTLP's shape is passed over. */
export function* resourcesOf<Kind extends OtlpSignal>(
  signal: Kind,
  request: ExportRequest,
): Generator<ResourceScopes<ItemOf[Kind]>> {
  const keys = below[signal];
  for (const sent of objects(object(request)?.[keys.resources] as AnyResource[] | undefined)) {
    yield {
      resource: object(sent.resource),
      scopes: objects(sent[keys.scopes] as AnyScope[] | undefined).map((inside) => ({
        scope: object(inside.scope),
        items: objects(inside[keys.items] as ItemOf[Kind][] | undefined),
      })),
    };
  }
}

const pointKinds = ['sum', 'gauge', 'histogram', 'exponentialHistogram', 'summary'] as const;
export type PointKind = (typeof pointKinds)[number];

/** What all kinds of data points have. */
export interface AnyPoint {
  attributes?: KeyValue[];
  exemplars?: Exemplar[];
  startTimeUnixNano?: unknown;
  timeUnixNano?: unknown;
  asDouble?: unknown;
  asInt?: unknown;
}

/** The parts of a metric that have data points: one, where a client keeps to the standard. */
export const pointsOf = (
  metric: OtlpMetric,
): readonly { readonly kind: PointKind; readonly points: readonly AnyPoint[] }[] =>
  pointKinds.flatMap((kind) => {
    const data = object(metric[kind] as { dataPoints?: AnyPoint[] } | undefined);
    return data ? [{ kind, points: objects(data.dataPoints) }] : [];
  });

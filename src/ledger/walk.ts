import { type AttributeMap, attributesOf } from './attributes.ts';

export type Json = Readonly<Record<string, unknown>>;

/** The objects of a list; whatever else stands in its place is nothing. */
export const objectsOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter((item) => item !== null && typeof item === 'object') : [];

const objectOf = (value: unknown): Json =>
  value !== null && typeof value === 'object' ? (value as Json) : {};

/** What lies below one scope of an OTLP request. */
export interface ScopeItems {
  readonly resource: AttributeMap;
  readonly scope: string;
  readonly items: readonly Json[];
}

const keys = {
  metrics: ['resourceMetrics', 'scopeMetrics', 'metrics'],
  logs: ['resourceLogs', 'scopeLogs', 'logRecords'],
  traces: ['resourceSpans', 'scopeSpans', 'spans'],
} as const;

/** Walks resources and scopes of a request; what is not of OTLP's shape is passed over. */
export function* scopesOf(signal: keyof typeof keys, request: unknown): Generator<ScopeItems> {
  const [resources, scopes, items] = keys[signal];
  for (const sent of objectsOf(objectOf(request)[resources])) {
    const resource = attributesOf(objectOf(sent['resource'])['attributes']);
    for (const below of objectsOf(sent[scopes])) {
      yield {
        resource,
        scope: String(objectOf(below['scope'])['name'] ?? ''),
        items: objectsOf(below[items]),
      };
    }
  }
}

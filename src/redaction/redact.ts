import type { ExportRequest, KeyValue, LogRecord, Metric, Span } from '../otlp/model.ts';
import { createHasher } from './hash.ts';
import { type Action, eventBody, type Rules, unknownAction } from './rules.ts';
import { objects, textOf } from './text.ts';

/** Removes and hashes private values of a request, in place. Never throws, whatever a client put into the request. */
export type Redact = (request: ExportRequest) => void;

const isEventBody = new RegExp(eventBody);

interface Attributed {
  attributes?: KeyValue[];
}

/** Rewrites the attributes of `owner`, those excepted; what is not a list of attributes is removed. */
type Clean = (owner: Attributed | undefined, isExcepted?: (key: string) => boolean) => void;

const cleaner = (rules: Rules, unknown: Action, hash: (text: string) => string): Clean => {
  const { actions } = rules;
  return (owner, isExcepted) => {
    if (owner?.attributes === undefined) return;
    const kept: KeyValue[] = [];
    for (const attribute of objects(owner.attributes)) {
      const action = isExcepted?.(attribute.key) ? 'keep' : (actions.get(attribute.key) ?? unknown);
      if (action === 'hash') attribute.value = { stringValue: hash(textOf(attribute.value)) };
      if (action !== 'drop') kept.push(attribute);
    }
    owner.attributes = kept;
  };
};

const pointKinds = ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary'] as const;

const cleanMetric = (clean: Clean) => (metric: Metric) => {
  delete metric.metadata;
  for (const kind of pointKinds)
    for (const point of objects(metric[kind]?.dataPoints)) {
      clean(point);
      // Exemplars repeat the attributes that a view left out of the series.
      delete point.exemplars;
    }
};

const eventOf = ({ attributes }: LogRecord): unknown =>
  objects(attributes).find(({ key }) => key === 'event.name')?.value?.stringValue;

const cleanRecord =
  ({ keptInEvents }: Rules, clean: Clean) =>
  (record: LogRecord) => {
    const event = eventOf(record);
    clean(record, (key) => typeof event === 'string' && keptInEvents.get(key)?.includes(event) === true);
    const text: unknown = record.body?.stringValue;
    if (typeof text !== 'string' || !isEventBody.test(text)) delete record.body;
  };

const cleanSpan = (rules: Rules, clean: Clean) => (span: Span) => {
  clean(span);
  for (const event of objects(span.events)) clean(event);
  delete span.links;
  if (rules.statusMessage === 'drop' && span.status) delete span.status.message;
};

/**
 * The redaction for where no collector stands in front. It does exactly what the generated configuration makes the
 * collector do; a test holds them against each other with everything the client ever sent.
 *
 * @param key The content of `secrets/redaction.key`.
 */
export const createRedact = (rules: Rules, key: string): Redact => {
  const hash = createHasher(key);
  const clean = {
    metrics: cleaner(rules, unknownAction.metrics, hash),
    logs: cleaner(rules, unknownAction.logs, hash),
    traces: cleaner(rules, unknownAction.traces, hash),
  };
  const metric = cleanMetric(clean.metrics);
  const record = cleanRecord(rules, clean.logs);
  const span = cleanSpan(rules, clean.traces);

  return ({ resourceMetrics, resourceLogs, resourceSpans }) => {
    for (const { resource, scopeMetrics } of objects(resourceMetrics)) {
      clean.metrics(resource);
      for (const { scope, metrics } of objects(scopeMetrics)) {
        clean.metrics(scope);
        objects(metrics).forEach(metric);
      }
    }
    for (const { resource, scopeLogs } of objects(resourceLogs)) {
      clean.logs(resource);
      for (const { scope, logRecords } of objects(scopeLogs)) {
        clean.logs(scope);
        objects(logRecords).forEach(record);
      }
    }
    for (const { resource, scopeSpans } of objects(resourceSpans)) {
      clean.traces(resource);
      for (const { scope, spans } of objects(scopeSpans)) {
        clean.traces(scope);
        objects(spans).forEach(span);
      }
    }
  };
};

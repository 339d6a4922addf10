import {
  type Attributed,
  type ExportRequest,
  type KeyValue,
  type LogRecord,
  type OtlpMetric,
  type OtlpSpan,
  signals,
} from '../otlp/model.ts';
import { textOf } from '../otlp/value.ts';
import { objects, pointsOf, resourcesOf } from '../otlp/walk.ts';
import { cutAccount } from './account-number.ts';
import { createHasher } from './hash.ts';
import { type Action, eventBody, type Rules, unknownAction } from './rules.ts';

/** Removes and hashes private values of a request, in place. Never throws, whatever a client put into the request. */
export type Redact = (request: ExportRequest) => void;

const isEventBody = new RegExp(eventBody);

/** Rewrites the attributes of `owner`, those excepted; what is not a list of attributes is removed. */
type Clean = (owner: Attributed | undefined, isExcepted?: (key: string) => boolean) => void;

const cleaner = (rules: Rules, unknown: Action, hash: (text: string) => string): Clean => {
  const { actions } = rules;
  return (owner, isExcepted) => {
    if (owner?.attributes === undefined) return;
    const kept: KeyValue[] = [];
    for (const attribute of objects(owner.attributes)) {
      cutAccount(attribute.value);
      const action = isExcepted?.(attribute.key) ? 'keep' : (actions.get(attribute.key) ?? unknown);
      if (action === 'hash') attribute.value = { stringValue: hash(textOf(attribute.value)) };
      if (action !== 'drop') kept.push(attribute);
    }
    owner.attributes = kept;
  };
};

const cleanMetric = (clean: Clean) => (metric: OtlpMetric) => {
  delete metric.metadata;
  for (const { points } of pointsOf(metric))
    for (const point of points) {
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

const cleanSpan = (rules: Rules, clean: Clean) => (span: OtlpSpan) => {
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

  const cleanItem = { metrics: metric, logs: record, traces: span };

  return (request) => {
    for (const signal of signals)
      for (const { resource, scopes } of resourcesOf(signal, request)) {
        clean[signal](resource);
        for (const { scope, items } of scopes) {
          clean[signal](scope);
          for (const item of items) (cleanItem[signal] as (item: unknown) => void)(item);
        }
      }
  };
};

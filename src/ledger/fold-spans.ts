import { eventMetrics } from '../catalogue/activity-metrics.ts';
import { senderOf } from '../catalogue/senders.ts';
import { failedSpanEvent, spanEvent } from '../catalogue/span-metrics.ts';
import type { Counters } from '../counters/counters.ts';
import type { ExportRequest, OtlpSpan, SpanEvent } from '../otlp/model.ts';
import { type AttributeMap, attributesOf } from '../otlp/value.ts';
import { objects, resourcesOf } from '../otlp/walk.ts';
import { cleanKeptText } from '../redaction/kept-text.ts';
import type { Tables } from '../tables/tables.ts';
import type { SpanEventRow } from '../tables/write-span.ts';
import { type AmountRefusal, amountOf, microseconds } from './amount.ts';
import { takeIdentity } from './identity.ts';
import { labelsOf } from './labels.ts';
import type { Neighbours } from './neighbours.ts';
import type { LedgerSessions } from './sessions.ts';
import type { Tally } from './tally.ts';

const metricsOf = (event: string) => eventMetrics.filter((metric) => metric.event === event);
const [ofSpans, ofFailedSpans] = [metricsOf(spanEvent), metricsOf(failedSpanEvent)];

const isTraceId = /^[0-9a-f]{32}$/i;
const isSpanId = /^[0-9a-f]{16}$/i;
const isName = /^claude_code\.[\w.]{1,80}$/;
const mostEvents = 50;
/** `STATUS_CODE_ERROR` of OpenTelemetry. */
const failed = new Set<unknown>([2, 'STATUS_CODE_ERROR']);

/** What a span is: its ids, name and times; undefined where one of them is not what OTLP says. */
const factsOf = ({
  traceId,
  spanId,
  parentSpanId,
  name,
  startTimeUnixNano,
  endTimeUnixNano,
  status,
}: OtlpSpan) => {
  const time = microseconds(startTimeUnixNano);
  const ended = microseconds(endTimeUnixNano);
  if (!isTraceId.test(String(traceId)) || !isSpanId.test(String(spanId)) || !isName.test(String(name)))
    return undefined;
  if (Number.isNaN(time) || Number.isNaN(ended)) return undefined;
  return {
    traceId: String(traceId).toLowerCase(),
    spanId: String(spanId).toLowerCase(),
    parentSpanId: isSpanId.test(String(parentSpanId)) ? String(parentSpanId).toLowerCase() : undefined,
    name: String(name),
    time,
    ended: Math.max(time, ended),
    hasFailed: failed.has(status?.code),
  };
};

const eventRow = ({ name, timeUnixNano, attributes: sent }: SpanEvent): SpanEventRow => {
  const attributes = attributesOf(sent);
  cleanKeptText(attributes);
  return {
    name: String(name ?? '').slice(0, 80),
    time: microseconds(timeUnixNano) || 0,
    attributes: Object.fromEntries(attributes),
  };
};

/** Whether a span went wrong: by its status, or because the client says so. */
const hasFailed = (status: boolean, attributes: AttributeMap): boolean =>
  status || [false, 'false'].includes(attributes.get('success') as never);

export interface FoldSpans {
  /** Stores and folds an OTLP traces request within the transaction under way. */
  readonly fold: (request: ExportRequest, now: number) => void;
}

/** Stores spans as rows and folds them into rate, errors and durations, each exactly once. */
export const createFoldSpans = (
  counters: Counters,
  sessions: LedgerSessions,
  tables: Pick<Tables, 'span'>,
  tally: Tally,
  neighbours: Neighbours,
  shared: readonly string[],
): FoldSpans => {
  const count = (
    name: string,
    microsecondsLong: number,
    isFailed: boolean,
    own: AttributeMap,
    resource: AttributeMap,
  ) => {
    const attributes = new Map(own).set('span.name', name.replace(/^claude_code\./, ''));
    for (const metric of ofSpans) {
      const amount = amountOf(microsecondsLong, metric.scale, metric.value?.worth);
      if (typeof amount === 'number')
        counters.add(metric, labelsOf(metric, attributes, resource, shared), amount);
    }
    if (!isFailed) return;
    for (const metric of ofFailedSpans) counters.add(metric, labelsOf(metric, attributes, resource, shared));
  };

  const foldSpan = (
    span: OtlpSpan,
    resource: AttributeMap,
    now: number,
  ): AmountRefusal | 'folded' | 'duplicate' => {
    const facts = factsOf(span);
    if (!facts) return 'malformed';
    const attributes = attributesOf(span.attributes);
    takeIdentity(attributes);
    cleanKeptText(attributes);
    const row = {
      ...facts,
      hasFailed: hasFailed(facts.hasFailed, attributes),
      received: now,
      session: sessions.seen(attributes, resource, now),
      attributes,
      resource,
      events: objects(span.events).slice(0, mostEvents).map(eventRow),
    };
    if (!tables.span(row)) return 'duplicate';
    count(row.name, row.ended - row.time, row.hasFailed, attributes, resource);
    return 'folded';
  };

  const foldScope = (scope: unknown, items: readonly OtlpSpan[], resource: AttributeMap, now: number) => {
    const sender = senderOf(scope, resource);
    if (sender === 'canary') return tally.canaries('traces', items.length);
    if (sender === 'neighbour') return neighbours.heard('traces', resource, items.length, now);
    for (const span of items) {
      const outcome = foldSpan(span, resource, now);
      if (outcome === 'folded' || outcome === 'duplicate') tally.took('traces', outcome);
      else tally.refused('traces', outcome);
    }
  };

  return {
    fold: (request, now) => {
      for (const { resource: sent, scopes } of resourcesOf('traces', request)) {
        const resource = attributesOf(sent?.attributes);
        for (const { scope, items } of scopes) foldScope(scope?.name, items, resource, now);
      }
    },
  };
};

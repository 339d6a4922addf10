import { eventMetrics } from '../catalogue/activity-metrics.ts';
import type { EventMetric } from '../catalogue/event-metric.ts';
import { apiRequestCost } from '../catalogue/event-metrics.ts';
import { senderOf } from '../catalogue/senders.ts';
import type { Counters } from '../counters/counters.ts';
import type { LabelSet } from '../counters/label-set.ts';
import type { ExportRequest, LogRecord } from '../otlp/model.ts';
import type { AttributeMap } from '../otlp/value.ts';
import { resourcesOf } from '../otlp/walk.ts';
import { cleanKeptText } from '../redaction/kept-text.ts';
import { requestEvent } from '../tables/read-events.ts';
import type { Tables } from '../tables/tables.ts';
import { type AmountRefusal, amountOf, microseconds } from './amount.ts';
import { canonical, digest, toldAttributes } from './attributes.ts';
import { createNumbering, takeIdentity } from './identity.ts';
import { labelsOf } from './labels.ts';
import type { Neighbours } from './neighbours.ts';
import type { LedgerSessions } from './sessions.ts';
import type { Tally } from './tally.ts';
import type { Unmetered } from './unmetered.ts';

const byEvent = new Map<string, readonly EventMetric[]>();
const metricsOf = (event: string): readonly EventMetric[] => {
  let found = byEvent.get(event);
  if (!found) {
    found = eventMetrics.filter((metric) => metric.event === event || metric.event === '*');
    byEvent.set(event, found);
  }
  return found;
};

/** The short name of an event: `event.name`, else the record's body without the client's prefix. */
export const nameOf = (record: LogRecord, attributes: AttributeMap): string | undefined => {
  const name = attributes.get('event.name') ?? record.eventName ?? record.body?.stringValue;
  const short = String(name ?? '').replace(/^claude_code\./, '');
  return /^[\w.-]{1,80}$/.test(short) ? short : undefined;
};

/**
 * What makes a record itself where it has no identity: session, sequence, timestamp and name. Without session or
 * sequence all that it says, since a repeated delivery says the same.
 */
const oldIdentityOf = (
  name: string,
  record: LogRecord,
  attributes: AttributeMap,
  resource: AttributeMap,
): string => {
  const session = attributes.get('session.id');
  const sequence = attributes.get('event.sequence');
  const timestamp = attributes.get('event.timestamp') ?? String(record.timeUnixNano ?? '');
  return digest(
    session !== undefined && sequence !== undefined
      ? JSON.stringify([session, String(sequence), timestamp, name])
      : JSON.stringify([name, record.timeUnixNano, canonical(attributes), canonical(resource)]),
  );
};

/** A clock may be a day ahead; what says that it is of a later time is of now. */
const aheadMicroseconds = 86_400_000_000;

export const timeOf = (record: LogRecord, attributes: AttributeMap, now: number): number => {
  const time = toldTime(record, attributes);
  return time === undefined || time > now + aheadMicroseconds ? now : time;
};

const toldTime = (record: LogRecord, attributes: AttributeMap): number | undefined => {
  const told = microseconds(record.timeUnixNano);
  if (!Number.isNaN(told)) return told;
  const observed = microseconds(record.observedTimeUnixNano);
  if (!Number.isNaN(observed)) return observed;
  const parsed = Date.parse(String(attributes.get('event.timestamp') ?? '')) * 1000;
  return Number.isSafeInteger(parsed) && parsed > 0 ? parsed : undefined;
};

const costOf = (name: string, attributes: AttributeMap): number => {
  if (name !== apiRequestCost.event) return 0;
  const cost = amountOf(attributes.get('cost_usd') ?? 0, apiRequestCost.scale);
  return typeof cost === 'number' ? cost : 0;
};

/** What the records of a scope have in common. */
interface RecordScope {
  readonly resource: AttributeMap;
  readonly number: (identity: string) => string;
  readonly now: number;
}

export interface FoldEvents {
  /** Stores and folds an OTLP logs request within the transaction under way. */
  readonly fold: (request: ExportRequest, now: number) => void;
}

/** Stores log records as rows and folds them into the event metrics, each exactly once. */
export const createFoldEvents = (
  counters: Counters,
  sessions: LedgerSessions,
  tables: Pick<Tables, 'event'>,
  unmetered: Pick<Unmetered, 'told'>,
  tally: Tally,
  neighbours: Neighbours,
  shared: readonly string[],
): FoldEvents => {
  const foldParts = (metric: EventMetric, labels: LabelSet, attributes: AttributeMap) => {
    if (!metric.parts) return;
    const { label, attributes: names } = metric.parts;
    for (const [value, name] of Object.entries(names)) {
      const amount = amountOf(attributes.get(name) ?? 0, metric.scale);
      if (typeof amount !== 'number' || amount === 0) continue;
      counters.add(metric, { ...labels, [label]: value }, amount);
    }
  };

  const foldMetric = (metric: EventMetric, attributes: AttributeMap, resource: AttributeMap) => {
    const labels = labelsOf(metric, attributes, resource, shared);
    if (metric.parts) return foldParts(metric, labels, attributes);
    if (!metric.value) return counters.add(metric, labels);
    const told = attributes.get(metric.value.attribute);
    if (told === undefined) return;
    const amount = amountOf(told, metric.scale, metric.value.worth);
    if (typeof amount === 'number') counters.add(metric, labels, amount);
  };

  const foldRecord = (
    record: LogRecord,
    resource: AttributeMap,
    number: (identity: string) => string,
    now: number,
  ): AmountRefusal | 'folded' | 'duplicate' => {
    const attributes = toldAttributes(record.attributes);
    const identity = takeIdentity(attributes);
    cleanKeptText(attributes);
    const name = nameOf(record, attributes);
    if (!name) return 'malformed';
    if (!attributes.has('event.name')) attributes.set('event.name', name);
    const session = sessions.seen(attributes, resource, now);
    const time = timeOf(record, attributes, now);
    const isNew = tables.event({
      identity: identity === undefined ? oldIdentityOf(name, record, attributes, resource) : number(identity),
      name,
      time,
      received: now,
      session,
      attributes,
      resource,
    });
    if (!isNew) return 'duplicate';
    for (const metric of metricsOf(name)) foldMetric(metric, attributes, resource);
    sessions.told(session, costOf(name, attributes));
    if (name === requestEvent) unmetered.told(session, time);
    return 'folded';
  };

  const count = (outcome: ReturnType<typeof foldRecord>) => {
    if (outcome === 'folded' || outcome === 'duplicate') tally.took('logs', outcome);
    else tally.refused('logs', outcome);
  };

  const foldScope = (scope: unknown, items: readonly LogRecord[], { resource, number, now }: RecordScope) => {
    const sender = senderOf(scope, resource);
    if (sender === 'canary') tally.canaries('logs', items.length);
    else if (sender === 'neighbour') neighbours.heard('logs', resource, items.length, now);
    else for (const record of items) count(foldRecord(record, resource, number, now));
  };

  return {
    fold: (request, now) => {
      const number = createNumbering();
      for (const { resource: sentResource, scopes } of resourcesOf('logs', request)) {
        const resource = toldAttributes(sentResource?.attributes);
        for (const { scope, items } of scopes) foldScope(scope?.name, items, { resource, number, now });
      }
    },
  };
};

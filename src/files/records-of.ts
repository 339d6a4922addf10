import { sharedLabelSources } from '../catalogue/labels.ts';
import { senderOf } from '../catalogue/senders.ts';
import { microseconds, numberOf } from '../ledger/amount.ts';
import { nameOf, timeOf } from '../ledger/fold-events.ts';
import { createNumbering, takeIdentity } from '../ledger/identity.ts';
import type { ExportRequest, OtlpMetric, OtlpSignal } from '../otlp/model.ts';
import { type AttributeMap, attributesOf } from '../otlp/value.ts';
import { type AnyPoint, pointsOf, resourcesOf } from '../otlp/walk.ts';
import { cleanKeptText } from '../redaction/kept-text.ts';
import type { FileRecord } from './record.ts';

const cumulative = new Set<unknown>([2, 'AGGREGATION_TEMPORALITY_CUMULATIVE']);
const accountSources = ['user.account_uuid', 'user.account_id', 'user.id'] as const;

const first = (sources: readonly string[], ...maps: readonly AttributeMap[]): string | undefined => {
  const found = maps
    .flatMap((map) => sources.map((name) => map.get(name)))
    .find((value) => value !== undefined);
  return found === undefined ? undefined : String(found);
};

/** Who and where a record is of, beside all that it says. */
const placeOf = (attributes: AttributeMap, resource: AttributeMap) => {
  const team = first(sharedLabelSources.team, attributes, resource);
  const project = first(sharedLabelSources.project, attributes, resource);
  const account = first(accountSources, attributes, resource);
  return {
    session: String(attributes.get('session.id') ?? ''),
    ...(team && { team }),
    ...(project && { project }),
    ...(account && { account }),
    attributes: Object.fromEntries(attributes),
    resource: Object.fromEntries(resource),
  };
};

const isoOf = (time: number): string => new Date(time / 1000).toISOString();

function* eventsOf(request: ExportRequest, now: number): Generator<FileRecord> {
  const number = createNumbering();
  for (const { resource: sent, scopes } of resourcesOf('logs', request)) {
    const resource = attributesOf(sent?.attributes);
    for (const { scope, items } of scopes) {
      if (senderOf(scope?.name, resource) !== 'claude-code') continue;
      for (const item of items) {
        const attributes = attributesOf(item.attributes);
        const identity = takeIdentity(attributes);
        const name = nameOf(item, attributes);
        if (name === undefined || identity === undefined) continue;
        cleanKeptText(attributes);
        const time = timeOf(item, attributes, now);
        yield {
          kind: 'event',
          id: number(identity),
          time,
          timestamp: isoOf(time),
          name,
          ...placeOf(attributes, resource),
        };
      }
    }
  }
}

const pointRecord = (
  name: unknown,
  temporality: 'delta' | 'cumulative',
  point: AnyPoint,
  resource: AttributeMap,
): FileRecord | undefined => {
  const attributes = attributesOf(point.attributes);
  const id = takeIdentity(attributes);
  const [start, time] = [microseconds(point.startTimeUnixNano), microseconds(point.timeUnixNano)];
  const value = numberOf(point.asDouble ?? point.asInt);
  if (id === undefined || Number.isNaN(start + time + value) || typeof name !== 'string') return undefined;
  const place = placeOf(attributes, resource);
  return { kind: 'metric', id, time, timestamp: isoOf(time), name, value, start, temporality, ...place };
};

const metricRecords = (metric: OtlpMetric, resource: AttributeMap): readonly FileRecord[] => {
  const temporality = cumulative.has(metric.sum?.aggregationTemporality) ? 'cumulative' : 'delta';
  return pointsOf(metric)
    .flatMap(({ points }) => points)
    .flatMap((point) => pointRecord(metric.name, temporality, point, resource) ?? []);
};

const metricsOf = (request: ExportRequest): readonly FileRecord[] =>
  [...resourcesOf('metrics', request)].flatMap(({ resource: sent, scopes }) => {
    const resource = attributesOf(sent?.attributes);
    return scopes
      .filter(({ scope }) => senderOf(scope?.name, resource) === 'claude-code')
      .flatMap(({ items }) => items.flatMap((metric) => metricRecords(metric, resource)));
  });

/**
 * The records of a request that was identified and redacted. Spans are not kept.
 * @param now microseconds since 1970
 */
export const recordsOf = (signal: OtlpSignal, request: ExportRequest, now: number): readonly FileRecord[] => {
  if (signal === 'logs') return [...eventsOf(request, now)];
  return signal === 'metrics' ? metricsOf(request) : [];
};

import { defineMetric, type Metric } from '../catalogue/metric.ts';
import { senderOf } from '../catalogue/senders.ts';
import { costUsage, metrics } from '../catalogue/telemetry.ts';
import type { Counter, Counters } from '../counters/counters.ts';
import type { ExportRequest, OtlpMetric as SentMetric } from '../otlp/model.ts';
import type { AttributeMap } from '../otlp/value.ts';
import { type AnyPoint, pointsOf, resourcesOf } from '../otlp/walk.ts';
import type { Participant } from '../store/together.ts';
import type { Tables } from '../tables/tables.ts';
import { type AmountRefusal, countedOf, microseconds } from './amount.ts';
import { canonical, digest, toldAttributes } from './attributes.ts';
import { takeIdentity } from './identity.ts';
import { labelsOf } from './labels.ts';
import type { Neighbours } from './neighbours.ts';
import type { LedgerSessions } from './sessions.ts';
import type { SoFar } from './so-far.ts';
import type { LedgerStore } from './store.ts';
import type { Tally } from './tally.ts';
import type { Unmetered } from './unmetered.ts';

const delta = new Set<unknown>([1, 'AGGREGATION_TEMPORALITY_DELTA']);
const cumulative = new Set<unknown>([2, 'AGGREGATION_TEMPORALITY_CUMULATIVE']);
/** Series remembered in memory; others are looked up. */
const remembered = 100_000;
/** No point has this one. */
const anyStart = -1;
const dayInMicroseconds = 86_400_000_000;

const catalogue = new Map<string, Metric>(metrics.map((metric) => [metric.name, metric]));

/** A counter that a newer client sends and the catalogue does not know is kept too, without labels of its own. */
const metricOf = (name: unknown): Metric | undefined => {
  if (typeof name !== 'string' || !/^claude_code\.[\w.]{1,80}$/.test(name)) return undefined;
  return (
    catalogue.get(name) ??
    defineMetric({ name, brief: 'Not in the catalogue yet.', labels: [], scale: 1_000_000 })
  );
};

const countPoints = (sent: SentMetric): number =>
  pointsOf(sent).reduce((sum, { points }) => sum + points.length, 0);

/** Where a point was found: its resource, and the text of resource and scope that was part of its key. */
interface PointScope {
  readonly resource: AttributeMap;
  readonly prefix: () => string;
}

export interface FoldMetrics extends Participant {
  /** Folds an OTLP metrics request within the transaction under way. */
  readonly fold: (request: ExportRequest, now: number) => void;
}

/**
 * Folds data points exactly once.
 *
 * A delta point is known by its series, start and time, and is added when it was not there. Of cumulative points the
 * highest value of each series and start is kept, and what it rose by is added: that is the same whatever their order
 * and however often they come, also when a resumed session continues a series in a second process.
 */
export const createFoldMetrics = (
  store: LedgerStore,
  counters: Counters,
  sessions: LedgerSessions,
  soFar: SoFar,
  tables: Pick<Tables, 'point'>,
  unmetered: Pick<Unmetered, 'rest'>,
  tally: Tally,
  neighbours: Neighbours,
  shared: readonly string[],
): FoldMetrics => {
  const selectSeries = store.prepare('SELECT id, key, counter, used_day FROM series WHERE key = ?');
  const insertSeries = store.prepare(
    'INSERT INTO series (key, old_key, counter, used_day) VALUES (?, ?, ?, ?) RETURNING id, key',
  );
  // Where redaction made two series alike, the newer one is the one that goes on.
  const selectByOldKey = store.prepare(
    'SELECT id, key, counter, used_day FROM series WHERE old_key = ? ORDER BY id DESC LIMIT 1',
  );
  const renameSeries = store.prepare('UPDATE series SET key = ?, old_key = ? WHERE id = ?');
  const touchSeries = store.prepare('UPDATE series SET used_day = ? WHERE id = ?');
  const insertDelta = store.prepare('INSERT OR IGNORE INTO folded VALUES (?, ?, ?, ?)');
  const selectHighest = store.prepare('SELECT value FROM folded WHERE series = ? AND start = ? AND time = 0');
  selectHighest.setReadBigInts(true);
  const upsertHighest = store.prepare(
    'INSERT INTO folded VALUES (?, ?, 0, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );

  interface Series {
    readonly id: number;
    readonly counter: Counter;
    usedDay: number;
    /** The start whose highest value is known here, so that it need not be read again; `anyStart`: nothing is stored. */
    start: number;
    highest: bigint;
  }
  interface SeriesRow {
    readonly id: number;
    readonly key: string;
    readonly counter: number;
    readonly used_day: number;
  }
  const known = new Map<string, Series>();

  /** A series that an earlier version knew by what redaction had left goes on under its identity. */
  const adopt = (identity: string, oldKey: string): SeriesRow | undefined => {
    const row = selectSeries.get(oldKey) as SeriesRow | undefined;
    if (row) renameSeries.run(identity, oldKey, row.id);
    return row;
  };

  const storedSeries = (
    key: string,
    identity: string | undefined,
    oldKey: () => string,
  ): SeriesRow | undefined =>
    (selectSeries.get(key) as SeriesRow | undefined) ??
    (identity === undefined ? (selectByOldKey.get(key) as SeriesRow | undefined) : adopt(identity, oldKey()));

  const openSeries = (row: SeriesRow): Series | undefined => {
    // A series that goes by two names is one in memory, too.
    const same = known.get(row.key);
    if (same) return same;
    const counter = counters.byId(row.counter);
    return counter && { id: row.id, counter, usedDay: row.used_day, start: 0, highest: 0n };
  };

  const remember = (key: string, series: Series): Series => {
    if (known.size >= remembered) known.delete(known.keys().next().value as string);
    known.set(key, series);
    return series;
  };

  /** Remembered by the text that the store gives back: the one at hand may be a piece of a longer text that it keeps alive. */
  const makeSeries = (sought: string, oldKey: string | null, counter: Counter, today: number): Series => {
    const { id, key } = insertSeries.get(sought, oldKey, counter.id, today) as Pick<SeriesRow, 'id' | 'key'>;
    return remember(key, { id, counter, usedDay: today, start: anyStart, highest: 0n });
  };

  /** Nothing where its counter is no more. */
  const takeUp = (sought: string, row: SeriesRow): Series | undefined => {
    const series = openSeries(row);
    return series && remember(sought, series);
  };

  const seriesOf = (
    identity: string | undefined,
    oldKey: () => string,
    today: number,
    counter: () => Counter,
  ): Series => {
    const key = identity ?? oldKey();
    let series = known.get(key);
    if (!series) {
      const row = storedSeries(key, identity, oldKey);
      series =
        (row && takeUp(key, row)) ??
        makeSeries(key, identity === undefined ? null : oldKey(), counter(), today);
    }
    if (series.usedDay !== today) {
      touchSeries.run(today, series.id);
      series.usedDay = today;
    }
    return series;
  };

  /** What a point adds to its counter; 0 when it was counted before. */
  const gain = (series: Series, isDelta: boolean, start: number, time: number, amount: bigint): bigint => {
    if (isDelta) return insertDelta.run(series.id, start, time, amount).changes ? amount : 0n;
    if (series.start === anyStart) series.start = start;
    else if (series.start !== start) {
      const row = selectHighest.get(series.id, start) as { value: bigint } | undefined;
      series.start = start;
      series.highest = row?.value ?? 0n;
    }
    if (amount <= series.highest) return 0n;
    const gained = amount - series.highest;
    upsertHighest.run(series.id, start, amount);
    series.highest = amount;
    return gained;
  };

  const foldPoint = (
    point: AnyPoint,
    metric: Metric,
    isDelta: boolean,
    place: PointScope,
    now: number,
  ): AmountRefusal | 'folded' | 'duplicate' => {
    const amount = countedOf(point.asDouble ?? point.asInt, metric.scale);
    if (typeof amount !== 'bigint') return amount.refused;
    const start = microseconds(point.startTimeUnixNano);
    const time = microseconds(point.timeUnixNano);
    if (Number.isNaN(start) || Number.isNaN(time)) return 'no_time';

    const attributes = toldAttributes(point.attributes);
    const identity = takeIdentity(attributes);
    const series = seriesOf(
      identity,
      () => digest(place.prefix() + metric.name + canonical(attributes)),
      Math.floor(now / dayInMicroseconds),
      () => counters.find(metric, labelsOf(metric, attributes, place.resource, shared)),
    );
    const told = gain(series, isDelta, start, time, amount);
    // As far ahead as an event may be.
    const session = sessions.seen(attributes, place.resource, now, Math.min(time, now + dayInMicroseconds));
    if (told === 0n) return amount === 0n ? 'folded' : 'duplicate';
    const gained = unmetered.rest({ session, metric: metric.name, attributes, start, time, amount: told });
    counters.gain(series.counter, gained);
    soFar.gained(metric, series.counter.labels, gained, Math.min(time, now));
    if (metric.name === costUsage.name) {
      sessions.spent(session, told);
      soFar.labelled.saw(session, series.counter.labels);
    }
    tables.point({
      metric: metric.name,
      time: Math.min(time, now),
      session,
      amount: Number(gained),
      attributes,
      resource: place.resource,
      countedFrom: gained === told ? undefined : 'metrics',
    });
    return 'folded';
  };

  const foldMetric = (sent: SentMetric, place: PointScope, now: number) => {
    const metric = metricOf(sent.name);
    const parts = pointsOf(sent);
    const points = parts.flatMap((part) => part.points);
    const refuse = (reason: AmountRefusal) => tally.refused('metrics', reason, Math.max(points.length, 1));
    if (!metric) return refuse('unknown_metric');
    if (parts.length !== 1 || parts[0]?.kind !== 'sum' || sent.sum?.isMonotonic !== true)
      return refuse('wrong_type');
    const temporality: unknown = sent.sum.aggregationTemporality;
    if (!delta.has(temporality) && !cumulative.has(temporality)) return refuse('wrong_type');
    for (const point of points) {
      const outcome = foldPoint(point, metric, delta.has(temporality), place, now);
      if (outcome === 'folded' || outcome === 'duplicate') tally.took('metrics', outcome);
      else tally.refused('metrics', outcome);
    }
  };

  const foldScope = (scope: unknown, items: readonly SentMetric[], place: PointScope, now: number) => {
    const sender = senderOf(scope, place.resource);
    for (const sent of items) {
      if (sender === 'canary') tally.canaries('metrics', countPoints(sent));
      else if (sender === 'claude-code') foldMetric(sent, place, now);
      else neighbours.heard('metrics', place.resource, countPoints(sent), now);
    }
  };

  return {
    fold: (request, now) => {
      for (const { resource: sentResource, scopes } of resourcesOf('metrics', request)) {
        const resource = toldAttributes(sentResource?.attributes);
        for (const { scope, items } of scopes) {
          let prefix: string | undefined;
          const place: PointScope = {
            resource,
            prefix: () => {
              prefix ??= `${canonical(resource)}\n${scope?.name ?? ''}\n`;
              return prefix;
            },
          };
          foldScope(scope?.name, items, place, now);
        }
      }
    },
    // Each point is written as it is folded.
    write: () => undefined,
    committed: () => undefined,
    rolledBack: () => known.clear(),
  };
};

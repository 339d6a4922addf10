import { apiRequestTokens } from '../catalogue/event-metrics.ts';
import { sourceAttribute } from '../catalogue/imported.ts';
import type { Metric } from '../catalogue/metric.ts';
import { costUsage, countedFrom, sessionCount, tokenUsage } from '../catalogue/telemetry.ts';
import type { Counters } from '../counters/counters.ts';
import type { AttributeMap } from '../otlp/value.ts';
import { requestsOfSession } from '../tables/read-events.ts';
import type { Tables } from '../tables/tables.ts';
import { countedOf } from './amount.ts';
import { labelsOf } from './labels.ts';
import type { SoFar } from './so-far.ts';
import type { LedgerStore } from './store.ts';

/** Clients export metrics each minute unless they are told otherwise: none came in two intervals. */
const waitMicroseconds = 2 * 60_000_000;
/** A session that sent metrics before is rarely without them now; more often they are late. */
const waitAgainMicroseconds = 10 * 60_000_000;
/** A request is counted and told in one moment, and a data point may be made in between. */
const slackMicroseconds = 2_000_000;
/** What every amount carries that was counted from events. */
const mark = [countedFrom, 'events'] as const;

/** A data point, as far as it says what was counted before. */
export interface Gain {
  readonly session: string;
  readonly metric: string;
  readonly attributes: AttributeMap;
  /** When what it counts began, in microseconds since 1970. */
  readonly start: number;
  /** When it ended. */
  readonly time: number;
  readonly amount: bigint;
}

/**
 * Sessions that send events and no metrics, because metrics are switched off in the client: from their beginning, or since
 * they were resumed. Their cost, tokens and starts are counted from their requests. What metrics tell covers all requests
 * up to the time of the newest data point; metrics that come after all take from what was counted first.
 */
export interface Unmetered {
  /** A request of a session was stored; when it was made, in microseconds since 1970. */
  readonly told: (session: string, time: number) => void;
  /** What a gain adds when what was counted from events is taken off. */
  readonly rest: (gain: Gain) => bigint;
  /** Counts what waited for metrics long enough. Within a transaction. */
  readonly count: (now: number) => void;
}

interface Known {
  readonly event: number;
  readonly since: number;
  readonly until: number;
  readonly is_metered: number;
}

interface SessionState {
  readonly isOpen: number;
  /** Up to when metrics cover its requests; 0 where none came. */
  readonly covered: number;
}

/** What a request adds to a metric of the client. */
interface Told {
  readonly metric: Metric;
  readonly type: string;
  readonly said: unknown;
}

const toldOf = (attributes: AttributeMap): readonly Told[] => [
  { metric: costUsage, type: '', said: attributes.get('cost_usd') },
  ...Object.entries(apiRequestTokens.parts?.attributes ?? {}).map(([type, name]) => ({
    metric: tokenUsage,
    type,
    said: attributes.get(name),
  })),
];

const typeOf = (attributes: AttributeMap): string => String(attributes.get('type') ?? '');

export const createUnmetered = (
  store: LedgerStore,
  counters: Counters,
  soFar: SoFar,
  tables: Pick<Tables, 'point'>,
  {
    shared,
    extraLabels = [],
  }: { readonly shared: readonly string[]; readonly extraLabels?: readonly string[] | undefined },
): Unmetered => {
  const selectOpen = store.prepare('SELECT id FROM open_sessions WHERE open');
  const selectState = store.prepare(`
    SELECT open AS isOpen, CASE WHEN metered > 0 THEN metered + ${slackMicroseconds} ELSE 0 END AS covered
    FROM open_sessions WHERE id = ?`);
  const addCounted = store.prepare('UPDATE open_sessions SET cost_counted = cost_counted + ? WHERE id = ?');
  const selectOwing = store.prepare('SELECT session FROM unmetered_sessions');
  const selectKnown = store.prepare(
    'SELECT event, since, until, is_metered FROM unmetered_sessions WHERE session = ?',
  );
  const selectMetrics = store.prepare(`
    SELECT 1 FROM session_data WHERE session_id = ? AND (starts > 0 OR cost_nanodollars > 0 OR input_tokens > 0
      OR output_tokens > 0 OR active_user_us > 0 OR active_cli_us > 0)`);
  const upsert = store.prepare(`
    INSERT INTO unmetered_sessions (session, event, since, until) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET event = excluded.event, since = excluded.since, until = max(until, excluded.until)`);
  const setMetered = store.prepare('UPDATE unmetered_sessions SET is_metered = 1 WHERE session = ?');
  const addAmount = store.prepare(`
    INSERT INTO unmetered_amounts (session, metric, type, amount) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET amount = amount + excluded.amount`);
  const forgetAmounts = store.prepare('DELETE FROM unmetered_amounts WHERE session = ?');
  const selectAmount = store.prepare(
    'SELECT amount FROM unmetered_amounts WHERE session = ? AND metric = ? AND type = ?',
  );
  selectAmount.setReadBigInts(true);

  /** Sessions whose requests may have to be counted, and the time of their newest: open ones, until metrics cover it. */
  const waiting = new Map((selectOpen.all() as { id: string }[]).map(({ id }) => [id, Infinity]));
  const owing = new Set((selectOwing.all() as { session: string }[]).map(({ session }) => session));

  const owe = (session: string, metric: string, type: string, amount: bigint): void => {
    addAmount.run(session, metric, type, amount);
    if (metric === costUsage.name) addCounted.run(amount, session);
  };

  const add = (session: string, time: number, sent: AttributeMap, { metric, type, said }: Told): void => {
    const amount = countedOf(said ?? 0, metric.scale);
    if (typeof amount !== 'bigint' || amount === 0n) return;
    const attributes = new Map([...sent, mark, ...(type === '' ? [] : [['type', type] as const])]);
    const counter = counters.find(metric, labelsOf(metric, attributes, attributes, shared));
    counters.gain(counter, amount);
    soFar.gained(metric, counter.labels, amount, time);
    soFar.labelled.saw(session, counter.labels);
    tables.point({
      metric: metric.name,
      time,
      session,
      amount: Number(amount),
      attributes,
      resource: attributes,
      countedFrom: 'events',
    });
    owe(session, metric.name, type, amount);
  };

  const requestsToCount = (session: string, after: number, covered: number, now: number) => {
    const received = now - (covered > 0 ? waitAgainMicroseconds : waitMicroseconds);
    return (
      requestsOfSession(store, { session, after, since: covered, received }, extraLabels)
        .map(({ attributes, ...rest }) => ({
          ...rest,
          attributes: new Map(Object.entries(attributes)) as AttributeMap,
        }))
        // What was imported from transcripts is counted there.
        .filter(({ attributes }) => !attributes.has(sourceAttribute))
    );
  };

  /** Since when metrics that come are set against what was counted. */
  const setOffSince = (
    session: string,
    known: Known | undefined,
    covered: number,
    oldest: number,
  ): number => {
    if (known && covered <= known.until) return Math.min(known.since, oldest);
    // Metrics came again since the last request that was counted: what was counted until then stays counted.
    forgetAmounts.run(session);
    return oldest;
  };

  const countSession = (session: string, known: Known | undefined, covered: number, now: number): void => {
    const requests = requestsToCount(session, known?.event ?? 0, covered, now);
    const [first] = requests;
    if (!first) return;
    const times = requests.map(({ time }) => time);
    const since = setOffSince(session, known, covered, Math.min(...times));
    if (!known && covered === 0)
      add(session, first.time, first.attributes, { metric: sessionCount, type: '', said: 1 });
    for (const { time, attributes } of requests)
      for (const told of toldOf(attributes)) add(session, time, attributes, told);
    upsert.run(session, Math.max(...requests.map(({ id }) => id)), since, Math.max(...times));
    owing.add(session);
  };

  /** Metrics of which no time is known: an earlier version took them, or the session was forgotten for its age. */
  const hasOldMetrics = (session: string, known: Known | undefined): boolean =>
    known ? known.is_metered === 1 : selectMetrics.get(session) !== undefined;

  return {
    told: (session, time) => {
      if (session !== '') waiting.set(session, Math.max(time, waiting.get(session) ?? 0));
    },
    rest: ({ session, metric, attributes, start, time, amount }) => {
      if (!owing.has(session)) return amount;
      const known = selectKnown.get(session) as Known | undefined;
      if (known?.is_metered === 0) setMetered.run(session);
      const type = metric === tokenUsage.name ? typeOf(attributes) : '';
      const owed = selectAmount.get(session, metric, type) as { amount: bigint } | undefined;
      // What began after the last request that was counted, or ended before the first, is of a run that events did not tell.
      if (!owed || !known || start > known.until || time < known.since) return amount;
      // biome-ignore lint/complexity/useMathMinMax: bigint
      const taken = owed.amount < amount ? owed.amount : amount;
      owe(session, metric, type, -taken);
      return amount - taken;
    },
    count: (now) => {
      for (const [session, newest] of waiting) {
        const state = selectState.get(session) as SessionState | undefined;
        const { isOpen, covered } = state ?? { isOpen: 0, covered: 0 };
        const known = selectKnown.get(session) as Known | undefined;
        const isCovered = covered > 0 ? newest <= covered : hasOldMetrics(session, known);
        if (!isCovered) countSession(session, known, covered, now);
        if (isCovered || !isOpen) waiting.delete(session);
      }
    },
  };
};

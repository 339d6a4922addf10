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
const mostMetered = 100_000;
/** What every amount carries that was counted from events. */
const mark = [countedFrom, 'events'] as const;

/** A data point, as far as it says what was counted before. */
export interface Gain {
  readonly session: string;
  readonly metric: string;
  readonly attributes: AttributeMap;
  /** When what it counts began, in microseconds since 1970. */
  readonly start: number;
  readonly amount: bigint;
}

/**
 * Sessions that send events and no metrics, because metrics are switched off in the client. Their cost, tokens and starts
 * are counted from their requests; metrics that come after all take from what was counted first.
 */
export interface Unmetered {
  /** An event of a session was stored. */
  readonly told: (session: string) => void;
  /** What a gain adds when what was counted from events is taken off. */
  readonly rest: (gain: Gain) => bigint;
  /** Counts what waited for metrics long enough. Within a transaction. */
  readonly count: (now: number) => void;
}

interface Known {
  readonly event: number;
  readonly until: number;
  readonly is_metered: number;
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
  const isOpen = store.prepare('SELECT 1 FROM open_sessions WHERE id = ? AND open');
  const selectOwing = store.prepare('SELECT session FROM unmetered_sessions');
  const selectKnown = store.prepare(
    'SELECT event, until, is_metered FROM unmetered_sessions WHERE session = ?',
  );
  const selectMetrics = store.prepare(`
    SELECT 1 FROM session_data WHERE session_id = ? AND (starts > 0 OR cost_nanodollars > 0 OR input_tokens > 0
      OR output_tokens > 0 OR active_user_us > 0 OR active_cli_us > 0)`);
  const upsert = store.prepare(`
    INSERT INTO unmetered_sessions (session, event, until) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET event = excluded.event, until = max(until, excluded.until)`);
  const setMetered = store.prepare('UPDATE unmetered_sessions SET is_metered = 1 WHERE session = ?');
  const addAmount = store.prepare(`
    INSERT INTO unmetered_amounts (session, metric, type, amount) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET amount = amount + excluded.amount`);
  const selectAmount = store.prepare(
    'SELECT amount FROM unmetered_amounts WHERE session = ? AND metric = ? AND type = ?',
  );
  selectAmount.setReadBigInts(true);

  const metered = new Set<string>();
  /** Sessions whose requests may have to be counted: open ones, until their metrics come. */
  const waiting = new Set((selectOpen.all() as { id: string }[]).map(({ id }) => id));
  const owing = new Set((selectOwing.all() as { session: string }[]).map(({ session }) => session));

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
    addAmount.run(session, metric.name, type, amount);
  };

  const countSession = (session: string, known: Known | undefined, now: number): void => {
    const after = known?.event ?? 0;
    const requests = requestsOfSession(store, session, after, now - waitMicroseconds, extraLabels)
      .map(({ attributes, ...rest }) => ({
        ...rest,
        attributes: new Map(Object.entries(attributes)) as AttributeMap,
      }))
      // What was imported from transcripts is counted there.
      .filter(({ attributes }) => !attributes.has(sourceAttribute));
    const [first] = requests;
    if (!first) return;
    if (!known) add(session, first.time, first.attributes, { metric: sessionCount, type: '', said: 1 });
    for (const { time, attributes } of requests)
      for (const told of toldOf(attributes)) add(session, time, attributes, told);
    const newest = Math.max(...requests.map(({ id }) => id));
    upsert.run(session, newest, Math.max(...requests.map(({ time }) => time)));
    owing.add(session);
  };

  return {
    told: (session) => {
      if (session !== '' && !metered.has(session)) waiting.add(session);
    },
    rest: ({ session, metric, attributes, start, amount }) => {
      if (metered.size >= mostMetered) metered.clear();
      metered.add(session);
      if (!owing.has(session)) return amount;
      const known = selectKnown.get(session) as Known | undefined;
      if (known?.is_metered === 0) setMetered.run(session);
      const type = metric === tokenUsage.name ? typeOf(attributes) : '';
      const owed = selectAmount.get(session, metric, type) as { amount: bigint } | undefined;
      // What began after the last request that was counted is of a run that events did not tell.
      if (!owed || !known || start > known.until) return amount;
      // biome-ignore lint/complexity/useMathMinMax: bigint
      const taken = owed.amount < amount ? owed.amount : amount;
      addAmount.run(session, metric, type, -taken);
      return amount - taken;
    },
    count: (now) => {
      for (const session of waiting) {
        const known = selectKnown.get(session) as Known | undefined;
        const hasMetrics = known ? known.is_metered === 1 : selectMetrics.get(session) !== undefined;
        if (!hasMetrics) countSession(session, known, now);
        if (hasMetrics || !isOpen.get(session)) waiting.delete(session);
      }
    },
  };
};

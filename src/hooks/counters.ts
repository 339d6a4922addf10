import type { Metric } from '../catalogue/metric.ts';
import { type Additions, createAdditions } from '../store/additions.ts';
import type { Count } from './journal/event-counts.ts';
import type { Store } from './journal/journal-store.ts';
import { openLabels } from './known.ts';

export type LabelSet = Readonly<Record<string, string>>;

/** One series. Histograms have one for each bucket, the sum and the count. */
export interface Counter {
  readonly id: number;
  /** Name of the sample. */
  readonly metric: string;
  readonly labels: LabelSet;
  value: number;
  /** The most that a push has shown of it; null: it was never in a push. */
  shown: number | null;
}

export interface Counters extends Pick<Additions<Counter>, 'write' | 'committed'> {
  /** Adds within the transaction under way; nothing is visible before `committed`. */
  readonly add: (count: Count) => void;
  /** Makes a label set that does not exist yet, at 0. */
  readonly make: (metric: Metric, labels: LabelSet) => void;
  /** After a failed transaction: memory is as the disk has it. */
  readonly reload: () => void;
  readonly all: () => Iterable<Counter>;
}

/** Upper bounds of the duration histogram, in seconds. */
export const durationBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

const keyOf = (metric: string, labels: LabelSet) => `${metric}\u0000${JSON.stringify(labels)}`;

interface Sample {
  readonly metric: string;
  readonly labels: LabelSet;
  readonly amount: number;
}

/** A count as samples: a histogram's observation goes to every bucket that holds it. */
const samplesOf = ({ metric, labels, amount }: Count, observed = 1): readonly Sample[] => {
  if (metric.instrument !== 'histogram') return [{ metric: metric.series, labels, amount }];
  const bounds = [...durationBuckets, Number.POSITIVE_INFINITY];
  return [
    ...bounds.map((bound) => ({
      metric: `${metric.series}_bucket`,
      labels: { ...labels, le: bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound) },
      amount: amount <= bound * metric.scale ? observed : 0,
    })),
    { metric: `${metric.series}_sum`, labels, amount },
    { metric: `${metric.series}_count`, labels, amount: observed },
  ];
};

/**
 * The durable counters: integers that only grow. A metric has at most `limit` label sets; past that, labels with open
 * values (tool, server, agent) are counted as `other`, and `overflowed` tells what is added for it.
 */
export const createCounters = (
  store: Store,
  { limit, overflowed }: { readonly limit: number; readonly overflowed: (metric: Metric) => Count },
): Counters => {
  const select = store.prepare('SELECT id, metric, labels, value, shown FROM counters');
  const insert = store.prepare('INSERT INTO counters (metric, labels) VALUES (?, ?) RETURNING id');

  const byKey = new Map<string, Counter>();
  const sets = new Map<string, Set<string>>();
  const additions = createAdditions<Counter>(store);

  const remember = (counter: Counter): Counter => {
    byKey.set(keyOf(counter.metric, counter.labels), counter);
    return counter;
  };

  const reload = () => {
    byKey.clear();
    sets.clear();
    additions.forget();
    for (const row of select.all() as (Omit<Counter, 'labels'> & { labels: string })[]) {
      remember({ ...row, labels: JSON.parse(row.labels) as LabelSet });
    }
  };
  reload();

  const find = ({ metric, labels }: Sample): Counter => {
    const known = byKey.get(keyOf(metric, labels));
    if (known) return known;
    const { id } = insert.get(metric, JSON.stringify(labels)) as { id: number };
    return remember({ id, metric, labels, value: 0, shown: null });
  };

  const apply = (count: Count, observed: number) => {
    for (const sample of samplesOf(count, observed)) {
      additions.add(find(sample), sample.amount);
    }
  };

  /** Label sets of a metric; read from the counters once, because a histogram has many counters for one set. */
  const setsOf = (metric: Metric): Set<string> => {
    const known = sets.get(metric.series);
    if (known) return known;
    const name = metric.instrument === 'histogram' ? `${metric.series}_count` : metric.series;
    const found = [...byKey.values()].filter((counter) => counter.metric === name);
    const made = new Set(found.map(({ labels }) => JSON.stringify(labels)));
    sets.set(metric.series, made);
    return made;
  };

  const bounded = (count: Count): { readonly count: Count; readonly overflow: boolean } => {
    const known = setsOf(count.metric);
    const key = JSON.stringify(count.labels);
    if (known.has(key) || known.size < limit) {
      known.add(key);
      return { count, overflow: false };
    }
    const labels = Object.fromEntries(
      Object.entries(count.labels).map(([name, value]) => [name, openLabels.has(name) ? 'other' : value]),
    );
    return { count: { ...count, labels }, overflow: true };
  };

  return {
    add: (given) => {
      const { count, overflow } = bounded(given);
      apply(count, 1);
      if (overflow) apply(overflowed(given.metric), 1);
    },
    make: (metric, labels) => {
      setsOf(metric).add(JSON.stringify(labels));
      apply({ metric, labels, amount: 0 }, 0);
    },
    write: additions.write,
    committed: additions.committed,
    reload,
    all: () => byKey.values(),
  };
};

import type { Metric } from '../catalogue/metric.ts';
import type { Database } from '../store/database.ts';
import type { Participant } from '../store/together.ts';
import { boundName, boundsOf, countSample } from './histogram.ts';
import { keyOf, type LabelSet, overflowOf } from './label-set.ts';
import { type Shown, unstated } from './showing.ts';

/** One series. Histograms have one for each bucket, the sum and the count. */
export interface Counter extends Shown {
  readonly id: number;
  /** Name of the sample. */
  readonly sample: string;
  readonly labels: LabelSet;
  /** When it was made, in Unix seconds; 0: before that was noted. */
  readonly born: number;
}

export interface Counters extends Participant {
  /**
   * Adds within the transaction under way, to a counter or as an observation of a histogram; nothing is visible before
   * the commit. `amount` is an integer of the metric's scale.
   */
  readonly add: (metric: Metric, labels: LabelSet, amount?: number | bigint) => void;
  /** The counter of a label set; made when it is new, or that of `other` when its metric has too many. */
  readonly find: (metric: Metric, labels: LabelSet) => Counter;
  readonly gain: (counter: Counter, amount: number | bigint) => void;
  /** Makes a label set that does not exist yet, at 0. */
  readonly make: (metric: Metric, labels: LabelSet) => void;
  readonly byId: (id: number) => Counter | undefined;
  readonly all: () => Iterable<Counter>;
  /** Stores what is about to be shown, in a transaction of the caller. */
  readonly show: (risen: readonly Counter[]) => void;
}

export interface CountersOptions {
  /** Label sets that a metric may have. */
  readonly limit: number;
  /** Whether a label keeps its value past the limit: values of closed lists do. */
  readonly keeps: (label: string, value: string) => boolean;
  /** Metrics of a few label sets of our own, which have no limit. */
  readonly unlimited: ReadonlySet<Metric>;
  /** Counts what was added past the limit. */
  readonly overflow: Metric<'metric'>;
}

interface Histogram {
  readonly count: Counter;
  readonly sum: Counter;
  readonly buckets: readonly { readonly most: number; readonly counter: Counter }[];
}

interface CounterRow {
  readonly id: bigint;
  readonly metric: string;
  readonly labels: string;
  readonly value: bigint;
  readonly shown: bigint | null;
  readonly born: bigint;
}

/**
 * Durable counters: integers without a ceiling that only grow, in the table `counters` of a store. A metric has at most
 * `limit` label sets; past that, open labels are counted as `other`.
 */
export const createCounters = (
  database: Database,
  { limit, keeps, unlimited, overflow }: CountersOptions,
): Counters => {
  const select = database.prepare('SELECT id, metric, labels, value, shown, born FROM counters');
  select.setReadBigInts(true);
  const insert = database.prepare(
    'INSERT INTO counters (metric, labels, born) VALUES (?, ?, unixepoch()) RETURNING id, born',
  );
  const update = database.prepare('UPDATE counters SET value = value + ? WHERE id = ?');
  const updateShown = database.prepare('UPDATE counters SET shown = ? WHERE id = ?');

  const byKey = new Map<string, Counter>();
  const byId = new Map<number, Counter>();
  const labelSets = new Map<string, number>();
  const histograms = new Map<string, Histogram>();
  const pending = new Map<Counter, bigint>();

  const remember = (counter: Counter): Counter => {
    byKey.set(keyOf(counter.sample, counter.labels), counter);
    byId.set(counter.id, counter);
    labelSets.set(counter.sample, (labelSets.get(counter.sample) ?? 0) + 1);
    return counter;
  };

  const load = () => {
    const before = new Map(byId);
    for (const map of [byKey, byId, labelSets, histograms, pending]) map.clear();
    for (const {
      id,
      metric,
      labels,
      value,
      shown,
      born,
    } of select.all() as unknown as readonly CounterRow[]) {
      remember({
        id: Number(id),
        sample: metric,
        labels: JSON.parse(labels) as LabelSet,
        value,
        shown: shown ?? 0n,
        born: Number(born),
        heldSince: before.get(Number(id))?.heldSince ?? unstated,
      });
    }
  };
  load();

  const sampleOf = (sample: string, labels: LabelSet): Counter => {
    const known = byKey.get(keyOf(sample, labels));
    if (known) return known;
    const { id, born } = insert.get(sample, JSON.stringify(labels)) as { id: number; born: number };
    return remember({ id, born, sample, labels, value: 0n, shown: 0n, heldSince: unstated });
  };

  const gain: Counters['gain'] = (counter, amount) => {
    if (amount > 0) pending.set(counter, (pending.get(counter) ?? 0n) + BigInt(amount));
  };

  /** Its label set is that of the count, which decides on overflow. */
  const find: Counters['find'] = (metric, labels) => {
    const sample = countSample(metric);
    const known = byKey.get(keyOf(sample, labels));
    if (known) return known;
    if ((labelSets.get(sample) ?? 0) < limit || unlimited.has(metric)) return sampleOf(sample, labels);
    gain(find(overflow, { metric: metric.series }), 1);
    return sampleOf(sample, overflowOf(labels, keeps));
  };

  const histogramOf = (metric: Metric, labels: LabelSet): Histogram => {
    const key = keyOf(metric.series, labels);
    const known = histograms.get(key);
    if (known) return known;
    const count = find(metric, labels);
    const buckets = boundsOf(metric).map((bound) => ({
      most: bound * metric.scale,
      counter: sampleOf(`${metric.series}_bucket`, { ...count.labels, le: boundName(bound) }),
    }));
    const made = { count, sum: sampleOf(`${metric.series}_sum`, count.labels), buckets };
    // A label set that went to `other` must go through `find` each time, to be counted as overflow.
    if (keyOf(metric.series, count.labels) === key) histograms.set(key, made);
    return made;
  };

  return {
    add: (metric, labels, amount = 1) => {
      if (metric.instrument !== 'histogram') return gain(find(metric, labels), amount);
      const { count, sum, buckets } = histogramOf(metric, labels);
      gain(count, 1);
      gain(sum, amount);
      for (const { most, counter } of buckets) if (amount <= most) gain(counter, 1);
    },
    find,
    gain,
    make: (metric, labels) => {
      if (metric.instrument === 'histogram') histogramOf(metric, labels);
      else find(metric, labels);
    },
    byId: (id) => byId.get(id),
    all: () => byId.values(),
    show: (risen) => {
      for (const { id, value } of risen) updateShown.run(value, id);
    },
    write: () => {
      for (const [{ id }, amount] of pending) update.run(amount, id);
    },
    committed: () => {
      for (const [counter, amount] of pending) counter.value += amount;
      pending.clear();
    },
    rolledBack: load,
  };
};

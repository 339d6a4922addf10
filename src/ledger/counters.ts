import { type Additions, createAdditions } from '../store/additions.ts';
import { type LabelSet, overflowOf } from './labels.ts';
import type { Store } from './store.ts';

/** One series of /metrics. */
export interface Counter {
  readonly id: number;
  /** The sample's name: a histogram has `_bucket`, `_sum` and `_count`. */
  readonly metric: string;
  readonly labels: LabelSet;
  value: number;
  /** What the last scrape was shown. */
  shown: number;
  /** Scrapes that still repeat what was shown last. */
  hold: number;
}

export interface Counters extends Omit<Additions<Counter>, 'forget'> {
  /** The counter of a label set; made when it is new, or that of `other` when its metric has too many. */
  readonly find: (metric: string, labels: LabelSet, limited?: boolean) => Counter;
  /** After a failed transaction: memory is as the disk has it. */
  readonly reload: () => void;
  readonly all: () => Iterable<Counter>;
  readonly byId: (id: number) => Counter | undefined;
  /** Begins the hold of every counter anew: after a start, or a hole without scrapes. */
  readonly holdAll: () => void;
}

/** Scrapes that repeat what was shown last: enough for the rule that keeps opening balances to see one. */
export const heldScrapes = 3;

const keyOf = (metric: string, labels: LabelSet): string => `${metric}\u0000${JSON.stringify(labels)}`;

/** The durable counters. `limit` label sets a metric, then the value goes to `other` and `overflowed` is told. */
export const createCounters = (
  store: Store,
  { limit, overflowed }: { readonly limit: number; readonly overflowed: (metric: string) => void },
): Counters => {
  const select = store.prepare('SELECT id, metric, labels, value, shown FROM counters');
  const insert = store.prepare('INSERT INTO counters (metric, labels) VALUES (?, ?) RETURNING id');

  let byKey = new Map<string, Counter>();
  let byId = new Map<number, Counter>();
  let sets = new Map<string, number>();
  const additions = createAdditions<Counter>(store);

  const remember = (counter: Counter): Counter => {
    byKey.set(keyOf(counter.metric, counter.labels), counter);
    byId.set(counter.id, counter);
    sets.set(counter.metric, (sets.get(counter.metric) ?? 0) + 1);
    return counter;
  };

  const reload = () => {
    additions.forget();
    byKey = new Map();
    byId = new Map();
    sets = new Map();
    for (const row of select.all() as {
      id: number;
      metric: string;
      labels: string;
      value: number;
      shown: number;
    }[]) {
      remember({ ...row, labels: JSON.parse(row.labels) as LabelSet, hold: heldScrapes });
    }
  };
  reload();

  const make = (metric: string, labels: LabelSet): Counter => {
    const { id } = insert.get(metric, JSON.stringify(labels)) as { id: number };
    return remember({ id, metric, labels, value: 0, shown: 0, hold: heldScrapes });
  };

  const find: Counters['find'] = (metric, labels, limited = true) => {
    const known = byKey.get(keyOf(metric, labels));
    if (known) return known;
    if (!limited || (sets.get(metric) ?? 0) < limit) return make(metric, labels);
    overflowed(metric);
    return find(metric, overflowOf(labels), false);
  };

  return {
    find,
    ...additions,
    reload,
    all: () => byId.values(),
    byId: (id) => byId.get(id),
    holdAll: () => {
      for (const counter of byId.values()) counter.hold = heldScrapes;
    },
  };
};

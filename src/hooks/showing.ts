import type { Counter } from './counters.ts';

export interface View {
  readonly values: ReadonlyMap<Counter, number>;
  /** Counters that show more than ever before. */
  readonly risen: readonly { readonly id: number; readonly value: number }[];
  /** The push was accepted. `stamp`: the time that its state carries. */
  readonly accepted: (stamp: number) => void;
  /** The push certainly reached nobody: what it would have shown was not seen. */
  readonly unseen: () => void;
}

export interface Showing {
  /** What to push at `now`, when Prometheus has seen the states up to the stamp `seen`. */
  readonly view: (counters: Iterable<Counter>, now: number, seen: number) => View;
  /** Whether values are held back, which the next scrapes may release. */
  readonly holds: () => boolean;
}

/** Longer than this without anything seen is a hole. */
const holeMilliseconds = 600_000;

/**
 * What a push shows (DESIGN 3.3). Prometheus knows only what it scrapes: a counter that appears with 5 has no increase,
 * and one that jumps while nobody looked has it in the wrong place. So a new label set is 0 until that was seen; and
 * after our own start, or ten minutes in which nothing was seen, everything stays as it was shown last until that was.
 */
export const createShowing = (): Showing => {
  /** New label sets that no accepted push has shown yet, and the stamp of the push that did. */
  const unshown = new Set<number>();
  const zeroes = new Map<number, number>();
  let repeated = Number.POSITIVE_INFINITY;
  let lastSeen = 0;
  let progress: number | undefined;

  const advance = (now: number, seen: number) => {
    if (progress !== undefined && now - progress > holeMilliseconds) {
      repeated = Number.POSITIVE_INFINITY;
      progress = undefined;
    }
    if (seen > lastSeen) {
      lastSeen = seen;
      progress = now;
    }
    for (const [id, stamp] of zeroes) if (stamp <= lastSeen) zeroes.delete(id);
  };

  const shownValue = ({ id, value, shown }: Counter): number => {
    if (shown === null || unshown.has(id)) return 0;
    return repeated > lastSeen || zeroes.has(id) ? shown : value;
  };

  return {
    view: (counters, now, seen) => {
      advance(now, seen);
      const before = new Map<Counter, number | null>();
      const values = new Map<Counter, number>();
      for (const counter of counters) {
        const value = shownValue(counter);
        values.set(counter, value);
        if (counter.shown === null) unshown.add(counter.id);
        if (value === counter.shown) continue;
        before.set(counter, counter.shown);
        counter.shown = value;
      }
      return {
        values,
        risen: [...before.keys()].map((counter) => ({ id: counter.id, value: values.get(counter) ?? 0 })),
        accepted: (stamp) => {
          repeated = Math.min(repeated, stamp);
          for (const { id } of values.keys()) if (unshown.delete(id)) zeroes.set(id, stamp);
        },
        unseen: () => {
          for (const [counter, shown] of before) counter.shown = shown;
        },
      };
    },
    holds: () => repeated > lastSeen || unshown.size > 0 || zeroes.size > 0,
  };
};

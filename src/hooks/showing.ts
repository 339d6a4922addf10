import type { Counter } from './counters.ts';

export interface ShowingOptions {
  /** How long a new label set stays 0, and values after a hole stay as they were: two scrapes, in milliseconds. */
  readonly holdMilliseconds: number;
  /** Longer than this without an accepted push is a hole, in milliseconds. */
  readonly holeMilliseconds?: number;
}

export interface View {
  readonly values: ReadonlyMap<Counter, number>;
  /** Counters that show more than ever before. */
  readonly risen: readonly { readonly id: number; readonly value: number }[];
  readonly accepted: (now: number) => void;
  /** The push certainly reached nobody: what it would have shown was not seen. */
  readonly unseen: () => void;
}

export interface Showing {
  readonly view: (counters: Iterable<Counter>, now: number) => View;
  /** The next time after `now` at which held values may move, if any are held. */
  readonly nextRelease: (now: number) => number | undefined;
}

/**
 * What a push shows (DESIGN 3.3). Prometheus sees only what it scrapes: a counter that appears with 5 has no increase,
 * and one that jumps while nobody looked has it in the wrong place. So a new label set is 0 for two scrapes, and after
 * our own start, or ten minutes without an accepted push, everything is as it was shown last for two scrapes.
 */
export const createShowing = ({ holdMilliseconds, holeMilliseconds = 600_000 }: ShowingOptions): Showing => {
  /** New label sets that no accepted push has shown yet, and those that one has: how long they stay 0. */
  const unshown = new Set<number>();
  const released = new Map<number, number>();
  let lastAccepted: number | undefined;
  let repeatUntil = Number.POSITIVE_INFINITY;

  const inHole = (now: number) => lastAccepted === undefined || now - lastAccepted > holeMilliseconds;

  const shownValue = ({ id, value, shown }: Counter, repeating: boolean, now: number): number => {
    if (shown === null || unshown.has(id)) return 0;
    if (repeating) return shown;
    return now < (released.get(id) ?? 0) ? shown : value;
  };

  return {
    view: (counters, now) => {
      const hole = inHole(now);
      const repeating = hole || now < repeatUntil;
      const before = new Map<Counter, number | null>();
      const values = new Map<Counter, number>();
      for (const counter of counters) {
        const value = shownValue(counter, repeating, now);
        values.set(counter, value);
        if (counter.shown === null) unshown.add(counter.id);
        if (value === counter.shown) continue;
        before.set(counter, counter.shown);
        counter.shown = value;
      }
      return {
        values,
        risen: [...before.keys()].map((counter) => ({ id: counter.id, value: values.get(counter) ?? 0 })),
        accepted: (at) => {
          lastAccepted = at;
          if (hole) repeatUntil = at + holdMilliseconds;
          for (const { id } of values.keys()) {
            if (unshown.delete(id)) released.set(id, at + holdMilliseconds);
          }
        },
        unseen: () => {
          for (const [counter, shown] of before) counter.shown = shown;
        },
      };
    },
    nextRelease: (now) => {
      for (const [id, time] of released) if (time <= now) released.delete(id);
      const times = [...released.values(), repeatUntil].filter((time) => time > now && Number.isFinite(time));
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
};

/** A counter, and what has been exposed of it. Amounts are integers of its metric's scale. */
export interface Shown {
  value: bigint;
  /** The most that any exposed state has shown of it. */
  shown: bigint;
  /** The first state that holds it at `shown`; `unstated` before there is one, `free` when nothing holds it. */
  heldSince: number;
}

export const unstated = Number.POSITIVE_INFINITY;
export const free = 0;

/** Longer than this in which Prometheus saw nothing new is a hole. */
export const holeMilliseconds = 600_000;

export interface ShownView<Counter extends Shown> {
  /** The number of this state; it grows with each. */
  readonly state: number;
  /** Counters that show their value, more than ever before: to be stored, and noted in `shown`, before it is exposed. */
  readonly risen: readonly Counter[];
  /** Counters whose value is held back. */
  readonly held: number;
}

export interface Showing {
  /** What to expose at `now` (milliseconds), when Prometheus has seen the states up to number `seen`. */
  readonly view: <Counter extends Shown>(
    counters: Iterable<Counter>,
    now: number,
    seen: number,
  ) => ShownView<Counter>;
  /** Whether values are held back, which the next scrapes may release. */
  readonly holds: () => boolean;
  /** Whether a counter waits for what Prometheus has seen, be it only to rise later. */
  readonly waits: () => boolean;
}

/**
 * What may be exposed. Prometheus knows only what it scrapes: a counter that appears with 5 has no increase, and one
 * that jumps between two looks has it in the wrong place. So a new label set is 0 until Prometheus has seen that; and
 * after our own start, or ten minutes in which it saw nothing, everything stays as it was shown last until it has seen
 * that. What it has seen it says itself (`seen.ts`): an answer that was sent may not have arrived.
 */
export const createShowing = (): Showing => {
  let state = 0;
  let lastSeen = 0;
  let progress: number | undefined;
  let held = 0;
  let waiting = false;

  /** Whether what came before was a hole. */
  const advance = (now: number, seen: number): boolean => {
    const isHole = progress !== undefined && now - progress > holeMilliseconds;
    if (isHole) progress = undefined;
    if (seen > lastSeen) {
      lastSeen = seen;
      progress = now;
    }
    return isHole;
  };

  /** Holds a counter from this state on, or lets it go when Prometheus has seen the state that held it first. */
  const hold = (counter: Shown, isAfterHole: boolean) => {
    if (isAfterHole || counter.heldSince === unstated) counter.heldSince = state;
    else if (counter.heldSince <= lastSeen) counter.heldSince = free;
  };

  return {
    view: <Counter extends Shown>(counters: Iterable<Counter>, now: number, seen: number) => {
      const isAfterHole = advance(now, seen);
      state += 1;
      held = 0;
      waiting = false;
      const risen: Counter[] = [];
      for (const counter of counters) {
        hold(counter, isAfterHole);
        waiting ||= counter.heldSince !== free;
        if (counter.value === counter.shown) continue;
        if (counter.heldSince === free) risen.push(counter);
        else held += 1;
      }
      return { state, risen, held };
    },
    holds: () => held > 0,
    waits: () => waiting,
  };
};

/**
 * Random on/off timelines of a stack: counters are scraped every 15 s for three days, the stack is off now and then
 * for half a minute to half a day, and in a third of the holes the ledger goes on counting (only Prometheus was
 * down). After a hole of over ten minutes, and at birth, the first three scrapes repeat what was shown last.
 */

export const step = 15;
export const day = 86_400 / step;
const length = 3 * day;
const heldScrapes = 3;
const longGap = 600 / step;

/** A number in [0, 1) that depends on the seed alone (mulberry32). */
export const random = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const between = (next: () => number, low: number, high: number): number =>
  low + Math.floor(next() * (high - low + 1));

const pick = <T>(next: () => number, choices: readonly T[]): T =>
  choices[between(next, 0, choices.length - 1)] as T;

/** True where Prometheus scrapes. */
export const uptime = (next: () => number): readonly boolean[] => {
  const up: boolean[] = [];
  for (let state = true; up.length < length; state = !state) {
    const [low, high] = pick(next, [
      [2, 80],
      [200, 1500],
      [1000, 4000],
    ] as const);
    up.push(...Array<boolean>(between(next, low, high)).fill(state));
  }
  return up.slice(0, length).map((on, at) => on || at < 4 || at >= length - 400);
};

/** Whether the ledger runs: always with Prometheus, and in a third of the holes without it. */
export const counting = (up: readonly boolean[], next: () => number): readonly boolean[] => {
  let alone = false;
  return up.map((on, at) => {
    if (!on && up[at - 1]) alone = next() < 1 / 3;
    return on || alone;
  });
};

/** What each scrape of one counter sees; undefined where there is none. */
export const scraped = (
  up: readonly boolean[],
  running: readonly boolean[],
  { birth, activity }: { readonly birth: number; readonly activity: number },
  next: () => number,
): readonly (number | undefined)[] => {
  let [live, shown, held, seen] = [0, 0, heldScrapes, Number.NaN];
  return up.map((on, at) => {
    if (at >= birth && running[at] && next() < activity) live += pick(next, [1, 1, 2, 50]);
    if (at < birth || !on) return undefined;
    if (at - seen > longGap) held = heldScrapes;
    seen = at;
    if (held > 0) held -= 1;
    else shown = live;
    return shown;
  });
};

/** The value shown last, at or before a step; 0 before the first. */
export const shownAt = (values: readonly (number | undefined)[], at: number): number =>
  values.slice(0, at + 1).findLast((value) => value !== undefined) ?? 0;

/** The values in promtool's notation: `_x3 5+0x2`. */
export const notation = (values: readonly (number | undefined)[]): string => {
  const parts: string[] = [];
  for (let at = 0; at < values.length; ) {
    const value = values[at];
    let end = at;
    while (end < values.length && values[end] === value) end += 1;
    parts.push(value === undefined ? `_x${end - at}` : `${value}+0x${end - at - 1}`);
    at = end;
  }
  return parts.join(' ');
};

/** A fixed length of time. */
export type Length = `${number}${'s' | 'm' | 'h' | 'd' | 'w'}`;

/** Length of the range a counter is read over: a variable of Grafana on a dashboard, a fixed one in a rule. */
export type CounterRange = '$__rate_interval' | '$__range' | '$__interval' | Length;

const seconds = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 } as const;
type LengthUnit = keyof typeof seconds;

const secondsOf = (length: Length): number =>
  Number(length.slice(0, -1)) * seconds[length.slice(-1) as LengthUnit];

const lengthOf = (sum: number): Length => {
  const unit = (['d', 'h', 'm', 's'] as const).find((name) => sum % seconds[name] === 0) ?? 's';
  return `${sum / seconds[unit]}${unit}`;
};

/** Both lengths together, in the largest unit without a fraction. */
export const together = (one: Length, other: Length): Length => lengthOf(secondsOf(one) + secondsOf(other));

/** The first length without the second. */
export const less = (whole: Length, part: Length): Length => lengthOf(secondsOf(whole) - secondsOf(part));

/** A length several times over. */
export const times = (length: Length, count: number): Length => lengthOf(secondsOf(length) * count);

/** Longer than Prometheus looks back by default, and as long as a hole may be without an opening balance. */
export const lookBack = '15m' satisfies Length;
/** As long as Prometheus looks back for a selector without a window; other engines look back by the step. */
export const selectorLookBack = '5m' satisfies Length;
/** The longest hole that is read across. */
export const longestHole = '31d' satisfies Length;
/** At least as long, in a unit that no step of a chart has: a step can be written behind it, `5w2h`. */
export const longestHoleInWeeks = '5w' satisfies Length;

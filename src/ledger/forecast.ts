import { type Calendar, firstDayOf, type Period, quarterMilliseconds } from '../config/calendar.ts';

/** What was spent in a quarter of an hour, counted from 1970. */
export interface SpentQuarter {
  readonly quarter: number;
  readonly amount: number;
}

export interface Forecast {
  /** What will be spent by the end of the period, with what was spent already. */
  readonly low: number;
  readonly expected: number;
  readonly high: number;
  /** When `limit` is reached as expected, in milliseconds; undefined: not in this period. */
  readonly exhausted: number | undefined;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How far back the same weekdays are looked at. */
export const weeksBack = 8;
/** With fewer weeks nothing can be said about weekdays. */
const leastWeeks = 2;

/** Days since 1970 of a local day. */
const numberOf = (day: string): number => Date.parse(day) / dayMs;

/** The value below which a share of the sorted values lies, between the two nearest. */
const quantile = (sorted: readonly number[], share: number): number => {
  const at = (sorted.length - 1) * share;
  const [below = 0, above = below] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (above - below) * (at - Math.floor(at));
};

/** The hours from now to the end of the period: when each begins, how much of it is left, and its place in the week. */
const hoursLeft = (calendar: Calendar, period: Period, now: number) => {
  const present = firstDayOf(period, calendar(now));
  const left: { readonly at: number; readonly share: number; readonly place: string }[] = [];
  for (
    let at = now;
    firstDayOf(period, calendar(at)) === present;
    at = (Math.floor(at / hourMs) + 1) * hourMs
  ) {
    const { day, hour } = calendar(at);
    const share = 1 - (at % hourMs) / hourMs;
    left.push({ at, share, place: `${(numberOf(day) + 3) % 7} ${hour}` });
  }
  return left;
};

/**
 * What will be spent by the end of the period. The rest of it is spent as the same hours of the same weekdays were: one
 * estimate from each of the last eight weeks. Expected is their mean, the band holds eight of ten of them.
 *
 * @param quarters what was spent in the last weeks
 * @param spent what was spent of the period so far
 * @returns undefined with less than two weeks of history
 */
export const forecastOf = (
  quarters: readonly SpentQuarter[],
  {
    calendar,
    period,
    now,
    spent,
    limit,
  }: {
    readonly calendar: Calendar;
    readonly period: Period;
    readonly now: number;
    readonly spent: number;
    readonly limit: number;
  },
): Forecast | undefined => {
  const today = numberOf(calendar(now).day);
  const weekOf = (day: string) => Math.floor((today - 1 - numberOf(day)) / 7);
  const past = quarters
    .map(({ quarter, amount }) => ({ ...calendar(quarter * quarterMilliseconds), amount }))
    .filter(({ day }) => numberOf(day) < today && weekOf(day) < weeksBack);
  const first = Math.min(...past.map(({ day }) => numberOf(day)));
  // The first day of all is often the evening of an installation: whole weeks count.
  const weeks = Number.isFinite(first) ? Math.min(weeksBack, Math.floor((today - first) / 7)) : 0;
  if (weeks < leastWeeks) return undefined;
  const profiles = Array.from({ length: weeks }, () => new Map<string, number>());
  for (const { day, hour, amount } of past) {
    const profile = profiles[weekOf(day)];
    const place = `${(numberOf(day) + 3) % 7} ${hour}`;
    profile?.set(place, (profile.get(place) ?? 0) + amount);
  }
  const left = hoursLeft(calendar, period, now);
  const totals = profiles.map(
    (profile) => spent + left.reduce((sum, { place, share }) => sum + share * (profile.get(place) ?? 0), 0),
  );
  const sorted = totals.toSorted((a, b) => a - b);
  let sum = spent;
  const reaching = left.find(({ place, share }) => {
    const mean = profiles.reduce((all, profile) => all + (profile.get(place) ?? 0), 0) / weeks;
    sum += share * mean;
    return sum >= limit;
  });
  return {
    low: quantile(sorted, 0.1),
    expected: totals.reduce((all, total) => all + total, 0) / weeks,
    high: quantile(sorted, 0.9),
    exhausted: spent >= limit ? undefined : reaching?.at,
  };
};

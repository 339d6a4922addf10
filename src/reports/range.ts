import { createCalendar, quarterMilliseconds } from '../config/calendar.ts';
import { exitCode, Failure } from '../failure.ts';
import { momentOf } from '../queries/moment.ts';

/** Whole local days, so that sums of days are sums of the report. */
export interface ReportRange {
  /** First and last day, `2026-11-30`. */
  readonly first: string;
  readonly last: string;
  readonly days: number;
  /** The first and the last microsecond of them. */
  readonly since: number;
  readonly until: number;
}

const dayMilliseconds = 86_400_000;
const dayMicroseconds = dayMilliseconds * 1000;
const mostDays = 3660;

const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMilliseconds).toISOString().slice(0, 10);

const daysBetween = (first: string, last: string): number =>
  Math.round((Date.parse(last) - Date.parse(first)) / dayMilliseconds) + 1;

/** The first microsecond of a local day: zones begin their days within a day of UTC, on a quarter of an hour. */
const startOf = (day: string, zone: string | undefined): number => {
  const calendar = createCalendar(zone);
  const middle = Math.floor(Date.parse(day) / quarterMilliseconds);
  let [before, within] = [middle - 96, middle + 96];
  while (within - before > 1) {
    const half = Math.floor((before + within) / 2);
    if (calendar(half * quarterMilliseconds).day < day) before = half;
    else within = half;
  }
  return within * quarterMilliseconds * 1000;
};

const rangeOfDays = (first: string, last: string, zone: string | undefined): ReportRange => ({
  first,
  last,
  days: daysBetween(first, last),
  since: startOf(first, zone),
  until: startOf(plusDays(last, 1), zone) - 1,
});

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

const dayOf = (text: string, option: string, { zone, now }: { zone: string | undefined; now: number }) => {
  if (isDay(text) && Number.isFinite(Date.parse(text))) return text;
  const moment = momentOf(text, now / 1000);
  if (!Number.isFinite(moment))
    throw new Failure(`"${text}" is not a time.`, {
      where: option,
      fix: 'Say 7d, 4w, or a date such as 2026-11-20.',
      exitCode: exitCode.usage,
    });
  const isBack = /^\d+[a-z]$/.test(text);
  // `7d` are seven days, today among them.
  return createCalendar(zone)((isBack ? Math.min(now, moment + dayMicroseconds) : moment) / 1000).day;
};

export interface RangeAsked {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/**
 * The days that a report is about; without `since`, seven with today.
 * @param now microseconds since 1970
 * @throws Failure for what is not a time, and where the range is empty or longer than ten years
 */
export const rangeOf = (
  { since = '7d', until }: RangeAsked,
  zone: string | undefined,
  now: number,
): ReportRange => {
  const last =
    until === undefined ? createCalendar(zone)(now / 1000).day : dayOf(until, '--until', { zone, now });
  const first = dayOf(since, '--since', { zone, now });
  const days = daysBetween(first, last);
  if (days >= 1 && days <= mostDays) return rangeOfDays(first, last, zone);
  throw new Failure(
    days < 1 ? `The range ends before it begins: ${first} to ${last}.` : 'The range is too long.',
    {
      fix: 'Say --since 7d, or two dates: --since 2026-11-01 --until 2026-11-30.',
      exitCode: exitCode.usage,
    },
  );
};

/** As many days just before. */
export const rangeBefore = ({ first, days }: ReportRange, zone: string | undefined): ReportRange =>
  rangeOfDays(plusDays(first, -days), plusDays(first, -1), zone);

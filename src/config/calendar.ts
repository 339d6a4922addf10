/** Where a moment lies in the calendar of a time zone. */
export interface LocalTime {
  /** `2026-11-30`. */
  readonly day: string;
  /** 0 to 23. */
  readonly hour: number;
  /** Monday is 1. */
  readonly weekday: number;
  /** ISO 8601: `2026-W49`, from Monday. */
  readonly week: string;
  /** The Monday of its week, as a day. */
  readonly monday: string;
  /** `2026-11` */
  readonly month: string;
}

/** What a moment is called in a time zone. */
export type Calendar = (milliseconds: number) => LocalTime;

const dayMilliseconds = 86_400_000;
/** All zones of the world differ from UTC by whole quarters of an hour. */
export const quarterMilliseconds = 900_000;
const mostRemembered = 10_000;

/** The time zone of this machine, as an IANA name. */
export const machineZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** The week that a day is in. It is of the year of its Thursday. */
const weekOf = (day: string): Pick<LocalTime, 'weekday' | 'week' | 'monday'> => {
  const at = Date.parse(day);
  const weekday = new Date(at).getUTCDay() || 7;
  const monday = at - (weekday - 1) * dayMilliseconds;
  const year = new Date(monday + 3 * dayMilliseconds).getUTCFullYear();
  const number =
    Math.floor((monday + 3 * dayMilliseconds - Date.UTC(year, 0, 1)) / (7 * dayMilliseconds)) + 1;
  return { weekday, week: `${year}-W${String(number).padStart(2, '0')}`, monday: dayOf(monday) };
};

/** The one definition of today and of this week: days of `zone` (default: the machine's), weeks from Monday. */
export const createCalendar = (zone: string = machineZone()): Calendar => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const known = new Map<number, LocalTime>();
  return (milliseconds) => {
    const quarter = Math.floor(milliseconds / quarterMilliseconds);
    const remembered = known.get(quarter);
    if (remembered) return remembered;
    const parts = Object.fromEntries(
      format.formatToParts(quarter * quarterMilliseconds).map(({ type, value }) => [type, value]),
    );
    const day = `${parts['year']}-${parts['month']}-${parts['day']}`;
    const local = { day, hour: Number(parts['hour']), month: day.slice(0, 7), ...weekOf(day) };
    if (known.size >= mostRemembered) known.clear();
    known.set(quarter, local);
    return local;
  };
};

export const periods = ['daily', 'weekly', 'monthly'] as const;
export type Period = (typeof periods)[number];

/** The first day of the period that a day lies in. */
export const firstDayOf = (period: Period, { day, monday, month }: LocalTime): string =>
  ({ daily: day, weekly: monday, monthly: `${month}-01` })[period];

/** Longer than any period: the longest month, and an hour for the change of the clock. */
const beyondAnyPeriod = 32 * dayMilliseconds;

/** The quarter of an hour between an earlier and a later one with which something begins to hold. */
const firstQuarter = (earlier: number, later: number, holds: (quarter: number) => boolean): number => {
  let [without, having] = [earlier, later];
  while (having - without > 1) {
    const middle = Math.floor((without + having) / 2);
    if (holds(middle)) having = middle;
    else without = middle;
  }
  return having;
};

const quarterOf = (milliseconds: number): number => Math.floor(milliseconds / quarterMilliseconds);

/** The quarter of an hour, counted from 1970, with which the period that a moment lies in begins. */
export const firstQuarterOf = (calendar: Calendar, period: Period, milliseconds: number): number => {
  const present = firstDayOf(period, calendar(milliseconds));
  return firstQuarter(
    quarterOf(milliseconds - beyondAnyPeriod),
    quarterOf(milliseconds),
    (quarter) => firstDayOf(period, calendar(quarter * quarterMilliseconds)) === present,
  );
};

/** The seconds from a moment to the end of the period that it lies in. */
export const secondsLeft = (calendar: Calendar, period: Period, milliseconds: number): number => {
  const present = firstDayOf(period, calendar(milliseconds));
  const end = firstQuarter(
    quarterOf(milliseconds),
    quarterOf(milliseconds + beyondAnyPeriod),
    (quarter) => firstDayOf(period, calendar(quarter * quarterMilliseconds)) !== present,
  );
  return (end * quarterMilliseconds - milliseconds) / 1000;
};

/** Where a moment lies in the calendar of a time zone. */
export interface LocalTime {
  /** `2026-11-30`. */
  readonly day: string;
  /** 0 to 23. */
  readonly hour: number;
  /** The Monday of its week, as a day. */
  readonly week: string;
}

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

const mondayOf = (day: string): string => {
  const at = Date.parse(day);
  const daysAfterMonday = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - daysAfterMonday * dayMilliseconds).toISOString().slice(0, 10);
};

/** The one definition of today and of this week: days of `zone`, weeks from Monday. */
export const createCalendar = (zone: string): Calendar => {
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
    const local = { day, hour: Number(parts['hour']), week: mondayOf(day) };
    if (known.size >= mostRemembered) known.clear();
    known.set(quarter, local);
    return local;
  };
};

export const periods = ['daily', 'weekly', 'monthly'] as const;
export type Period = (typeof periods)[number];

/** The first day of the period that a day lies in. */
export const firstDayOf = (period: Period, { day, week }: LocalTime): string =>
  ({ daily: day, weekly: week, monthly: `${day.slice(0, 8)}01` })[period];

/** The seconds from a moment to the end of the period that it lies in. */
export const secondsLeft = (calendar: Calendar, period: Period, milliseconds: number): number => {
  const present = firstDayOf(period, calendar(milliseconds));
  // Half-way again and again: within the longest month, and an hour for the change of the clock.
  let [inside, outside] = [milliseconds, milliseconds + 32 * dayMilliseconds].map((at) =>
    Math.floor(at / quarterMilliseconds),
  ) as [number, number];
  while (outside - inside > 1) {
    const middle = Math.floor((inside + outside) / 2);
    if (firstDayOf(period, calendar(middle * quarterMilliseconds)) === present) inside = middle;
    else outside = middle;
  }
  return (outside * quarterMilliseconds - milliseconds) / 1000;
};

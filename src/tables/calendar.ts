import { createCalendar as createZoneCalendar, machineZone } from '../config/calendar.ts';
import type { Database } from '../store/database.ts';
import { slotMicroseconds } from './schema.ts';

/** A time as the configured zone calls it. */
export interface LocalTime {
  /** `2026-11-30` */
  readonly day: string;
  readonly hour: number;
  /** Monday is 1. */
  readonly weekday: number;
  /** ISO 8601: `2026-W49`, from Monday. */
  readonly week: string;
  /** `2026-11` */
  readonly month: string;
}

const dayMilliseconds = 86_400_000;

/** The ISO week that a day is in: that of its Thursday. */
const weekOf = (year: number, month: number, date: number): { week: string; weekday: number } => {
  const day = new Date(Date.UTC(year, month - 1, date));
  const weekday = day.getUTCDay() || 7;
  const thursday = new Date(day.getTime() + (4 - weekday) * dayMilliseconds);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const number = Math.floor((thursday.getTime() - first) / (7 * dayMilliseconds)) + 1;
  return { week: `${thursday.getUTCFullYear()}-W${String(number).padStart(2, '0')}`, weekday };
};

/** Reads times in a zone (`Europe/Berlin`); without one in the machine's. */
export const localTimes = (zone: string | undefined): ((microseconds: number) => LocalTime) => {
  const calendar = createZoneCalendar(zone ?? machineZone());
  return (microseconds) => {
    const { day, hour } = calendar(microseconds / 1000);
    const [year, month, date] = day.split('-').map(Number) as [number, number, number];
    return { day, hour, month: day.slice(0, 7), ...weekOf(year, month, date) };
  };
};

export const slotOf = (microseconds: number): number => Math.floor(microseconds / slotMicroseconds);

/** Local times by quarter of an hour, each written once. No zone of today is off by less than a quarter. */
export interface Calendar {
  readonly at: (slot: number) => LocalTime;
  readonly rolledBack: () => void;
}

export const createCalendar = (database: Database, zone: string | undefined): Calendar => {
  const insert = database.prepare('INSERT OR REPLACE INTO calendar VALUES (?, ?, ?, ?, ?, ?)');
  const local = localTimes(zone);
  const known = new Map<number, LocalTime>();
  return {
    at: (slot) => {
      let time = known.get(slot);
      if (!time) {
        time = local(slot * slotMicroseconds);
        insert.run(slot, time.day, time.hour, time.weekday, time.week, time.month);
        if (known.size > 50_000) known.clear();
        known.set(slot, time);
      }
      return time;
    },
    rolledBack: () => known.clear(),
  };
};

import { createCalendar, type LocalTime, quarterMilliseconds } from '../config/calendar.ts';
import type { Database } from '../store/database.ts';
import { slotMicroseconds } from './schema.ts';

/** The quarter of an hour that a time (microseconds since 1970) lies in, counted from 1970. */
export const slotOf = (microseconds: number): number => Math.floor(microseconds / slotMicroseconds);

/** The table of local times by quarter of an hour, which every view reads day, hour and week from. */
export interface CalendarTable {
  /** What a quarter of an hour is called; it is in the table afterwards. */
  readonly at: (slot: number) => LocalTime;
  readonly rolledBack: () => void;
}

const mostRemembered = 50_000;

const writerOf = (database: Database, zone: string | undefined) => {
  const insert = database.prepare('INSERT OR REPLACE INTO calendar VALUES (?, ?, ?, ?, ?, ?)');
  const calendar = createCalendar(zone);
  return (slot: number): LocalTime => {
    const time = calendar(slot * quarterMilliseconds);
    insert.run(slot, time.day, time.hour, time.weekday, time.week, time.month);
    return time;
  };
};

export const createCalendarTable = (database: Database, zone: string | undefined): CalendarTable => {
  const write = writerOf(database, zone);
  const known = new Map<number, LocalTime>();
  return {
    at: (slot) => {
      let time = known.get(slot);
      if (!time) {
        time = write(slot);
        if (known.size > mostRemembered) known.clear();
        known.set(slot, time);
      }
      return time;
    },
    rolledBack: () => known.clear(),
  };
};

/** Calls every quarter of an hour that is in the table what it is in another zone. Within a transaction. */
export const rewriteCalendar = (database: Database, zone: string): void => {
  const write = writerOf(database, zone);
  for (const { slot } of database.prepare('SELECT slot FROM calendar').all() as { slot: number }[])
    write(slot);
};

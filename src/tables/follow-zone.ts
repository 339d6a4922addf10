import type { Database } from '../store/database.ts';
import { rewriteCalendar } from './calendar.ts';
import { measureNames } from './measures.ts';

/** Adds or takes away what quarters of an hour gave to the days that the calendar puts them in. */
const moveSums = (database: Database, sign: '' | '-'): void => {
  const columns = measureNames.join(', ');
  database.exec(`
    INSERT INTO day_data (day, origin, model, ${columns})
    SELECT c.day, s.origin, s.model, ${measureNames.map((name) => `${sign}sum(s.${name})`).join(', ')}
    FROM slots s JOIN calendar c ON c.slot = s.slot WHERE true GROUP BY c.day, s.origin, s.model
    ON CONFLICT DO UPDATE SET ${measureNames.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`);
};

/**
 * Makes days, hours and weeks those of another time zone. Quarters of an hour are kept as long as events, so days that
 * are older stay what they were; totals never change. Within a transaction.
 */
export const followZone = (database: Database, zone: string): void => {
  const stored = database.prepare("SELECT value FROM table_facts WHERE name = 'zone'").get() as
    | { value: string }
    | undefined;
  if (stored?.value === zone) return;
  if (stored) {
    moveSums(database, '-');
    rewriteCalendar(database, zone);
    moveSums(database, '');
    database.exec(`DELETE FROM day_data WHERE ${measureNames.map((name) => `${name} = 0`).join(' AND ')}`);
  }
  database.prepare("INSERT OR REPLACE INTO table_facts VALUES ('zone', ?)").run(zone);
};

import type { Database } from '../store/database.ts';
import type { Tables } from './tables.ts';

/** Rows moved in one transaction: some milliseconds, so that no request waits for long. */
const portion = 300;

interface OldEvent {
  readonly id: number;
  readonly identity: string;
  readonly time: number;
  readonly received: number;
  readonly name: string;
  readonly session: string;
  readonly attributes: string;
}

const hasTable = (database: Database, name: string): boolean =>
  database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined;

/**
 * Takes over the money of sessions and days that a version without typed tables added up, once, before anything new is
 * written: the sender of a day's money was not recorded then. Within a transaction.
 */
export const carryOldSums = (database: Database): void => {
  const isFresh =
    database.prepare('SELECT 1 FROM session_data UNION ALL SELECT 1 FROM day_data LIMIT 1').get() ===
    undefined;
  if (!isFresh || !hasTable(database, 'events_before_tables')) return;
  database.exec(`
    INSERT INTO session_data (session_id, started, ended, cost_nanodollars)
      SELECT id, first, last, cost_metrics FROM open_sessions;
    INSERT INTO day_data (day, origin, model, cost_nanodollars, starts)
      SELECT date(quarter * 900, 'unixepoch'), 0, '', sum(CASE WHEN metric LIKE '%cost_usage%' THEN amount ELSE 0 END),
        sum(CASE WHEN metric LIKE '%session_count%' THEN amount ELSE 0 END)
      FROM spent_quarters WHERE labels = '{}' GROUP BY 1`);
};

/**
 * Moves events that a version without typed tables stored as JSON into their tables, a portion a call, within the
 * transaction under way: what is moved is gone from the old table, so that it goes on wherever it was stopped.
 * @returns true when there may be more.
 */
export const moveOldEvents = (database: Database, tables: Tables): boolean => {
  if (!hasTable(database, 'events_before_tables')) return false;
  const rows = database
    .prepare('SELECT * FROM events_before_tables ORDER BY id LIMIT ?')
    .all(portion) as unknown as OldEvent[];
  const remove = database.prepare('DELETE FROM events_before_tables WHERE id = ?');
  for (const { id, attributes, ...row } of rows) {
    tables.event({
      ...row,
      attributes: new Map(
        Object.entries(JSON.parse(attributes) as Record<string, string | number | boolean>),
      ),
      resource: new Map(),
    });
    remove.run(id);
  }
  if (rows.length === 0) database.exec('DROP TABLE events_before_tables');
  return rows.length > 0;
};

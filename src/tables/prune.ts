import type { Database } from '../store/database.ts';
import { eventTables, tableOfEvent } from './event-table.ts';
import { dataTable, quoted, slotMicroseconds } from './schema.ts';

export interface PruneLimits {
  /** Spans received before this go; of the others the newest stay, this many. */
  readonly spans: number;
  readonly mostSpans: number;
  /** Events received before this go, and what is kept as long as they are: tool calls, sums of quarters of an hour. */
  readonly events: number;
  /** Sessions, turns, days, windows of plans and merged pull requests before this go; absent: never. */
  readonly history: number | undefined;
}

const spanTables = eventTables.filter(({ source }) => source === 'span').map(({ name }) => dataTable(name));

/** Deletes one portion of old spans, and of those that are too many. */
const pruneSpans = (database: Database, { spans, mostSpans }: PruneLimits, portion: number): boolean => {
  // Ids are given in the order of receipt.
  const oldest = database.prepare('SELECT id, received FROM span_list ORDER BY id LIMIT ?').all(portion) as {
    id: number;
    received: number;
  }[];
  const { newest } = database.prepare('SELECT max(id) AS newest FROM span_list').get() as { newest: number };
  const going = oldest.filter(({ id, received }) => received < spans || id <= newest - mostSpans);
  if (going.length === 0) return false;
  const ids = JSON.stringify(going.map(({ id }) => id));
  for (const table of [...spanTables, 'span_list'])
    database.prepare(`DELETE FROM ${quoted(table)} WHERE id IN (SELECT value FROM json_each(?))`).run(ids);
  return going.length >= portion;
};

/**
 * Deletes one portion of what is older than its limit.
 * @returns true when there may be more.
 */
export const pruneTables = (database: Database, limits: PruneLimits, portion: number): boolean => {
  const { events, history } = limits;
  const run = (sql: string, ...values: (number | string)[]): boolean =>
    Number(database.prepare(sql).run(...values).changes) >= portion;
  // Ids are given in the order of receipt.
  const oldest = database
    .prepare('SELECT id, name, received FROM event_list ORDER BY id LIMIT ?')
    .all(portion) as { id: number; name: string; received: number }[];
  const going = oldest.filter(({ received }) => received < events);
  for (const name of new Set(going.map((row) => row.name))) {
    const ids = JSON.stringify(going.filter((row) => row.name === name).map(({ id }) => id));
    run(
      `DELETE FROM ${quoted(dataTable(tableOfEvent(name)))} WHERE id IN (SELECT value FROM json_each(?))`,
      ids,
    );
    run('DELETE FROM event_list WHERE id IN (SELECT value FROM json_each(?))', ids);
  }
  const more = [
    pruneSpans(database, limits, portion),
    going.length >= portion,
    run(
      `DELETE FROM tool_call_data WHERE id IN (SELECT id FROM tool_call_data WHERE started < ? ORDER BY started LIMIT ${portion})`,
      events,
    ),
    run(
      `DELETE FROM unclaimed WHERE rowid IN (SELECT rowid FROM unclaimed WHERE time < ? LIMIT ${portion})`,
      events,
    ),
    run(
      `DELETE FROM slots WHERE (slot, origin, model) IN (SELECT slot, origin, model FROM slots WHERE slot < ? LIMIT ${portion})`,
      Math.floor(events / slotMicroseconds),
    ),
  ];
  if (history !== undefined) {
    more.push(
      run(
        `DELETE FROM session_models WHERE (session, model) IN (SELECT m.session, m.model FROM session_models m
           JOIN session_data s ON s.id = m.session WHERE s.ended < ? LIMIT ${portion})`,
        history,
      ),
      run(
        `DELETE FROM session_data WHERE id IN (SELECT id FROM session_data s WHERE ended < ?
           AND NOT EXISTS (SELECT 1 FROM session_models m WHERE m.session = s.id) LIMIT ${portion})`,
        history,
      ),
      run(
        `DELETE FROM turn_data WHERE id IN (SELECT id FROM turn_data WHERE ended < ? LIMIT ${portion})`,
        history,
      ),
      run(
        `DELETE FROM day_data WHERE (day, origin, model) IN (SELECT day, origin, model FROM day_data WHERE day < ? LIMIT ${portion})`,
        new Date(history / 1000).toISOString().slice(0, 10),
      ),
      run('DELETE FROM plan_window_data WHERE resets < ?', history),
      run('DELETE FROM merged_pull_data WHERE merged < ?', history),
    );
  }
  return more.some(Boolean);
};

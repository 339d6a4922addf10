import type { Database } from '../store/database.ts';
import { tableOfEvent } from '../tables/event-table.ts';
import { type ClickhouseTable, eventDataTables, eventList, identityOf } from './stored-table.ts';

/** Events of the ledger by their numbers: after `from`, up to `to`. */
export interface Batch {
  readonly from: number;
  readonly to: number;
}

/** An event of a batch, by the hash over everything it came with. */
export interface BatchedEvent {
  readonly id: number;
  readonly identity: string;
  readonly time: number;
  readonly table: string;
}

/** The next events after a number, at most `most`. */
export const nextBatch = (database: Database, from: number, most: number): Batch | undefined => {
  const { to } = database
    .prepare('SELECT max(id) AS "to" FROM (SELECT id FROM event_list WHERE id > ? ORDER BY id LIMIT ?)')
    .get(from, most) as { to: number | null };
  return to === null ? undefined : { from, to };
};

export const eventsOf = (database: Database, { from, to }: Batch): readonly BatchedEvent[] =>
  (
    database
      .prepare(
        `SELECT id, ${identityOf('event_list')} AS identity, time, name FROM event_list WHERE id > ? AND id <= ? ORDER BY id`,
      )
      .all(from, to) as { id: number; identity: string; time: number; name: string }[]
  ).map(({ name, ...event }) => ({ ...event, table: tableOfEvent(name) }));

/** The rows of some events in their table, or in the list of all, as JSON arrays. */
export const rowsOf = (
  database: Database,
  table: ClickhouseTable,
  ids: readonly number[],
): readonly string[] =>
  (
    database
      .prepare(
        `SELECT json_array(${table.columns.map(({ value }) => value).join(', ')}) AS row
         FROM json_each(?) i CROSS JOIN ${table.source} e ON e.id = i.value ${table.joins}`,
      )
      .all(JSON.stringify(ids)) as { row: string }[]
  ).map(({ row }) => row);

/** The tables of a batch with the numbers of their events; the list of all comes last. */
export const tablesOf = (
  events: readonly BatchedEvent[],
): readonly (readonly [table: ClickhouseTable, ids: readonly number[]])[] => {
  const byTable = new Map<string, number[]>();
  for (const { table, id } of events) {
    const ids = byTable.get(table) ?? [];
    ids.push(id);
    byTable.set(table, ids);
  }
  const filled = [...byTable].flatMap(([name, ids]) => {
    const table = eventDataTables.get(name);
    return table ? [[table, ids] as const] : [];
  });
  return [...filled, [eventList, events.map(({ id }) => id)] as const];
};

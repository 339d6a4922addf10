import { eventTables } from '../../tables/event-table.ts';
import { dataTable, quoted } from '../../tables/schema.ts';
import type { Cell } from '../engine/question.ts';
import type { SqlReader } from '../engine/reader.ts';
import { type AnswerRow, objectsOf } from './row.ts';

const tableNames = new Map(
  eventTables.map(({ source, of, name }) => [source === 'hook' ? `hook ${of}` : of, name]),
);

/** The table of an event in the list. */
const tableOf = (name: string): string =>
  tableNames.get(name) ?? (name.startsWith('hook ') ? 'hook_unknown' : 'unknown_event');

export const eventSelect = ({
  order,
  limit,
  offset,
  hasSearch,
  sessions,
}: {
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
  readonly hasSearch: boolean;
  /** The sessions whose events are meant, as SQL that has their ids; absent: all, and what is of no session. */
  readonly sessions?: string | undefined;
}): string => `
  SELECT e.id, e.time, e.timestamp, e.day, e.name, e.session_id FROM events e
  WHERE e.time >= :since AND e.time < :until AND (:name IS NULL OR e.name = :name)
    AND (:session IS NULL OR e.session_id IN
      (SELECT session_id FROM session_data WHERE session_id >= :session AND session_id < :session || char(1114111)))
    ${sessions === undefined ? '' : `AND e.session_id IN (${sessions})`}
    ${hasSearch ? "AND (e.name LIKE :search ESCAPE '\\' OR e.session_id LIKE :search ESCAPE '\\')" : ''}
  ORDER BY e.time ${order}, e.id ${order} LIMIT ${limit} OFFSET ${offset}`;

const leftOut = new Set(['id', 'time', 'session', 'origin', 'turn', 'call', 'other']);

const valuesOf = (row: AnswerRow): Record<string, Cell> => {
  const values = Object.fromEntries(
    Object.entries(row).filter(([name, value]) => value !== null && !leftOut.has(name)),
  );
  return row['other'] ? { ...values, ...(JSON.parse(String(row['other'])) as Record<string, Cell>) } : values;
};

/** Listed events with what is kept of each. */
export const attributesFrom = async (
  reader: SqlReader,
  listed: readonly AnswerRow[],
): Promise<readonly object[]> => {
  const values = new Map<number, Record<string, Cell>>();
  for (const table of new Set(listed.map(({ name }) => tableOf(String(name))))) {
    const ids = listed.filter(({ name }) => tableOf(String(name)) === table).map(({ id }) => id);
    const rows = objectsOf(
      await reader.ask({
        sql: `SELECT e.*, t.prompt_id, k.tool_use_id FROM ${quoted(dataTable(table))} e
          LEFT JOIN turn_data t ON t.id = e.turn LEFT JOIN tool_call_data k ON k.id = e.call
          WHERE e.id IN (SELECT value FROM json_each(:ids))`,
        parameters: { ids: JSON.stringify(ids) },
      }),
    );
    for (const row of rows) values.set(Number(row['id']), valuesOf(row));
  }
  return listed.map((row) => ({ ...row, attributes: values.get(Number(row['id'])) ?? {} }));
};

/** Most events of one session that its page is given. */
const mostEvents = 5000;

/** Everything that happened in a session, oldest first. */
export const timelineOf = async (reader: SqlReader, session: string): Promise<readonly object[]> => {
  const listed = objectsOf(
    await reader.ask({
      sql: `SELECT id, time, timestamp, name FROM events WHERE session_id = :session ORDER BY time, id LIMIT ${mostEvents}`,
      parameters: { session },
    }),
  );
  return attributesFrom(reader, listed);
};

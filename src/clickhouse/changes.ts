import type { Database } from '../store/database.ts';
import { changingTables } from './changing-tables.ts';
import type { ClickhouseTable } from './stored-table.ts';

/**
 * What changed in the ledger's tables since ClickHouse was told, one line a row of them, written by triggers in the
 * transaction of the change itself. The number of a line is the version of its row: a row that changes again gets a new
 * line and a higher number.
 */
const list = 'clickhouse_changes';

const keyOf = ({ keys = [] }: ClickhouseTable, row: string): string =>
  `json_array(${keys.map((key) => `${row}${key}`).join(', ')})`;

/** Deletes and inserts: OR REPLACE would give way to how the statement that fires the trigger treats conflicts. */
const note = (table: ClickhouseTable, event: 'INSERT' | 'UPDATE'): string => `
  CREATE TRIGGER IF NOT EXISTS ${list}_${table.name}_${event.toLowerCase()} AFTER ${event} ON ${table.source} BEGIN
    DELETE FROM ${list} WHERE name = '${table.name}' AND key = ${keyOf(table, 'new.')};
    INSERT INTO ${list} (name, key) VALUES ('${table.name}', ${keyOf(table, 'new.')});
  END;`;

const tables = changingTables([]);

/** Rows without a sender of their own show that of their session: when it becomes known, they have changed, too. */
const ofSession = ['turn_data', 'tool_call_data'] as const;
const noteSender = `
  CREATE TRIGGER IF NOT EXISTS ${list}_sender AFTER UPDATE OF origin ON session_data
  WHEN new.origin IS NOT old.origin BEGIN
    ${ofSession
      .map(
        (table) => `
    DELETE FROM ${list} WHERE name = '${table}' AND key IN (SELECT json_array(id) FROM ${table} WHERE session = new.id);
    INSERT INTO ${list} (name, key) SELECT '${table}', json_array(id) FROM ${table} WHERE session = new.id;`,
      )
      .join('')}
  END;`;

/** Begins to note changes. Within a transaction. */
export const noteChanges = (database: Database): void => {
  database.exec(`CREATE TABLE IF NOT EXISTS ${list} (
    version INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (name, key))`);
  for (const table of tables)
    for (const event of ['INSERT', 'UPDATE'] as const) database.exec(note(table, event));
  database.exec(noteSender);
};

/** Notes no changes any more, and forgets those that were noted. Within a transaction. */
export const noteNoChanges = (database: Database): void => {
  for (const { name } of tables)
    for (const event of ['insert', 'update'])
      database.exec(`DROP TRIGGER IF EXISTS ${list}_${name}_${event}`);
  database.exec(`DROP TRIGGER IF EXISTS ${list}_sender`);
  database.exec(`DROP TABLE IF EXISTS ${list}`);
};

/** Notes every row as changed, with versions above `above`. Within a transaction. */
export const noteEverything = (database: Database, above: number): void => {
  database.exec(`INSERT INTO sqlite_sequence (name, seq) SELECT '${list}', 0
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = '${list}')`);
  database.prepare(`UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = '${list}'`).run(above);
  for (const table of tables)
    database.exec(
      `INSERT OR REPLACE INTO ${list} (name, key) SELECT '${table.name}', ${keyOf(table, '')} FROM ${table.source}`,
    );
};

export const changesWaiting = (database: Database): number =>
  (database.prepare(`SELECT count(*) AS waiting FROM ${list}`).get() as { waiting: number }).waiting;

export interface Changes {
  /** One row a line, as JSON arrays: the version, then the columns. */
  readonly rows: readonly string[];
  readonly first: number;
  readonly last: number;
}

/** The next changes of a table, oldest first; rows that are gone in the meantime are left out. */
export const changesOf = (database: Database, table: ClickhouseTable, most: number): Changes | undefined => {
  const range = database
    .prepare(
      `SELECT min(version) AS first, max(version) AS last FROM (SELECT version FROM ${list} WHERE name = ? ORDER BY version LIMIT ?)`,
    )
    .get(table.name, most) as { first: number | null; last: number | null };
  if (range.first === null || range.last === null) return undefined;
  const matches = (table.keys ?? [])
    .map((key, index) => `e.${key} = json_extract(c.key, '$[${index}]')`)
    .join(' AND ');
  const rows = database
    .prepare(
      `SELECT json_array(c.version, ${table.columns.map(({ value }) => value).join(', ')}) AS row
       FROM ${list} c CROSS JOIN ${table.source} e ON ${matches} ${table.joins}
       WHERE c.name = ? AND c.version BETWEEN ? AND ? ORDER BY c.version`,
    )
    .all(table.name, range.first, range.last) as { row: string }[];
  return { rows: rows.map(({ row }) => row), first: range.first, last: range.last };
};

/** Forgets changes that ClickHouse has. */
export const changesSent = (
  database: Database,
  { name }: ClickhouseTable,
  { first, last }: Changes,
): void => {
  database.prepare(`DELETE FROM ${list} WHERE name = ? AND version BETWEEN ? AND ?`).run(name, first, last);
};

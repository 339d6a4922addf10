import type { Database } from '../store/database.ts';
import type { ClickhouseTable } from './stored-table.ts';
import type { RowStream } from './streams.ts';

/** Rows of a stream by their numbers: after `from`, up to `to`. */
export interface Batch {
  readonly from: number;
  readonly to: number;
}

/** A row of a batch, by the hash over everything it came with. */
export interface BatchedRow {
  readonly id: number;
  readonly identity: string;
  readonly time: number;
  readonly table: string;
}

/** The highest number that the ledger has of a stream; 0 where there is none. */
export const newestOf = (database: Database, { list }: RowStream): number => {
  const { id } = database.prepare(`SELECT max(id) AS id FROM ${list.source}`).get() as { id: number | null };
  return id ?? 0;
};

/** The next rows after a number, at most `most`. */
export const nextBatch = (
  database: Database,
  { list }: RowStream,
  from: number,
  most: number,
): Batch | undefined => {
  const { to } = database
    .prepare(`SELECT max(id) AS "to" FROM (SELECT id FROM ${list.source} WHERE id > ? ORDER BY id LIMIT ?)`)
    .get(from, most) as { to: number | null };
  return to === null ? undefined : { from, to };
};

export const rowsOfBatch = (
  database: Database,
  { list, identity, tableOf }: RowStream,
  { from, to }: Batch,
): readonly BatchedRow[] =>
  (
    database
      .prepare(
        `SELECT id, ${identity.here} AS identity, time, name FROM ${list.source} WHERE id > ? AND id <= ? ORDER BY id`,
      )
      .all(from, to) as { id: number; identity: string; time: number; name: string }[]
  ).map(({ name, ...row }) => ({ ...row, table: tableOf(name) }));

/** Some rows of a table, or of the list of all, as lines of JSON arrays; undefined where there are none. */
export const linesOf = (
  database: Database,
  { columns, source, joins }: ClickhouseTable,
  ids: readonly number[],
): Uint8Array<ArrayBuffer> | undefined => {
  const row = `json_array(${columns.map(({ value }) => value).join(', ')})`;
  const { lines } = database
    .prepare(
      // Put together by SQLite, as bytes: a text would be decoded here, and encoded again to be sent.
      `SELECT CAST(group_concat(${row}, char(10)) AS BLOB) AS lines FROM json_each(?) i CROSS JOIN ${source} e ON e.id = i.value ${joins}`,
    )
    .get(JSON.stringify(ids)) as { lines: Uint8Array<ArrayBuffer> | null };
  return lines ?? undefined;
};

/** The tables of a batch with the numbers of their rows; the list of all comes last. */
export const tablesOf = (
  { tables, list }: RowStream,
  rows: readonly BatchedRow[],
): readonly (readonly [table: ClickhouseTable, ids: readonly number[]])[] => {
  const byTable = new Map<string, number[]>();
  for (const { table, id } of rows) {
    const ids = byTable.get(table) ?? [];
    ids.push(id);
    byTable.set(table, ids);
  }
  const filled = [...byTable].flatMap(([name, ids]) => {
    const table = tables.get(name);
    return table ? [[table, ids] as const] : [];
  });
  return [...filled, [list, rows.map(({ id }) => id)] as const];
};

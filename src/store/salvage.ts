import { columnsOf, isBrokenRow, quoted, tablesOf, tidy } from './damage.ts';
import type { Database } from './database.ts';
import { couldRead, readAround } from './read-around.ts';
import { definitionsIn, isDefinition, openCopy } from './readable-copy.ts';

type StoredValue = null | number | bigint | string | Uint8Array;

const largestRow = 2n ** 63n - 1n;

/** The numbers of a table's first and last row; all there can be, where they cannot be read. */
const rangeOf = (from: Database, table: string): readonly [bigint, bigint] => {
  const edge = (which: 'min' | 'max'): bigint | undefined => {
    const select = from.prepare(`SELECT ${which}(rowid) AS row FROM ${quoted(table)}`);
    select.setReadBigInts(true);
    return (select.get() as { row: bigint | null }).row ?? 0n;
  };
  let [first, last]: [bigint | undefined, bigint | undefined] = [undefined, undefined];
  couldRead(() => {
    first = edge('min');
  });
  couldRead(() => {
    last = edge('max');
  });
  return [first ?? -largestRow, last ?? largestRow];
};

/** A table as it is copied: its columns in both databases, and whether it has numbered rows. */
interface CopiedTable {
  readonly from: Database;
  readonly name: string;
  readonly list: string;
  readonly where: string;
  readonly insert: (values: readonly StoredValue[]) => void;
}

const hasRowNumbers = (database: Database, table: string): boolean =>
  couldRead(() => void database.prepare(`SELECT rowid FROM ${quoted(table)} LIMIT 0`).all());

const copyByRowNumber = ({ from, name, list, where, insert }: CopiedTable): void => {
  const select = from.prepare(
    `SELECT rowid, ${list} FROM ${quoted(name)} WHERE rowid BETWEEN ? AND ? AND ${where} ORDER BY rowid`,
  );
  select.setReadBigInts(true);
  const [first, last] = rangeOf(from, name);
  readAround(
    (low, high, isRead) => {
      for (const row of select.iterate(low, high)) {
        const [number, ...values] = Object.values(row as Record<string, StoredValue>);
        insert([number as bigint, ...values]);
        isRead(number as bigint);
      }
    },
    first,
    last,
  );
};

/** From the first row to the damage, then from the last back to it. */
const copyFromBothEnds = (
  { from, name, list, where, insert }: CopiedTable,
  keys: readonly string[],
): void => {
  for (const direction of ['ASC', 'DESC']) {
    const order = keys.map((key) => `${quoted(key)} ${direction}`).join(', ');
    const select = from.prepare(`SELECT ${list} FROM ${quoted(name)} WHERE ${where} ORDER BY ${order}`);
    select.setReadBigInts(true);
    couldRead(() => {
      for (const row of select.iterate()) insert(Object.values(row as Record<string, StoredValue>));
    });
  }
};

const keysOf = (database: Database, table: string): readonly string[] =>
  (
    database.prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk').all(table) as {
      name: string;
    }[]
  ).map(({ name }) => name);

const copyTable = (from: Database, to: Database, name: string): void => {
  const known = new Set(columnsOf(from, name));
  const columns = columnsOf(to, name).filter((column) => known.has(column));
  if (columns.length === 0) return;
  const isNumbered = hasRowNumbers(to, name);
  const target = isNumbered ? ['rowid', ...columns.map(quoted)] : columns.map(quoted);
  const statement = to.prepare(
    `INSERT OR IGNORE INTO ${quoted(name)} (${target.join(', ')}) VALUES (${target.map(() => '?').join(', ')})`,
  );
  const table: CopiedTable = {
    from,
    name,
    list: columns.map((column, at) => `${quoted(column)} AS c${at}`).join(', '),
    where: `NOT (${isBrokenRow(from, name)})`,
    insert: (values) => void statement.run(...(values as never[])),
  };
  if (isNumbered) copyByRowNumber(table);
  else copyFromBothEnds(table, keysOf(to, name));
};

/** Tables that no step of the schema makes, but the catalogue at each start. */
const addMissingTables = (from: Database, to: Database): void => {
  const known = new Set(tablesOf(to));
  for (const [name, sql] of definitionsIn(from))
    if (!known.has(name) && !name.startsWith('sqlite_') && isDefinition(sql, to)) to.prepare(sql).run();
};

/** Copies every row that can still be read from a damaged file into a new database of the same schema. */
export const salvage = (file: string, into: Database): void => {
  let drop: (() => void) | undefined;
  try {
    couldRead(() => {
      const opened = openCopy(file, into);
      drop = opened.drop;
      into.exec('PRAGMA foreign_keys = OFF');
      couldRead(() => addMissingTables(opened.copy, into));
      // What one table has lost is no reason to leave another.
      for (const table of tablesOf(into)) couldRead(() => copyTable(opened.copy, into, table));
    });
  } finally {
    drop?.();
    tidy(file);
  }
};

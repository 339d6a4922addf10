import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import { columnsOf, damagedText, isBrokenRow, quoted, tablesOf, tidy } from './damage.ts';
import type { Database } from './database.ts';

type StoredValue = null | number | bigint | string | Uint8Array;

/** Most reads of one table that fail, before the rest of it is given up. */
const mostFailures = 20_000;

/** Runs `work`; false where the file is too damaged for it. */
const couldRead = (work: () => void): boolean => {
  try {
    work();
    return true;
  } catch (error) {
    const { message } = error as Error;
    if (damagedText.test(message) || /no such/.test(message)) return false;
    throw error;
  }
};

/**
 * Reads the rows of a table whose numbers lie in a range, around whatever cannot be read: where a read fails, what is left
 * of the range is halved, down to single rows. `read` reports each row number that it has read.
 */
const readAround = (
  read: (from: bigint, to: bigint, isRead: (row: bigint) => void) => void,
  first: bigint,
  last: bigint,
): void => {
  let failures = 0;
  const ranges: [bigint, bigint][] = [[first, last]];
  for (let range = ranges.pop(); range && failures < mostFailures; range = ranges.pop()) {
    let [from] = range;
    const [, to] = range;
    const isWhole = couldRead(() =>
      read(from, to, (row) => {
        from = row + 1n;
      }),
    );
    if (isWhole || from >= to) continue;
    failures += 1;
    const middle = (from + to) >> 1n;
    ranges.push([middle + 1n, to], [from, middle]);
  }
};

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

const keysOf = (database: Database, table: string): readonly { name: string; type: string }[] =>
  database
    .prepare('SELECT name, type FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk')
    .all(table) as unknown as readonly { name: string; type: string }[];

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
  else
    copyFromBothEnds(
      table,
      keysOf(to, name).map(({ name: key }) => key),
    );
};

interface SchemaRow {
  readonly row: number;
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** Whether a text is the definition of a table. It is only compiled: a file may hold any text. */
const isDefinition = (sql: string, scratch: Database): boolean => {
  try {
    scratch.prepare(sql);
    return /^\s*create\s+table\s/i.test(sql);
  } catch {
    return false;
  }
};

/**
 * Makes the schema of a copy readable: one broken definition would hide every table behind it. Broken definitions are
 * replaced by ours of the same name, indexes and triggers are left out, since nothing is looked up by them.
 * https://www.sqlite.org/pragma.html#pragma_writable_schema
 */
const repairSchema = (copy: Database, ours: ReadonlyMap<string, string>): void => {
  copy.enableDefensive(false);
  copy.exec('PRAGMA writable_schema = ON; PRAGMA synchronous = OFF');
  const readSchema = (): void => {
    // The first statement meets the broken definition; the next one works with what was read before it.
    couldRead(() => void copy.prepare('SELECT 1 FROM sqlite_master').get());
  };
  readSchema();
  const select = copy.prepare(
    'SELECT rowid AS row, type, name, sql FROM sqlite_master WHERE rowid BETWEEN ? AND ? ORDER BY rowid',
  );
  const rows: SchemaRow[] = [];
  readAround(
    (low, high, isRead) => {
      for (const row of select.iterate(low, high) as Iterable<SchemaRow>) {
        rows.push({ ...row });
        isRead(BigInt(row.row));
      }
    },
    1n,
    100_000n,
  );
  const scratch = new DatabaseSync(':memory:');
  const remove = copy.prepare('DELETE FROM sqlite_master WHERE rowid = ?');
  const replace = copy.prepare('UPDATE sqlite_master SET sql = ? WHERE rowid = ?');
  for (const { row, type, name, sql } of rows) {
    if (sql === null) continue;
    if (type !== 'table') couldRead(() => void remove.run(row));
    else if (!isDefinition(sql, scratch)) {
      const own = ours.get(name);
      couldRead(() => void (own === undefined ? remove.run(row) : replace.run(own, row)));
    }
  }
  scratch.close();
  couldRead(() => copy.exec('PRAGMA writable_schema = RESET'));
  copy.exec('PRAGMA writable_schema = ON');
  readSchema();
};

const definitionsIn = (database: Database): ReadonlyMap<string, string> =>
  new Map(
    (
      database
        .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL")
        .all() as {
        name: string;
        sql: string;
      }[]
    ).map(({ name, sql }) => [name, sql]),
  );

/** A copy of a damaged file that can be read as far as possible. The file itself stays as it was found. */
const openCopy = (file: string, into: Database): { readonly copy: Database; readonly drop: () => void } => {
  const name = `${file}.reading`;
  for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, name + part);
  const copy = new DatabaseSync(name);
  couldRead(() => repairSchema(copy, definitionsIn(into)));
  const drop = (): void => {
    copy.close();
    for (const part of ['', '-wal', '-shm']) rmSync(name + part, { force: true });
  };
  return { copy, drop };
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

import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Database } from './database.ts';
import { couldRead, readAround } from './read-around.ts';

interface SchemaRow {
  readonly row: number;
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** Whether a text is the definition of a table. It is only compiled: a file may hold any text. */
export const isDefinition = (sql: string, scratch: Database): boolean => {
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

export const definitionsIn = (database: Database): ReadonlyMap<string, string> =>
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
export const openCopy = (
  file: string,
  into: Database,
): { readonly copy: Database; readonly drop: () => void } => {
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

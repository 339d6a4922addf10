import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';

import type { Database } from './database.ts';

/** SQLite's own words for a file that is not a whole database. https://www.sqlite.org/rescode.html */
export const damagedText = /malformed|not a database|corrupt/i;

export const tablesOf = (database: Database): readonly string[] =>
  (
    database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all() as { name: string }[]
  ).map(({ name }) => name);

interface DamagedColumn {
  readonly name: string;
  readonly type: string;
}

const describedColumns = (database: Database, table: string): readonly DamagedColumn[] =>
  database
    .prepare('SELECT name, type FROM pragma_table_info(?)')
    .all(table) as unknown as readonly DamagedColumn[];

export const columnsOf = (database: Database, table: string): readonly string[] =>
  describedColumns(database, table).map(({ name }) => name);

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A value of another kind than its column was declared for. */
const hasWrongType = ({ name, type }: DamagedColumn): string | undefined =>
  type === 'INTEGER' || type === 'TEXT'
    ? `typeof(${quoted(name)}) NOT IN ('${type.toLowerCase()}', 'null')`
    : undefined;

/** A number that no column but those of counters holds, and that would end whoever reads it: one flipped bit makes it. */
const isTooLarge = ({ name, type }: DamagedColumn): string | undefined =>
  type === 'INTEGER'
    ? `${quoted(name)} NOT BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}`
    : undefined;

/** What counters are read by: a label set that is not one, and a name that is no name, would end the service. */
const brokenWords: Readonly<Record<string, string>> = {
  labels: `CASE WHEN json_valid(labels) THEN EXISTS
    (SELECT 1 FROM json_each(labels) WHERE typeof(key) = 'text' AND key GLOB '*[^a-zA-Z0-9_]*') ELSE 1 END`,
  metric: "metric GLOB '*[^a-zA-Z0-9_:.]*'",
};

/** The SQL for a row that is damaged although its page can be read. */
export const isBrokenRow = (database: Database, table: string): string => {
  const columns = describedColumns(database, table);
  const conditions = columns.flatMap((column) => [
    hasWrongType(column),
    table === 'counters' ? undefined : isTooLarge(column),
    brokenWords[column.name],
  ]);
  return (
    conditions
      .filter(Boolean)
      .map((condition) => `coalesce(${condition}, 0)`)
      .join(' OR ') || '0'
  );
};

/** Tables that are read whole at each start; in others a broken row hurts only itself. */
const readAtStart = ['counters'];

/** What is wrong with a database; undefined when it is whole. */
const damageIn = (database: Database): string | undefined => {
  const { quick_check: found } = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (found !== 'ok') return found;
  const broken = tablesOf(database)
    .filter((table) => readAtStart.includes(table))
    .find((table) =>
      database.prepare(`SELECT 1 FROM ${quoted(table)} WHERE ${isBrokenRow(database, table)} LIMIT 1`).get(),
    );
  return broken && `a row of ${broken} cannot be read`;
};

/** What is wrong with a database file; undefined when it is whole, or not there yet. */
export const damageOf = (file: string): string | undefined => {
  if (sizeOf(file) === 0) return undefined;
  let database: Database | undefined;
  try {
    database = new DatabaseSync(file);
    return damageIn(database);
  } catch (error) {
    const { message } = error as Error;
    if (damagedText.test(message)) return message;
    throw error;
  } finally {
    database?.close();
  }
};

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Removes what SQLite makes beside a database, unless there is something in its log. */
export const tidy = (file: string): void => {
  if (sizeOf(`${file}-wal`) > 0) return;
  for (const part of ['-wal', '-shm']) rmSync(file + part, { force: true });
};

/** Moves a database with its log out of the way, and returns its new name. Nothing of it is changed. */
export const setAside = (file: string, now = new Date()): string => {
  const aside = `${file}.damaged-${now.toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;
  tidy(file);
  for (const part of ['', '-wal', '-shm'])
    if (statSync(file + part, { throwIfNoEntry: false })) renameSync(file + part, aside + part);
  return aside;
};

/** Stands beside a database once that was made: a file that is gone or empty afterwards was lost, and is not new. */
const witnessOf = (file: string): string => `${file}.made`;

export const noteMade = (file: string): void => {
  if (!existsSync(witnessOf(file))) writeFileSync(witnessOf(file), '', { mode: 0o600 });
};

export const isLost = (file: string): boolean => sizeOf(file) === 0 && existsSync(witnessOf(file));

/** Notes under the name of a damaged file that one is gone, so that people are told. Returns where. */
export const noteLoss = (file: string): string => {
  const aside = setAside(file);
  writeFileSync(aside, `${file} was gone, or empty, at a start. What it held is not counted.\n`, {
    mode: 0o600,
  });
  return aside;
};

/** The schema's version of a damaged database, where it can still be read. */
export const versionOfDamaged = (file: string): number | undefined => {
  try {
    const database = new DatabaseSync(file);
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as {
      user_version: number;
    };
    database.close();
    return version;
  } catch {
    return undefined;
  }
};

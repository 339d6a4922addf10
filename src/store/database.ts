import { chmodSync, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Failure } from '../failure.ts';
import { damageOf, isLost, noteLoss, noteMade, setAside, versionOfDamaged } from './damage.ts';
import { salvage } from './salvage.ts';

export type Database = InstanceType<typeof DatabaseSync>;

export interface DatabaseFile {
  readonly file: string;
  /** What people call it: "the ledger's store". */
  readonly title: string;
  /** The schema, one step a version; `PRAGMA user_version` tells how many were taken. Steps are only ever added. */
  readonly migrations: readonly string[];
  /**
   * What a commit waits for: `disk` survives a power cut; `system` survives whatever happens to the process, and is
   * on disk with the next checkpoint or the next commit that waits for it.
   */
  readonly waitsFor?: 'disk' | 'system';
  /** What this file wants besides. */
  readonly pragmas?: string;
}

const synchronous = { disk: 'FULL', system: 'NORMAL' } as const;

/** Runs `work` in one transaction: all of it is on disk when this returns, or none of it. */
export const transaction = <Result>(database: Database, work: () => Result): Result => {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // After some errors (disk full) SQLite has rolled back already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
};

/**
 * For a database that otherwise waits for the system only: resolves when all that was committed so far is on the disk.
 * A commit writes the log, so the log's own file is what to wait for, in any thread; a checkpoint that empties it has
 * waited for the database before. https://www.sqlite.org/wal.html#performance_considerations
 */
export const onDisk = async (database: Database): Promise<void> => {
  const { file } = database.prepare("SELECT file FROM pragma_database_list WHERE name = 'main'").get() as {
    file: string;
  };
  const log = await open(`${file}-wal`, 'r+');
  try {
    await log.datasync();
  } finally {
    await log.close();
  }
};

/** How many steps of its schema a database has taken. */
export const schemaVersion = (database: Database): number =>
  (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;

const migrate = (
  database: Database,
  { file, title, migrations }: DatabaseFile,
  upTo = migrations.length,
): void => {
  const from = schemaVersion(database);
  if (from > migrations.length) {
    throw new Failure(
      `${title} was written by a newer version (schema ${from}, here ${migrations.length}).`,
      {
        where: file,
        fix: 'Update start-observability, or restore a backup made with this version.',
      },
    );
  }
  for (const [index, step] of migrations.entries()) {
    if (index < from || index >= upTo) continue;
    transaction(database, () => {
      database.exec(step);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
};

const openFile = ({ file, waitsFor = 'disk', pragmas = '' }: DatabaseFile): Database => {
  const database = new DatabaseSync(file);
  chmodSync(file, 0o600);
  database.exec(`
    ${pragmas}
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = ${synchronous[waitsFor]};
    PRAGMA busy_timeout = 5000;
    PRAGMA journal_size_limit = 67108864;
  `);
  return database;
};

/** Sets a damaged file aside and begins anew with every row of it that can still be read. */
const replaceDamaged = (wanted: DatabaseFile, damage: string): void => {
  const { file, title, migrations } = wanted;
  const aside = setAside(file);
  const version = Math.min(versionOfDamaged(aside) || migrations.length, migrations.length);
  const fresh = openFile(wanted);
  try {
    migrate(fresh, wanted, version);
    transaction(fresh, () => salvage(aside, fresh));
  } finally {
    fresh.close();
  }
  console.error(
    `${title} was damaged (${damage}). It is kept as ${aside}; what could be read of it goes on in ${file}.`,
  );
};

/** Merges the log into the file, so that the file alone is the whole database, and closes it. */
export const closeDatabase = (database: Database): void => {
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
};

/**
 * Opens (or makes, or upgrades) a database, readable by its owner only.
 * In WAL mode a copy can be made while it runs. A damaged file is set aside, and its readable rows go on in a new one; one
 * that is gone is noted beside the new one.
 * @throws Failure when the file cannot be opened, or is from a newer version
 */
export const openDatabase = (wanted: DatabaseFile): Database => {
  const { file, title } = wanted;
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  try {
    const damage = damageOf(file);
    if (damage) replaceDamaged(wanted, damage);
    else if (isLost(file)) console.error(`${title} is gone and begins anew: see ${noteLoss(file)}.`);
    const database = openFile(wanted);
    migrate(database, wanted);
    noteMade(file);
    return database;
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${title} cannot be opened: ${(error as Error).message}`, {
      where: file,
      fix: 'Check the folder and its free space, or restore a backup.',
      cause: error,
    });
  }
};

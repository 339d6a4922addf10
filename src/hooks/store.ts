import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Failure } from '../failure.ts';
import { migrations } from './migrations.ts';

export type Store = InstanceType<typeof DatabaseSync>;

/** The journal's file in the service's data folder. */
export const journalFile = (data: string): string => path.join(data, 'journal.db');

/** Runs `work` in one transaction: all of it is on disk afterwards, or nothing. */
export const transaction = <Result>(store: Store, work: () => Result): Result => {
  store.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    store.exec('COMMIT');
    return result;
  } catch (error) {
    // After some errors (disk full) SQLite has rolled back by itself.
    if (store.isTransaction) store.exec('ROLLBACK');
    throw error;
  }
};

const migrate = (store: Store, file: string): void => {
  const { user_version: version } = store.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > migrations.length) {
    throw new Failure('The journal was written by a newer version of start-observability.', {
      where: file,
      fix: 'Run the newer version again, or move the file away to begin anew.',
    });
  }
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue;
    transaction(store, () => {
      store.exec(step);
      store.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
};

/**
 * Opens the journal in `data`, and makes or upgrades it. `synchronous = FULL`: a committed event survives a power cut.
 * Throws a Failure when the file is not ours, damaged, or from a newer version.
 */
export const openStore = (data: string): Store => {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const file = journalFile(data);
  try {
    const store = new DatabaseSync(file);
    chmodSync(file, 0o600);
    store.exec(`
      PRAGMA auto_vacuum = INCREMENTAL;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA busy_timeout = 2000;
      PRAGMA foreign_keys = ON;
      PRAGMA journal_size_limit = 67108864;
    `);
    migrate(store, file);
    return store;
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`The journal cannot be opened: ${(error as Error).message}.`, {
      where: file,
      fix: 'Check the folder and its free space; if the file is damaged, move it away: counters then begin at 0.',
      cause: error,
    });
  }
};

/** Opens an existing journal for reading only, beside a service or without one. */
export const openReadOnly = (data: string): Store => {
  const store = new DatabaseSync(journalFile(data), { readOnly: true });
  store.exec('PRAGMA busy_timeout = 2000');
  return store;
};

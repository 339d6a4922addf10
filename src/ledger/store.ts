import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Failure } from '../failure.ts';
import { migrations } from './migrations.ts';

export type Store = InstanceType<typeof DatabaseSync>;

const version = (store: Store): number =>
  Number((store.prepare('PRAGMA user_version').get() as { user_version: number }).user_version);

const migrate = (store: Store, file: string): void => {
  const from = version(store);
  if (from > migrations.length) {
    throw new Failure(
      `The ledger's store was written by a newer version (schema ${from}, here ${migrations.length}).`,
      {
        where: file,
        fix: 'Update start-observability, or restore a backup made with this version.',
      },
    );
  }
  for (const [index, sql] of migrations.entries()) {
    if (index < from) continue;
    transaction(store, () => {
      store.exec(sql);
      store.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
};

/** Runs `work` in one transaction: all of it is on disk when this returns, or none of it. */
export const transaction = <T>(store: Store, work: () => T): T => {
  store.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    store.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk may have rolled back by itself.
    if (store.isTransaction) store.exec('ROLLBACK');
    throw error;
  }
};

/**
 * Opens (or makes) the store in `folder`, readable by its owner only.
 * WAL with full synchronisation: what a commit wrote is there after a power cut, and a copy can be made while it runs.
 */
export const openStore = (folder: string): Store => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'ledger.db');
  try {
    const store = new DatabaseSync(file);
    chmodSync(file, 0o600);
    store.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA busy_timeout = 5000;
      PRAGMA cache_size = -16000;
      PRAGMA journal_size_limit = 67108864;
    `);
    migrate(store, file);
    return store;
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`The ledger's store cannot be opened: ${(error as Error).message}`, {
      where: file,
      fix: 'If the file is damaged, restore a backup, or move it away to begin anew.',
      cause: error,
    });
  }
};

import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { type Database, openDatabase } from '../../store/database.ts';
import { migrations } from './migrations.ts';

export { onDisk, transaction } from '../../store/database.ts';
export type JournalStore = Database;

/** The journal's file in the service's data folder. */
export const journalFile = (data: string): string => path.join(data, 'journal.db');

/**
 * Opens (or makes, or upgrades) the journal in `data`. `steps`: another schema than the present one.
 *
 * A tool call waits for the answer, and a disk at times takes tens of milliseconds to confirm a write. So a commit
 * waits for the system only, which no `kill -9` of the service undoes. What is about to be shown to Prometheus waits
 * for the disk and takes everything before it along (`onDisk`): a power cut can cost the last seconds of the audit
 * trail, but never makes a counter that was seen go back.
 */
export const openStore = (data: string, steps: readonly string[] = migrations): JournalStore =>
  openDatabase({
    file: journalFile(data),
    title: 'The journal of hook events',
    migrations: steps,
    waitsFor: 'system',
    pragmas: 'PRAGMA auto_vacuum = INCREMENTAL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 40000;',
  });

/** Opens an existing journal for reading only, beside a service or without one. */
export const openReadOnly = (data: string): JournalStore => {
  const store = new DatabaseSync(journalFile(data), { readOnly: true });
  store.exec('PRAGMA busy_timeout = 2000');
  return store;
};

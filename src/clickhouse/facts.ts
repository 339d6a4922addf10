import type { Database } from '../store/database.ts';
import type { Batch } from './batch.ts';

/** What the ledger remembers of its way to ClickHouse; ClickHouse itself has the last word. */
export interface SendFacts {
  /** The batch of events under way: one that is sent again must have the same bounds, to be recognised. */
  readonly batch: () => Batch | undefined;
  readonly setBatch: (batch: Batch) => void;
  /** Versions up to which changed rows were sent, and were about to be sent. */
  readonly versions: () => { readonly sent: number; readonly planned: number };
  readonly planVersion: (version: number) => void;
  readonly sentVersion: (version: number) => void;
}

const prefix = 'clickhouse ';

export const createFacts = (database: Database): SendFacts => {
  const select = database.prepare('SELECT value FROM table_facts WHERE name = ?');
  const write = database.prepare('INSERT OR REPLACE INTO table_facts VALUES (?, ?)');
  const numberOf = (name: string): number =>
    Number((select.get(prefix + name) as { value: string } | undefined)?.value ?? 0);
  const set = (name: string, value: number) => write.run(prefix + name, String(value));
  return {
    batch: () => {
      const to = numberOf('batch to');
      return to > 0 ? { from: numberOf('batch from'), to } : undefined;
    },
    setBatch: ({ from, to }) => {
      set('batch from', from);
      set('batch to', to);
    },
    versions: () => ({ sent: numberOf('version sent'), planned: numberOf('version planned') }),
    planVersion: (version) => set('version planned', Math.max(version, numberOf('version planned'))),
    sentVersion: (version) => set('version sent', Math.max(version, numberOf('version sent'))),
  };
};

/** Forgets all of it. */
export const forgetFacts = (database: Database): void => {
  database.exec(`DELETE FROM table_facts WHERE name LIKE '${prefix}%'`);
};

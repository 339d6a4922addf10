import type { Database } from '../store/database.ts';
import type { Batch } from './batch.ts';
import type { RowStream } from './streams.ts';

/** What the ledger remembers of its way to ClickHouse; ClickHouse itself has the last word. */
export interface SendFacts {
  /** The batch of a stream under way: one that is sent again must have the same bounds, to be recognised. */
  readonly batch: (stream: RowStream) => Batch | undefined;
  readonly setBatch: (stream: RowStream, batch: Batch) => void;
  /** Versions up to which changed rows were sent, and were about to be sent. */
  readonly versions: () => { readonly sent: number; readonly planned: number };
  readonly planVersion: (version: number) => void;
  readonly sentVersion: (version: number) => void;
}

const prefix = 'clickhouse ';
const batchOf = ({ name }: RowStream): string => (name === 'events' ? 'batch' : `${name} batch`);

export const createFacts = (database: Database): SendFacts => {
  const select = database.prepare('SELECT value FROM table_facts WHERE name = ?');
  const write = database.prepare('INSERT OR REPLACE INTO table_facts VALUES (?, ?)');
  const numberOf = (name: string): number =>
    Number((select.get(prefix + name) as { value: string } | undefined)?.value ?? 0);
  const set = (name: string, value: number) => write.run(prefix + name, String(value));
  return {
    batch: (stream) => {
      const name = batchOf(stream);
      const to = numberOf(`${name} to`);
      return to > 0 ? { from: numberOf(`${name} from`), to } : undefined;
    },
    setBatch: (stream, { from, to }) => {
      const name = batchOf(stream);
      set(`${name} from`, from);
      set(`${name} to`, to);
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

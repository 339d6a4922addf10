import type { JournalStore } from './journal-store.ts';

/** Single things that the journal's store remembers by a name. */
export interface Facts {
  readonly get: (name: string) => string | undefined;
  readonly set: (name: string, value: string) => void;
}

export const createFacts = (store: JournalStore): Facts => {
  const read = store.prepare('SELECT value FROM facts WHERE name = ?');
  const write = store.prepare('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)');
  return {
    get: (name) => (read.get(name) as { value: string } | undefined)?.value,
    set: (name, value) => void write.run(name, value),
  };
};

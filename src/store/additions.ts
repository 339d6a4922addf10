import type { Database } from './database.ts';

/** A row of a `counters` table, and its value as it was last committed. */
interface Added {
  readonly id: number;
  value: number;
}

export interface Additions<Counter extends Added> {
  /** Adds within the transaction under way; nothing is visible before `committed`. */
  readonly add: (counter: Counter, amount: number) => void;
  /** Writes what was added; the last thing before a commit. */
  readonly write: () => void;
  /** After the commit: what was written now counts. */
  readonly committed: () => void;
  /** After a failed transaction: nothing was added. */
  readonly forget: () => void;
}

/** What one transaction adds to counters: one write a counter, and believed only after the commit. */
export const createAdditions = <Counter extends Added>(database: Database): Additions<Counter> => {
  const update = database.prepare('UPDATE counters SET value = value + ? WHERE id = ?');
  const pending = new Map<Counter, number>();
  return {
    add: (counter, amount) => {
      if (amount > 0) pending.set(counter, (pending.get(counter) ?? 0) + amount);
    },
    write: () => {
      for (const [{ id }, amount] of pending) update.run(amount, id);
    },
    committed: () => {
      for (const [counter, amount] of pending) counter.value += amount;
      pending.clear();
    },
    forget: () => pending.clear(),
  };
};

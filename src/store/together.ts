import { type Database, transaction } from './database.ts';

/** Something that gathers changes in memory while a transaction is under way. */
export interface Participant {
  /** Writes what it gathered: the last thing before the commit. */
  readonly write: () => void;
  /** After the commit: what was written counts. */
  readonly committed: () => void;
  /** After a failed transaction: memory is as the disk has it. */
  readonly rolledBack: () => void;
}

/**
 * Runs work in one transaction over disk and memory: both have all of it, or none. Participants write in the order of
 * the list, so that a later one may take what an earlier one hands it.
 */
export const createTogether =
  (database: Database, participants: readonly Participant[]) =>
  <Result>(work: () => Result): Result => {
    let result: Result;
    try {
      result = transaction(database, () => {
        const done = work();
        for (const { write } of participants) write();
        return done;
      });
    } catch (error) {
      for (const { rolledBack } of participants) rolledBack();
      throw error;
    }
    for (const { committed } of participants) committed();
    return result;
  };

import type { Database } from '../store/database.ts';
import type { MeasureName } from './measures.ts';

/** What hooks added while a session's sender was not known. */
export interface UnclaimedSum {
  /** A moment of the quarter of an hour that it was added in. */
  readonly time: number;
  readonly name: MeasureName;
  readonly amount: number;
}

/**
 * Hooks name no sender: until a session's first telemetry what they add has no sender. It is remembered here, so that
 * it goes to the session's sender as soon as there is one.
 */
export interface Unclaimed {
  readonly note: (session: number, sum: UnclaimedSum) => void;
  /** Takes what is remembered of a session; nothing for most. */
  readonly claim: (session: number) => readonly UnclaimedSum[];
  readonly rolledBack: () => void;
}

export const createUnclaimed = (database: Database): Unclaimed => {
  const insert = database.prepare('INSERT INTO unclaimed (session, time, name, amount) VALUES (?, ?, ?, ?)');
  const select = database.prepare('SELECT time, name, amount FROM unclaimed WHERE session = ?');
  const remove = database.prepare('DELETE FROM unclaimed WHERE session = ?');
  const sessionsWithSome = database.prepare('SELECT DISTINCT session FROM unclaimed');
  const load = () => new Set((sessionsWithSome.all() as { session: number }[]).map(({ session }) => session));
  let sessions = load();
  return {
    note: (session, { time, name, amount }) => {
      insert.run(session, time, name, amount);
      sessions.add(session);
    },
    claim: (session) => {
      if (!sessions.has(session)) return [];
      const sums = select.all(session) as unknown as UnclaimedSum[];
      remove.run(session);
      sessions.delete(session);
      return sums;
    },
    rolledBack: () => {
      sessions = load();
    },
  };
};

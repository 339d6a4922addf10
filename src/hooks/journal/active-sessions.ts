import { noSession } from '../payload.ts';
import type { EventRecord } from './event-record.ts';
import type { JournalStore } from './journal-store.ts';

/** A session without an event for this long is no longer active. */
export const activeMilliseconds = 5 * 60_000;

export interface ActiveSessions {
  readonly saw: (record: EventRecord) => void;
  readonly active: (now: number) => number;
}

/** Which sessions are active. Held in memory, and read from the journal at the start. */
export const createSessions = (store: JournalStore, now: number): ActiveSessions => {
  const last = new Map<string, number>();

  const active = (at: number): number => {
    for (const [session, seen] of last) if (seen <= at - activeMilliseconds) last.delete(session);
    return last.size;
  };

  const saw: ActiveSessions['saw'] = ({ session, event, at, client }) => {
    if (client || session === noSession) return;
    if (event === 'SessionEnd') last.delete(session);
    else last.set(session, Math.max(at, last.get(session) ?? 0));
  };

  const recent = store.prepare('SELECT session, event, at, client FROM events WHERE at > ? ORDER BY at, id');
  for (const row of recent.iterate(now - activeMilliseconds)) saw(row as unknown as EventRecord);

  return { saw, active };
};

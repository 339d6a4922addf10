import type { JournalStore } from '../journal/journal-store.ts';
import type { DueWarning } from './due.ts';

/** Warnings, each told once in the client and once on the desktop. Times in milliseconds since 1970. */
export interface Warnings {
  /** Notes what is due. What was noted before is not noted again. */
  readonly note: (due: readonly DueWarning[], now: number) => void;
  /** What is to be told at the next prompt; told afterwards. */
  readonly forClient: (now: number) => readonly string[];
  /** What is to be shown on the desktop; shown afterwards. */
  readonly forDesktop: (now: number) => readonly string[];
}

/** Later it is of no use. */
const longestMs = 12 * 3_600_000;
const keptMs = 40 * 24 * 3_600_000;
const mostTogether = 5;

type WarningPlace = 'client' | 'desktop';

/** Keeps in the store what was told, so that a restart repeats nothing. */
export const createWarnings = (store: JournalStore): Warnings => {
  const insert = store.prepare('INSERT OR IGNORE INTO warnings (key, at, text) VALUES (?, ?, ?)');
  const drop = store.prepare('DELETE FROM warnings WHERE at < ?');
  const take = (place: WarningPlace) =>
    store.prepare(`
      UPDATE warnings SET ${place} = ?1 WHERE key IN (
        SELECT key FROM warnings WHERE ${place} IS NULL AND at > ?2 ORDER BY at DESC LIMIT ${mostTogether})
      RETURNING text`);
  const taking = { client: take('client'), desktop: take('desktop') };
  const taken = (place: WarningPlace) => (now: number) =>
    (taking[place].all(now, now - longestMs) as unknown as readonly { text: string }[]).map(
      ({ text }) => text,
    );
  return {
    note: (due, now) => {
      for (const { key, text } of due) insert.run(key, now, text);
      drop.run(now - keptMs);
    },
    forClient: taken('client'),
    forDesktop: taken('desktop'),
  };
};

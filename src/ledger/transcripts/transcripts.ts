import { digest } from '../attributes.ts';
import type { LedgerStore } from '../store.ts';
import type { TranscriptRow } from './row.ts';

/** Transcripts that are collected, where that is switched on. */
export interface Transcripts {
  /** Takes texts of a session, each once, until it has as much as is kept of one; within the transaction under way. */
  readonly take: (session: string, texts: readonly TranscriptRow[]) => number;
  /**
   * Deletes the transcripts of sessions. What was said by `now` (microseconds) does not come back: the client's own file
   * still has it, and is read again from its beginning after a restart. Only a hash of the session is kept for that.
   */
  readonly forget: (sessions: readonly string[], now: number) => void;
}

export const createTranscripts = (store: LedgerStore, mostBytes: number): Transcripts => {
  const insert = store.prepare(
    `INSERT OR IGNORE INTO transcripts (session_id, text_id, time, kind, tool, is_sidechain, characters, text)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const size = store.prepare(
    'SELECT coalesce(sum(octet_length(text)), 0) AS bytes FROM transcripts WHERE session_id = ?',
  );
  /** False where the session has this text already. */
  const write = (session: string, row: TranscriptRow, text: string | undefined): boolean => {
    const { id, time, kind, tool = null, isSidechain, characters } = row;
    const values = [session, id, time * 1000, kind, tool, isSidechain ? 1 : 0, characters] as const;
    return Number(insert.run(...values, text ?? null).changes) > 0;
  };

  const remove = store.prepare('DELETE FROM transcripts WHERE session_id = ?');
  const noteForgotten = store.prepare(
    'INSERT OR REPLACE INTO forgotten_transcripts (session_hash, until) VALUES (?, ?)',
  );
  const forgotten = store.prepare('SELECT until FROM forgotten_transcripts WHERE session_hash = ?');
  const forgottenUntil = (session: string): number =>
    (forgotten.get(digest(session)) as { until: number } | undefined)?.until ?? 0;

  return {
    forget: (sessions, now) => {
      for (const session of sessions) {
        remove.run(session);
        noteForgotten.run(digest(session), now);
      }
    },
    take: (session, texts) => {
      const until = forgottenUntil(session);
      const after = texts.filter(({ time }) => time * 1000 > until);
      let { bytes } = size.get(session) as { bytes: number };
      let fresh = 0;
      for (const row of after) {
        const more = Buffer.byteLength(row.text ?? '');
        // What is too much is listed without its words, so that a reader sees where they end.
        const isKept = bytes + more <= mostBytes;
        if (!write(session, row, isKept ? row.text : undefined)) continue;
        fresh += 1;
        if (isKept) bytes += more;
      }
      return fresh;
    },
  };
};

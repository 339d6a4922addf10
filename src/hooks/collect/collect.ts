import { open, stat } from 'node:fs/promises';
import type { TranscriptRow } from '../../ledger/transcripts/row.ts';
import { mostLineBytes } from '../../transcripts/lines.ts';
import { textsIn } from '../../transcripts/texts.ts';
import type { KeptContents } from '../journal/event-record.ts';
import { createFacts } from '../journal/facts.ts';
import type { JournalStore } from '../journal/journal-store.ts';
import type { Hasher } from '../keyed-hash.ts';
import { askLedger, type LedgerAccess } from '../ledger-api.ts';
import type { Payload } from '../payload.ts';
import { startRounds } from '../rounds.ts';
import { keptRow } from './kept.ts';
import { subagentTranscripts, transcriptOf } from './source.ts';

/** Collects transcripts when turns and sessions end, and hands them to the ledger; each text at least once. */
export interface Collect {
  /** An event was journalled. */
  readonly noted: (payload: Payload) => void;
  readonly stop: () => Promise<void>;
}

export interface CollectOptions extends LedgerAccess {
  /** The client's folder of transcripts. */
  readonly folder: string;
  readonly privacy: KeptContents;
  readonly hasher: Hasher;
  readonly onError: (error: unknown) => void;
}

const ends: ReadonlySet<string> = new Set(['Stop', 'StopFailure', 'SubagentStop', 'SessionEnd']);
const everyMilliseconds = 1000;
const portionBytes = 2 * 2 ** 20;
const timeoutMilliseconds = 30_000;
const factPrefix = 'collect transcript ';
const newline = 0x0a;

/** The whole lines of a file from a byte on, and where the next one begins. */
const linesFrom = async (file: string, from: number) => {
  const handle = await open(file, 'r');
  try {
    // A line that is longer than one portion is read whole, one that is longer than any client writes is left.
    for (let size = portionBytes; size <= mostLineBytes; size *= 2) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(size), 0, size, from);
      const end = buffer.subarray(0, bytesRead).lastIndexOf(newline) + 1;
      if (end > 0) return { lines: buffer.toString('utf8', 0, end).split('\n'), next: from + end };
      if (bytesRead < size) break;
    }
    return { lines: [], next: from };
  } finally {
    await handle.close();
  }
};

export const startCollect = (store: JournalStore, options: CollectOptions): Collect => {
  const { folder, privacy, hasher, onError } = options;
  const facts = createFacts(store);
  const forget = store.prepare('DELETE FROM facts WHERE name = ? AND value = ?');
  const waiting = store.prepare(`SELECT name, value FROM facts WHERE name LIKE '${factPrefix}%'`);
  /** Where the next text of a file begins. After a start files are read again: the ledger takes each text once. */
  const positions = new Map<string, number>();

  const rowsOf = (lines: readonly string[], session: string): readonly TranscriptRow[] =>
    lines.flatMap((line) => {
      try {
        return textsIn(line, session).map((said) => keptRow(said, privacy, hasher));
      } catch {
        return [];
      }
    });

  const handOver = async (session: string, texts: readonly TranscriptRow[]): Promise<void> => {
    const body = { session, texts };
    const answer = await askLedger(options, '/api/transcripts', { body, timeoutMilliseconds });
    if (!answer.ok) throw new Error(`The ledger answers ${answer.status} to a transcript.`);
  };

  const collect = async (session: string, file: string, isStopping: () => boolean): Promise<void> => {
    for (;;) {
      const from = positions.get(file) ?? 0;
      // The client made the file anew.
      if ((await stat(file)).size < from) positions.delete(file);
      const { lines, next } = await linesFrom(file, positions.get(file) ?? 0);
      if (lines.length === 0 || isStopping()) return;
      const texts = rowsOf(lines, session);
      if (texts.length > 0) await handOver(session, texts);
      positions.set(file, next);
    }
  };

  const round = async (isStopping: () => boolean): Promise<void> => {
    for (const { name, value } of waiting.all() as unknown as readonly { name: string; value: string }[]) {
      const session = name.slice(factPrefix.length);
      try {
        // Looked at again: between the event and now another file may have taken its place.
        const file = transcriptOf(folder, session, value);
        for (const one of file === undefined ? [] : [file, ...subagentTranscripts(file)])
          await collect(session, one, isStopping);
        if (isStopping()) return;
        forget.run(name, value);
      } catch (error) {
        onError(error);
      }
    }
  };

  const { stop } = startRounds(round, () => everyMilliseconds);

  return {
    noted: ({ event, session, fields }) => {
      const named = fields['transcript_path'];
      if (!ends.has(event) || transcriptOf(folder, session, named) === undefined) return;
      facts.set(`${factPrefix}${session}`, String(named));
    },
    stop,
  };
};

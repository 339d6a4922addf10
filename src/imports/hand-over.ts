import type { ImportRow, TakenRows } from '../ledger/import/row.ts';
import type { TranscriptRecord } from '../transcripts/record.ts';
import type { ImportLedger } from './ledger.ts';

const rowsAtOnce = 2000;

/**
 * Blocks must not reach into what Prometheus still has in memory, which is up to three hours; and telemetry that is late
 * has come by then. What is younger follows with the next import.
 */
export const youngestMilliseconds = 3 * 3_600_000 + 60_000;

export interface HandedOver extends TakenRows {
  /** Records that are too young. */
  readonly later: number;
  /** When the youngest of them may be imported, in milliseconds since 1970. */
  readonly laterAt: number | undefined;
}

export interface HandOverOptions {
  readonly records: readonly TranscriptRecord[];
  readonly row: (record: TranscriptRecord) => ImportRow;
  readonly ledger: Pick<ImportLedger, 'take'>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Gives requests of earlier imports the present price, in the tables. */
  readonly isRepricing?: boolean | undefined;
  readonly progress: (share: number) => void;
  readonly signal?: AbortSignal;
}

const counts = ['fresh', 'repeated', 'had', 'nanoDollars', 'repriced'] as const;

/** Hands records over to the ledger, portion by portion. It may be ended at any time, and done again. */
export const handOver = async (options: HandOverOptions): Promise<HandedOver> => {
  const { records, row, ledger, now, progress, signal } = options;
  const old = records.filter(({ time }) => time <= now - youngestMilliseconds);
  const sum = { fresh: 0, repeated: 0, had: 0, nanoDollars: 0, repriced: 0 };
  for (let from = 0; from < old.length; from += rowsAtOnce) {
    signal?.throwIfAborted();
    const taken = await ledger.take(old.slice(from, from + rowsAtOnce).map(row), options.isRepricing);
    for (const name of counts) sum[name] += taken[name];
    progress(Math.min(1, (from + rowsAtOnce) / old.length));
  }
  const last = records.at(-1)?.time ?? 0;
  const later = records.length - old.length;
  return { ...sum, later, laterAt: later > 0 ? last + youngestMilliseconds : undefined };
};

import type { SessionCheck } from '../ledger/import/imports.ts';
import type { ImportRow } from '../ledger/import/row.ts';
import type { TranscriptRecord } from '../transcripts/record.ts';
import type { ImportLedger } from './ledger.ts';

/** Rows in one request: sessions come whole, and the longest one is cut. */
const mostRows = 5000;

const portions = (records: readonly TranscriptRecord[]): readonly (readonly TranscriptRecord[])[] => {
  const sessions = new Map<string, TranscriptRecord[]>();
  for (const record of records) {
    if (record.kind !== 'request') continue;
    const session = sessions.get(record.session);
    if (!session) sessions.set(record.session, [record]);
    else if (session.length < mostRows) session.push(record);
  }
  const made: TranscriptRecord[][] = [[]];
  for (const session of sessions.values()) {
    const last = made.at(-1) as TranscriptRecord[];
    if (last.length + session.length <= mostRows) last.push(...session);
    else made.push(session);
  }
  return made.filter(({ length }) => length > 0);
};

/** Telemetry against transcripts, session by session, the oldest first. Nothing is written. */
export const compareWithTelemetry = async (
  records: readonly TranscriptRecord[],
  row: (record: TranscriptRecord) => ImportRow,
  ledger: Pick<ImportLedger, 'compare'>,
): Promise<readonly SessionCheck[]> => {
  const checks: SessionCheck[] = [];
  for (const portion of portions(records)) checks.push(...(await ledger.compare(portion.map(row))));
  return checks.sort((one, other) => one.started - other.started);
};

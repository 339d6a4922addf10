import type { Database } from '../store/database.ts';
import type { Attributes } from './column.ts';
import { measureOfPoint, modelOf } from './contributions.ts';
import type { HookRow } from './hook-row.ts';
import { createReprice } from './reprice.ts';
import { createRowsOfEvents } from './rows-of-events.ts';
import { type EventRow, writeEvent } from './write-event.ts';
import { writeHook } from './write-hook.ts';
import { type SpanRow, writeSpan } from './write-span.ts';

/** A data point, by what it added to its counter. */
export interface PointRow {
  readonly metric: string;
  /** Microseconds since 1970. */
  readonly time: number;
  readonly session: string;
  readonly amount: number;
  readonly attributes: Attributes;
  readonly resource: Attributes;
  /** Said where a session's numbers are not those of its metrics alone. */
  readonly countedFrom?: 'events' | 'metrics' | undefined;
}

/** The typed tables, filled within the transaction that also writes the counters. */
export interface Tables {
  /** False where the event is there already. */
  readonly event: (row: EventRow) => boolean;
  readonly point: (row: PointRow) => void;
  /** False where the span is there already. */
  readonly span: (row: SpanRow) => boolean;
  /** False where the hook event is there already. */
  readonly hook: (row: HookRow, received: number) => boolean;
  /** Gives a stored `api_request` another price in nano-dollars; false where nothing changes. */
  readonly reprice: (identity: string, nanoDollars: number) => boolean;
  /** Writes the sums of the transaction under way; the last thing before its end. */
  readonly write: () => void;
  readonly committed: () => void;
  readonly rolledBack: () => void;
}

export interface TablesOptions {
  /** Time zone of days and hours; absent: the machine's. */
  readonly zone?: string | undefined;
  readonly extraLabels?: readonly string[];
  /** How a branch names its ticket. */
  readonly ticketPattern?: RegExp;
}

export const createTables = (database: Database, options: TablesOptions = {}): Tables => {
  const { zone, extraLabels = [], ticketPattern } = options;
  const rows = createRowsOfEvents(database, { zone, extraLabels });
  const selectOrigin = database.prepare('SELECT origin FROM session_data WHERE id = ?');
  const originOf = (session: number): number | undefined =>
    (selectOrigin.get(session) as { origin: number | null } | undefined)?.origin ?? undefined;
  const { write, committed, rolledBack } = rows;
  return {
    event: (row) => writeEvent(rows, row),
    reprice: createReprice(database, rows),
    point: ({ metric, time, session: sessionId, amount, attributes, resource, countedFrom }) => {
      const origin = rows.origins.numberOf(attributes, resource);
      const session = rows.sessionOf(sessionId, time, origin);
      if (countedFrom && session !== null) rows.sessions.set(session, 'counted_from', countedFrom);
      const measure = measureOfPoint(metric, attributes);
      if (measure)
        rows.add({ time, session, turn: null, origin, model: modelOf(attributes) }, measure, amount);
    },
    span: (row) => writeSpan(rows, row),
    hook: (row, received) => writeHook(rows, row, { received, ticketPattern, originOf }),
    write,
    committed,
    rolledBack,
  };
};

import type { Database } from '../store/database.ts';
import { createCalendarTable, slotOf } from './calendar.ts';
import type { EventFacts } from './contributions.ts';
import { sessionColumns, toolCallColumns, turnColumns, turnMeasures } from './derived.ts';
import { createEventWriter } from './event-writer.ts';
import { addTo, type MeasureName, type MeasureSums, measureNames } from './measures.ts';
import { originColumns } from './origin.ts';
import { createOrigins } from './origins.ts';
import { createRows } from './rows.ts';
import { modelMeasures } from './schema.ts';
import { createKeyedSums } from './sums.ts';
import { createUnclaimed } from './unclaimed.ts';
import type { SpanRow } from './write-span.ts';

/** Where what one event or data point adds belongs. */
export interface Attribution {
  /** Microseconds since 1970. */
  readonly time: number;
  readonly session: number | null;
  readonly turn: number | null;
  readonly origin: number;
  readonly model: string;
}

/** The sender of what no telemetry came with yet. */
export const unknownOrigin = 0;

const factsOf = (columns: readonly { readonly name: string }[]) =>
  columns.map(({ name }) => name).filter((name) => name !== 'started' && name !== 'ended');

/** 128 bits of an identity. */
export const identityBytes = (identity: string): Buffer => Buffer.from(identity, 'base64url').subarray(0, 16);

export const textOf = (value: unknown): string | undefined =>
  value === undefined || value === null || value === '' ? undefined : String(value);

/** Everything that rows are written into, with what events have in common. */
export const createRowsOfEvents = (
  database: Database,
  { zone, extraLabels }: { readonly zone: string | undefined; readonly extraLabels: readonly string[] },
) => {
  const calendar = createCalendarTable(database, zone);
  const origins = createOrigins(database, extraLabels);
  const writer = createEventWriter(
    database,
    new Set(originColumns(extraLabels).flatMap(({ sources }) => sources)),
  );
  const sessions = createRows(database, {
    table: 'session_data',
    key: 'session_id',
    links: ['origin'],
    facts: factsOf(sessionColumns),
    sums: measureNames,
  });
  const turns = createRows(database, {
    table: 'turn_data',
    key: 'prompt_id',
    links: ['origin', 'session'],
    facts: factsOf(turnColumns),
    sums: turnMeasures,
  });
  const calls = createRows(database, {
    table: 'tool_call_data',
    key: 'tool_use_id',
    links: ['origin', 'session', 'turn'],
    facts: factsOf(toolCallColumns),
    sums: [],
  });
  const models = createKeyedSums(database, 'session_models', ['session', 'model'], modelMeasures());
  const slots = createKeyedSums(database, 'slots', ['slot', 'origin', 'model']);
  const days = createKeyedSums(database, 'day_data', ['day', 'origin', 'model']);
  const unclaimed = createUnclaimed(database);
  const insertListed = database.prepare(
    'INSERT OR IGNORE INTO event_list (identity, time, received, name, session) VALUES (?, ?, ?, ?, ?)',
  );
  const insertSpan = database.prepare(
    `INSERT OR IGNORE INTO span_list (trace_id, span_id, parent_span_id, time, ended, received, name, session, tool_use_id, failed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertUnknown = database.prepare(
    `INSERT INTO unknown_names VALUES (?1, ?2, ?3, ?3, 1)
     ON CONFLICT DO UPDATE SET last = max(last, excluded.last), seen = seen + 1`,
  );
  const rows = [sessions, turns, calls];
  const sums = [models, slots, days];

  /** What a place adds up into. Most of what comes is of the place of what came before. */
  let last:
    | { readonly place: Attribution; readonly slot: number; readonly into: readonly MeasureSums[] }
    | undefined;
  const sumsOf = (place: Attribution): readonly MeasureSums[] => {
    const { time, session, turn, origin, model } = place;
    const slot = slotOf(time);
    const isLast =
      last?.slot === slot &&
      last.place.session === session &&
      last.place.turn === turn &&
      last.place.origin === origin &&
      last.place.model === model;
    if (last && isLast) return last.into;
    const into = [
      slots.of([slot, origin, model]),
      days.of([calendar.at(slot).day, origin, model]),
      ...(turn === null ? [] : [turns.sumsOf(turn)]),
      ...(session === null ? [] : [sessions.sumsOf(session)]),
      ...(session === null || model === '' ? [] : [models.of([session, model])]),
    ];
    last = { place, slot, into };
    return into;
  };
  /** Moves what the hooks of a session added to days without a sender to its sender, now that there is one. */
  const claimFor = (session: number, origin: number): void => {
    for (const { time, name, amount } of unclaimed.claim(session)) {
      const slot = slotOf(time);
      const { day } = calendar.at(slot);
      for (const [sender, sum] of [
        [unknownOrigin, -amount],
        [origin, amount],
      ] as const) {
        addTo(slots.of([slot, sender, '']), name, sum);
        addTo(days.of([day, sender, '']), name, sum);
      }
    }
  };
  const clearSums = () => {
    last = undefined;
    for (const { clear } of sums) clear();
  };

  return {
    origins,
    sessions,
    turns,
    calls,
    unclaimed,
    writer,
    /** Puts an event on the list of all; undefined where it is there already. */
    list: (
      identity: string,
      event: {
        readonly time: number;
        readonly received: number;
        readonly name: string;
        readonly session: number | null;
      },
    ): number | undefined => {
      const { time, received, name, session } = event;
      const listed = insertListed.run(identityBytes(identity), time, received, name, session);
      if (listed.changes === 0) return undefined;
      calendar.at(slotOf(time));
      return Number(listed.lastInsertRowid);
    },
    /** Puts a span on the list of all; undefined where it is there already. */
    listSpan: (span: SpanRow, session: number | null, toolUseId: string | undefined): number | undefined => {
      const { traceId, spanId, parentSpanId = null, time, ended, received, name, hasFailed } = span;
      const listed = insertSpan.run(
        ...[traceId, spanId, parentSpanId, time, ended, received, name, session, toolUseId ?? null],
        hasFailed ? 1 : 0,
      );
      if (listed.changes === 0) return undefined;
      calendar.at(slotOf(time));
      return Number(listed.lastInsertRowid);
    },
    /** The number of a session, which something was just heard of; null without an id. */
    sessionOf: (id: string, time: number, origin?: number): number | null => {
      if (id === '') return null;
      const session = sessions.numberOf(id);
      sessions.touch(session, time, { origin });
      if (origin !== undefined) claimFor(session, origin);
      return session;
    },
    turnOf: (prompt: string | undefined, { time, session, origin }: Omit<Attribution, 'turn' | 'model'>) => {
      if (prompt === undefined) return null;
      const turn = turns.numberOf(prompt);
      turns.touch(turn, time, { origin: origin || undefined, session: session ?? undefined });
      return turn;
    },
    callOf: (id: string | undefined, facts: EventFacts | undefined, place: Omit<Attribution, 'model'>) => {
      if (!facts && id === undefined) return null;
      const call = calls.numberOf(id);
      if (!facts) return call;
      calls.touch(call, place.time, {
        origin: place.origin || undefined,
        session: place.session ?? undefined,
        turn: place.turn ?? undefined,
      });
      for (const [name, value] of Object.entries(facts)) calls.set(call, name, value);
      return call;
    },
    /** Adds to everything that adds up: quarter of an hour, day, turn, session. */
    add: (place: Attribution, name: MeasureName, amount: number) => {
      if (amount === 0) return;
      for (const sums of sumsOf(place)) addTo(sums, name, amount);
    },
    noteUnknown: (event: string, names: readonly string[], time: number) => {
      for (const name of names) insertUnknown.run(event, name, time);
    },
    write: () => {
      for (const { write } of [...rows, ...sums]) write();
    },
    committed: () => {
      for (const { committed } of rows) committed();
      clearSums();
    },
    rolledBack: () => {
      for (const { rolledBack } of [...rows, calendar, origins, unclaimed]) rolledBack();
      clearSums();
    },
  };
};

export type RowsOfEvents = ReturnType<typeof createRowsOfEvents>;

import type { Database } from '../store/database.ts';
import { createCalendarTable, slotOf } from './calendar.ts';
import type { EventFacts } from './contributions.ts';
import { sessionColumns, toolCallColumns, turnColumns, turnMeasures } from './derived.ts';
import { createEventWriter } from './event-writer.ts';
import { addTo, type MeasureName, type MeasureSums, measureNames, placeOf } from './measures.ts';
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
  const models = createKeyedSums(database, [
    { table: 'session_models', keys: ['session', 'model'], names: modelMeasures() },
  ]);
  const slots = createKeyedSums(database, [
    { table: 'slots', keys: ['slot', 'origin', 'model'] },
    {
      table: 'day_data',
      keys: ['day', 'origin', 'model'],
      keyOf: ([slot, ...others]) => [calendar.at(Number(slot)).day, ...others],
    },
  ]);
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
  const sums = [models, slots];

  /** What the places of one session, turn and quarter of an hour add up into, by model: most come one after the other. */
  let last: (Omit<Attribution, 'time' | 'model'> & { readonly slot: number }) | undefined;
  const ofLast = new Map<string, readonly MeasureSums[]>();
  const sumsOf = ({ time, session, turn, origin, model }: Attribution): readonly MeasureSums[] => {
    const slot = slotOf(time);
    const isLast =
      last?.slot === slot && last.session === session && last.turn === turn && last.origin === origin;
    if (!isLast) {
      last = { slot, session, turn, origin };
      ofLast.clear();
    }
    let into = ofLast.get(model);
    if (!into) {
      into = [
        slots.of([slot, origin, model]),
        ...(turn === null ? [] : [turns.sumsOf(turn)]),
        ...(session === null ? [] : [sessions.sumsOf(session)]),
        ...(session === null || model === '' ? [] : [models.of([session, model])]),
      ];
      ofLast.set(model, into);
    }
    return into;
  };
  /** Moves what the hooks of a session added to days without a sender to its sender, now that there is one. */
  const claimFor = (session: number, origin: number): void => {
    for (const { time, name, amount } of unclaimed.claim(session)) {
      const slot = slotOf(time);
      addTo(slots.of([slot, unknownOrigin, '']), placeOf(name), -amount);
      addTo(slots.of([slot, origin, '']), placeOf(name), amount);
    }
  };
  /** What was heard of last: the points of an export are of one session and one moment. */
  let heard: { id: string; time: number; origin: number | undefined; session: number } | undefined;
  const clear = () => {
    last = undefined;
    heard = undefined;
    ofLast.clear();
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
      if (heard?.id === id && heard.time === time && heard.origin === origin) return heard.session;
      const session = sessions.touch(id, time, { origin });
      if (origin !== undefined) claimFor(session, origin);
      heard = { id, time, origin, session };
      return session;
    },
    turnOf: (prompt: string | undefined, { time, session, origin }: Omit<Attribution, 'turn' | 'model'>) => {
      if (prompt === undefined) return null;
      return turns.touch(prompt, time, { origin: origin || undefined, session: session ?? undefined });
    },
    callOf: (id: string | undefined, facts: EventFacts | undefined, place: Omit<Attribution, 'model'>) => {
      if (!facts && id === undefined) return null;
      if (!facts) return calls.numberOf(id);
      const call = calls.touch(id, place.time, {
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
      const measure = placeOf(name);
      for (const sums of sumsOf(place)) addTo(sums, measure, amount);
    },
    noteUnknown: (event: string, names: readonly string[], time: number) => {
      for (const name of names) insertUnknown.run(event, name, time);
    },
    write: () => {
      for (const { write } of [...rows, ...sums]) write();
    },
    committed: () => {
      for (const { committed } of rows) committed();
      clear();
    },
    rolledBack: () => {
      for (const { rolledBack } of [...rows, calendar, origins, unclaimed]) rolledBack();
      clear();
    },
  };
};

export type RowsOfEvents = ReturnType<typeof createRowsOfEvents>;

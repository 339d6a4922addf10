import type { Database } from '../store/database.ts';
import { type Column, type ColumnValue, columnValue, moneyColumn } from './column.ts';
import { type EventTable, eventTables, unknownEvents, unknownHooks, unknownSpans } from './event-table.ts';
import { dataTable, quoted } from './schema.ts';

/** Numbers of the rows that a row belongs to. */
export interface RowLinks {
  readonly id: number;
  readonly time: number;
  readonly session: number | null;
  readonly origin: number | null;
  readonly turn: number | null;
  readonly call: number | null;
}

/** What a catalogue does not have: names, by the event that brought them. */
export type UnknownNames = readonly string[];

export interface EventWriter {
  /** Writes the row of one event, and returns the names of what has no column. */
  readonly write: (
    source: EventTable['source'],
    name: string,
    links: RowLinks,
    values: ReadonlyMap<string, unknown>,
  ) => UnknownNames;
}

const unknownOf = { event: unknownEvents, hook: unknownHooks, span: unknownSpans } as const;

/** What rows keep elsewhere, or do not need beside their columns. */
const elsewhere: ReadonlySet<string> = new Set([
  'event.name',
  'event.timestamp',
  'session.id',
  'prompt.id',
  'tool_use_id',
]);

const valueIn = ({ from, type }: Column, value: unknown): ColumnValue | undefined => {
  const kept = columnValue(type, value);
  return from === moneyColumn.attribute && kept !== undefined ? Math.round(Number(kept) * 1e9) : kept;
};

/** Writes events into the tables of their names, one prepared statement each. `ofOrigin`: what senders have as columns. */
export const createEventWriter = (database: Database, ofOrigin: ReadonlySet<string>): EventWriter => {
  const prepared = new Map<string, ReturnType<typeof prepare>>();

  const prepare = (table: EventTable) => {
    const names = [
      'id',
      'time',
      'session',
      'origin',
      'turn',
      'call',
      ...table.columns.map(({ name }) => name),
      'other',
    ];
    return {
      columns: new Map(table.columns.map((column, index) => [column.from, { ...column, index }])),
      count: table.columns.length,
      insert: database.prepare(
        `INSERT INTO ${quoted(dataTable(table.name))} (${names.map(quoted).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ),
    };
  };

  const writerOf = (source: EventTable['source'], name: string) => {
    const key = `${source} ${name}`;
    let writer = prepared.get(key);
    if (!writer) {
      const table =
        eventTables.find((candidate) => candidate.source === source && candidate.of === name) ??
        unknownOf[source];
      writer = prepare(table);
      if (prepared.size < 500) prepared.set(key, writer);
    }
    return writer;
  };

  return {
    write: (source, name, { id, time, session, origin, turn, call }, values) => {
      const { columns, count, insert } = writerOf(source, name);
      const row = new Array<ColumnValue>(count).fill(null);
      let other: Record<string, unknown> | undefined;
      for (const [from, value] of values) {
        const column = columns.get(from);
        const kept = column && valueIn(column, value);
        if (kept !== undefined) row[column?.index ?? 0] = kept;
        else if (!elsewhere.has(from) && !ofOrigin.has(from)) other = { ...other, [from]: value };
      }
      insert.run(id, time, session, origin, turn, call, ...row, other ? JSON.stringify(other) : null);
      return other ? Object.keys(other) : [];
    },
  };
};

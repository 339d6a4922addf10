import type { Column } from '../tables/column.ts';
import {
  planWindowColumns,
  sessionColumns,
  toolCallColumns,
  turnColumns,
  turnMeasures,
} from '../tables/derived.ts';
import { type EventTable, eventTables } from '../tables/event-table.ts';
import { measureNames } from '../tables/measures.ts';
import { originColumns } from '../tables/origin.ts';
import { dataTable, modelMeasures, slotMicroseconds } from '../tables/schema.ts';

/**
 * The tables of `src/tables` as ClickHouse stores them. Rows name each other by the client's own ids (session, prompt,
 * tool call) and by a hash of their sender, never by numbers of the ledger's file: an older copy of that file gives its
 * numbers to other rows.
 */

/** A column as it is declared, and how the ledger's SQLite reads its value. */
export interface StoredColumn {
  readonly name: string;
  readonly type: string;
  /** An expression over `e`, the row itself, and what the table joins. */
  readonly value: string;
}

export interface ClickhouseTable {
  readonly name: string;
  readonly columns: readonly StoredColumn[];
  /** The table of SQLite that its rows are read from, as `e`, and what is joined to it. */
  readonly source: string;
  readonly joins: string;
  readonly order: string;
  /** The column with the time (microseconds) by which rows are kept; absent: for ever. */
  readonly keptBy?: string;
  /** For rows that change, of which the one with the highest version counts: what identifies one in SQLite. */
  readonly keys?: readonly string[];
}

const quoted = (name: string): string => `"${name}"`;
const packed = 'CODEC(ZSTD(3))';
const rising = 'CODEC(Delta, ZSTD(3))';

/** Texts with a value of its own on nearly every row, which a dictionary would only burden. */
const isUnique = (name: string): boolean =>
  /(?:^|_)(?:id|prompt|prompt_text|response|body|input|output|parameters|content|message|error|query)$/.test(
    name,
  );

const typeOf = ({ name, type }: Column): string => {
  switch (type) {
    case 'integer':
      return `Nullable(Int64) ${packed}`;
    case 'real':
      return `Nullable(Float64) ${packed}`;
    case 'boolean':
      return `Nullable(Int8) ${packed}`;
    case 'json':
      return `Nullable(String) ${packed}`;
    default:
      return isUnique(name) ? `Nullable(String) ${packed}` : `LowCardinality(Nullable(String)) ${packed}`;
  }
};

/** SQLite keeps in a column whatever it was given: here the type is what was declared. */
const casts: Readonly<Partial<Record<Column['type'], string>>> = {
  integer: 'INTEGER',
  real: 'REAL',
  boolean: 'INTEGER',
};

const valueIn = (alias: string, { name, type }: Column): string => {
  const cast = casts[type];
  const column = `${alias}.${quoted(name)}`;
  return cast ? `CAST(${column} AS ${cast})` : column;
};

const own = (alias: string, columns: readonly Column[]): readonly StoredColumn[] =>
  columns.map((column) => ({ name: column.name, type: typeOf(column), value: valueIn(alias, column) }));
const sums = (alias: string, names: readonly string[]): readonly StoredColumn[] =>
  names.map((name) => ({ name, type: `Int64 ${packed}`, value: `${alias}.${name}` }));
const plain = (name: string, type: string, value: string): StoredColumn => ({ name, type, value });
const ledgerNumber = plain('id', `Int64 ${rising}`, 'e.id');
/** As it is, without a stand-in for none: a condition on it then reads what the sorting key says, and nothing else. */
const session = plain('session_id', `Nullable(String) ${packed}`, 's.session_id');
const sender = (number: string) => plain('origin', 'UInt64 CODEC(ZSTD(3))', `origin_hash(${number})`);
/** The sender of the session where the row has none of its own; where that is known later, the row is sent again. */
const senderOrSessions = sender('coalesce(nullif(e.origin, 0), s.origin)');
/** 64 of the 128 bits: enough to tell events apart that the ledger asks about, and half of what hardly compresses. */
export const identityOf = (alias: string): string => `substr(lower(hex(${alias}.identity)), 1, 16)`;

const eventData = (table: EventTable): ClickhouseTable => ({
  name: dataTable(table.name),
  columns: [
    ledgerNumber,
    plain('time', `Int64 ${rising}`, 'e.time'),
    plain('received', `Int64 ${rising}`, 'l.received'),
    session,
    plain('prompt_id', `Nullable(String) ${packed}`, 't.prompt_id'),
    ...(table.columns.some(({ name }) => name === 'tool_use_id')
      ? []
      : [plain('tool_use_id', `Nullable(String) ${packed}`, 'k.tool_use_id')]),
    sender('e.origin'),
    ...own('e', table.columns),
    plain('other', `Nullable(String) ${packed}`, 'e.other'),
  ],
  source: quoted(dataTable(table.name)),
  joins: `JOIN event_list l ON l.id = e.id
    LEFT JOIN session_data s ON s.id = e.session LEFT JOIN turn_data t ON t.id = e.turn
    LEFT JOIN tool_call_data k ON k.id = e.call`,
  order: 'session_id, time',
  keptBy: 'received',
});

/** Tables of events that the ledger fills. */
export const filledEventTables = eventTables.filter(({ source }) => source !== 'span');

/** Every event, one row each; written after the tables of its batch: what is here is there, too. */
export const eventList: ClickhouseTable = {
  name: 'event_list',
  columns: [
    ledgerNumber,
    plain('identity', 'FixedString(16) CODEC(ZSTD(3))', identityOf('e')),
    plain('time', `Int64 ${rising}`, 'e.time'),
    plain('received', `Int64 ${rising}`, 'e.received'),
    plain('name', `LowCardinality(String) ${packed}`, 'e.name'),
    session,
  ],
  source: 'event_list',
  joins: 'LEFT JOIN session_data s ON s.id = e.session',
  order: 'session_id, time',
  keptBy: 'received',
};

export const eventDataTables: ReadonlyMap<string, ClickhouseTable> = new Map(
  filledEventTables.map((table) => [table.name, eventData(table)]),
);

/** What identifies a window of a plan's limit. */
const planWindowKeys: readonly string[] = ['plan_window', 'account', 'resets'];

/** Rows that change: each version is sent whole, and the newest counts, however often it comes. */
export const changingTables = (extraLabels: readonly string[]): readonly ClickhouseTable[] => [
  {
    name: 'origins',
    columns: [
      sender('e.id'),
      ...own('e', originColumns(extraLabels)),
      plain('other', `Nullable(String) ${packed}`, 'e.other'),
    ],
    source: 'origins',
    joins: '',
    order: 'origin',
    keys: ['id'],
  },
  {
    name: 'session_data',
    columns: [
      plain('session_id', `String ${packed}`, 'e.session_id'),
      sender('e.origin'),
      ...own('e', sessionColumns),
      ...sums('e', measureNames),
    ],
    source: 'session_data',
    joins: '',
    order: 'session_id',
    keys: ['id'],
  },
  {
    name: 'session_models',
    columns: [
      session,
      plain('model', `LowCardinality(String) ${packed}`, 'e.model'),
      ...sums('e', modelMeasures()),
    ],
    source: 'session_models',
    joins: 'JOIN session_data s ON s.id = e.session',
    order: 'session_id, model',
    keys: ['session', 'model'],
  },
  {
    name: 'turn_data',
    columns: [
      plain('prompt_id', `String ${packed}`, 'e.prompt_id'),
      session,
      senderOrSessions,
      ...own('e', turnColumns),
      ...sums('e', turnMeasures),
    ],
    source: 'turn_data',
    joins: 'LEFT JOIN session_data s ON s.id = e.session',
    order: 'prompt_id',
    keys: ['id'],
  },
  {
    name: 'tool_call_data',
    columns: [
      // Calls without an id are never touched again: where and when they were tells them apart.
      plain('call', `String ${packed}`, "coalesce(e.tool_use_id, 'row ' || e.id || ' ' || e.started)"),
      plain('tool_use_id', `Nullable(String) ${packed}`, 'e.tool_use_id'),
      session,
      plain('prompt_id', `Nullable(String) ${packed}`, 't.prompt_id'),
      senderOrSessions,
      plain('kept_by', `Int64 ${rising}`, 'coalesce(e.started, 0)'),
      ...own('e', toolCallColumns),
    ],
    source: 'tool_call_data',
    joins: 'LEFT JOIN session_data s ON s.id = e.session LEFT JOIN turn_data t ON t.id = e.turn',
    order: 'session_id, call',
    keptBy: 'kept_by',
    keys: ['id'],
  },
  {
    name: 'slots',
    columns: [
      plain('slot', `Int64 ${rising}`, 'e.slot'),
      plain('time', `Int64 ${rising}`, `e.slot * ${slotMicroseconds}`),
      sender('e.origin'),
      plain('model', `LowCardinality(String) ${packed}`, 'e.model'),
      ...sums('e', measureNames),
    ],
    source: 'slots',
    joins: '',
    order: 'slot, origin, model',
    keptBy: 'time',
    keys: ['slot', 'origin', 'model'],
  },
  {
    name: 'day_data',
    columns: [
      plain('day', `LowCardinality(String) ${packed}`, 'e.day'),
      sender('e.origin'),
      plain('model', `LowCardinality(String) ${packed}`, 'e.model'),
      ...sums('e', measureNames),
    ],
    source: 'day_data',
    joins: '',
    order: 'day, origin, model',
    keys: ['day', 'origin', 'model'],
  },
  {
    name: 'plan_window_data',
    columns: [
      plain('plan_window', `LowCardinality(String) ${packed}`, 'e.plan_window'),
      plain('account', `LowCardinality(String) ${packed}`, 'e.account'),
      plain('resets', `Int64 ${rising}`, 'e.resets'),
      ...own(
        'e',
        planWindowColumns.filter(({ name }) => !planWindowKeys.includes(name)),
      ),
    ],
    source: 'plan_window_data',
    joins: '',
    order: planWindowKeys.join(', '),
    keys: planWindowKeys,
  },
  {
    name: 'merged_pull_data',
    columns: [
      plain('repository', `LowCardinality(String) ${packed}`, 'e.repository'),
      plain('pull', `String ${packed}`, 'e.pull'),
      plain('branch', `String ${packed}`, 'e.branch'),
      plain('merged', `Int64 ${rising}`, 'e.merged'),
    ],
    source: 'merged_pull_data',
    joins: '',
    order: 'repository, pull',
    keys: ['repository', 'pull'],
  },
];

/** Every table, in the order in which they are made. */
export const storedTables = (extraLabels: readonly string[]): readonly ClickhouseTable[] => [
  ...changingTables(extraLabels),
  eventList,
  ...eventDataTables.values(),
];

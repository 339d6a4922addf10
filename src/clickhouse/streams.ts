import { type EventTable, eventTables, tableOfEvent, tableOfSpan } from '../tables/event-table.ts';
import { dataTable, quoted } from '../tables/schema.ts';
import {
  type ClickhouseTable,
  column,
  ownColumns,
  packed,
  type RetentionName,
  rising,
  senderColumn,
  sessionColumn,
  sought,
  whole,
} from './stored-table.ts';

/** Rows that are written once and never change, in the order of their numbers: a list of all, and a table for each kind. */
export interface RowStream {
  readonly name: 'events' | 'spans';
  /** Written after the tables of a batch: what is here is there, too. */
  readonly list: ClickhouseTable;
  /** The tables by the names that people ask for. */
  readonly tables: ReadonlyMap<string, ClickhouseTable>;
  /** The table of a row, by its name in the list. */
  readonly tableOf: (name: string) => string;
  /** What tells a row apart whatever number the ledger gave it: in SQLite, and in ClickHouse. */
  readonly identity: { readonly here: string; readonly there: string };
}

const ledgerNumber = column('id', `Int64 ${rising}`, 'e.id');
const moment = (name: string) => column(name, `Int64 ${whole}`, `e.${name}`);
const received = (row: string) => column('received', `Int64 ${rising}`, `${row}.received`);
const rowName = column('name', `LowCardinality(String) ${sought}`, 'e.name');

/** The table of one kind of event or span. `list` is the list that it stands in, `as` how long it is kept. */
const dataOf = (table: EventTable, list: string, as: RetentionName): ClickhouseTable => ({
  name: dataTable(table.name),
  columns: [
    ledgerNumber,
    moment('time'),
    received('l'),
    sessionColumn,
    column('prompt_id', `Nullable(String) ${packed}`, 't.prompt_id'),
    ...(table.columns.some(({ name }) => name === 'tool_use_id')
      ? []
      : [
          column(
            'tool_use_id',
            `Nullable(String) ${sought}`,
            table.source === 'span' ? 'l.tool_use_id' : 'k.tool_use_id',
          ),
        ]),
    senderColumn('e.origin'),
    ...ownColumns('e', table.columns),
    column('other', `Nullable(String) ${packed}`, 'e.other'),
  ],
  source: quoted(dataTable(table.name)),
  joins: `JOIN ${list} l ON l.id = e.id
    LEFT JOIN session_data s ON s.id = e.session LEFT JOIN turn_data t ON t.id = e.turn
    LEFT JOIN tool_call_data k ON k.id = e.call`,
  order: 'session_id, time',
  kept: { by: 'received', as },
});

const tablesOf = (isOfStream: (table: EventTable) => boolean, list: string, as: RetentionName) =>
  new Map(eventTables.filter(isOfStream).map((table) => [table.name, dataOf(table, list, as)] as const));

/** 64 of the 128 bits: enough to tell events apart that the ledger asks about, and half of what hardly compresses. */
const eventIdentity = (alias: string): string => `substr(lower(hex(${alias}.identity)), 1, 16)`;
const spanIdentity = (alias: string): string => `${alias}.trace_id || ${alias}.span_id`;

const eventList: ClickhouseTable = {
  name: 'event_list',
  columns: [
    ledgerNumber,
    column('identity', 'FixedString(16) CODEC(ZSTD(3))', eventIdentity('e')),
    moment('time'),
    received('e'),
    rowName,
    sessionColumn,
  ],
  source: 'event_list',
  joins: 'LEFT JOIN session_data s ON s.id = e.session',
  order: 'session_id, time',
  kept: { by: 'received', as: 'events' },
};

const spanList: ClickhouseTable = {
  name: 'span_list',
  columns: [
    ledgerNumber,
    column('trace_id', `String ${packed}`, 'e.trace_id'),
    column('span_id', `String ${packed}`, 'e.span_id'),
    column('parent_span_id', `Nullable(String) ${packed}`, 'e.parent_span_id'),
    moment('time'),
    moment('ended'),
    received('e'),
    rowName,
    sessionColumn,
    column('tool_use_id', `Nullable(String) ${sought}`, 'e.tool_use_id'),
    column('failed', `Int8 ${whole}`, 'e.failed'),
  ],
  source: 'span_list',
  joins: 'LEFT JOIN session_data s ON s.id = e.session',
  order: 'session_id, time',
  kept: { by: 'received', as: 'spans' },
};

export const eventStream: RowStream = {
  name: 'events',
  list: eventList,
  tables: tablesOf(({ source }) => source !== 'span', 'event_list', 'events'),
  tableOf: tableOfEvent,
  identity: { here: eventIdentity('event_list'), there: 'identity' },
};

export const spanStream: RowStream = {
  name: 'spans',
  list: spanList,
  tables: tablesOf(({ source }) => source === 'span', 'span_list', 'spans'),
  tableOf: (name) => tableOfSpan(name).name,
  identity: { here: spanIdentity('span_list'), there: 'trace_id || span_id' },
};

export const streams: readonly RowStream[] = [eventStream, spanStream];

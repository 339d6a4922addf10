import { quarterMilliseconds } from '../config/calendar.ts';
import type { Column } from './column.ts';
import {
  mergedPullColumns,
  planWindowColumns,
  sessionColumns,
  toolCallColumns,
  turnColumns,
  turnMeasures,
} from './derived.ts';
import { type EventTable, eventTables } from './event-table.ts';
import { measureNames } from './measures.ts';
import { originColumns } from './origin.ts';

/**
 * The schema in SQLite. A table `NAME_data` holds a row's own values and numbers of rows kept once (session, prompt, tool
 * call, sender); the view `NAME` shows them all by name, beside local day, hour and week. SQLite leaves out of a view
 * what a query does not ask for.
 */

/** Rows of the calendar are quarters of an hour. */
export const slotMicroseconds = quarterMilliseconds * 1000;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const sqlTypes = {
  text: 'TEXT',
  integer: 'INTEGER',
  real: 'REAL',
  boolean: 'INTEGER',
  json: 'TEXT',
} as const;

export interface StoredTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly sql: string }[];
  readonly constraint?: string;
  readonly options?: string;
  readonly indexes: readonly string[];
}

const typed = (columns: readonly Column[]) =>
  columns.map(({ name, type }) => ({ name, sql: sqlTypes[type] }));
const plain = (...columns: readonly string[]) =>
  columns.map((text) => {
    const [name = '', ...rest] = text.split(' ');
    return { name, sql: rest.join(' ') };
  });
const sums = (names: readonly string[]) => names.map((name) => ({ name, sql: 'INTEGER NOT NULL DEFAULT 0' }));

export const dataTable = (name: string): string => `${name}_data`;

const eventData = (table: EventTable): StoredTable => ({
  name: dataTable(table.name),
  columns: [
    ...plain(
      'id INTEGER PRIMARY KEY',
      'time INTEGER NOT NULL',
      'session INTEGER',
      'origin INTEGER',
      'turn INTEGER',
      'call INTEGER',
    ),
    ...typed(table.columns),
    ...plain('other TEXT'),
  ],
  indexes: ['time'],
});

export const storedTables = (extraLabels: readonly string[]): readonly StoredTable[] => [
  {
    // Quarters of an hour since 1970 and what they are in the configured time zone.
    name: 'calendar',
    columns: plain(
      'slot INTEGER PRIMARY KEY',
      'day TEXT NOT NULL',
      'hour INTEGER NOT NULL',
      'weekday INTEGER NOT NULL',
      'week TEXT NOT NULL',
      'month TEXT NOT NULL',
    ),
    indexes: ['day'],
  },
  {
    // How the tables were made.
    name: 'table_facts',
    columns: plain('name TEXT PRIMARY KEY', 'value TEXT NOT NULL'),
    options: 'WITHOUT ROWID',
    indexes: [],
  },
  {
    name: 'origins',
    columns: [
      ...plain('id INTEGER PRIMARY KEY', 'key TEXT NOT NULL UNIQUE', 'known INTEGER NOT NULL'),
      ...typed(originColumns(extraLabels)),
      ...plain('other TEXT'),
    ],
    indexes: [],
  },
  {
    name: 'event_list',
    columns: plain(
      'id INTEGER PRIMARY KEY',
      'identity BLOB NOT NULL UNIQUE',
      'time INTEGER NOT NULL',
      'received INTEGER NOT NULL',
      'name TEXT NOT NULL',
      'session INTEGER',
    ),
    indexes: ['time', 'session, time'],
  },
  {
    name: 'span_list',
    columns: plain(
      'id INTEGER PRIMARY KEY',
      'trace_id TEXT NOT NULL',
      'span_id TEXT NOT NULL',
      'parent_span_id TEXT',
      'time INTEGER NOT NULL',
      'ended INTEGER NOT NULL',
      'received INTEGER NOT NULL',
      'name TEXT NOT NULL',
      'session INTEGER',
      'tool_use_id TEXT',
      'failed INTEGER NOT NULL',
    ),
    constraint: 'UNIQUE (trace_id, span_id)',
    indexes: ['time', 'session, time'],
  },
  {
    name: 'session_data',
    columns: [
      ...plain('id INTEGER PRIMARY KEY', 'session_id TEXT NOT NULL UNIQUE', 'origin INTEGER'),
      ...typed(sessionColumns),
      ...sums(measureNames),
    ],
    indexes: ['started', 'ended'],
  },
  {
    name: 'session_models',
    columns: [...plain('session INTEGER NOT NULL', 'model TEXT NOT NULL'), ...sums(modelMeasures())],
    constraint: 'PRIMARY KEY (session, model)',
    options: 'WITHOUT ROWID',
    indexes: [],
  },
  {
    name: 'turn_data',
    columns: [
      ...plain(
        'id INTEGER PRIMARY KEY',
        'prompt_id TEXT NOT NULL UNIQUE',
        'session INTEGER',
        'origin INTEGER',
      ),
      ...typed(turnColumns),
      ...sums(turnMeasures),
    ],
    indexes: ['started', 'session, started'],
  },
  {
    name: 'tool_call_data',
    columns: [
      ...plain(
        'id INTEGER PRIMARY KEY',
        'tool_use_id TEXT UNIQUE',
        'session INTEGER',
        'origin INTEGER',
        'turn INTEGER',
      ),
      ...typed(toolCallColumns),
    ],
    indexes: ['started', 'session, started'],
  },
  {
    // What `days` adds up, by quarter of an hour: made into other days where the time zone changes.
    name: 'slots',
    columns: [
      ...plain('slot INTEGER NOT NULL', 'origin INTEGER NOT NULL', 'model TEXT NOT NULL'),
      ...sums(measureNames),
    ],
    constraint: 'PRIMARY KEY (slot, origin, model)',
    options: 'WITHOUT ROWID',
    indexes: [],
  },
  {
    // What hooks added to days before their session's sender was known.
    name: 'unclaimed',
    columns: plain(
      'session INTEGER NOT NULL',
      'time INTEGER NOT NULL',
      'name TEXT NOT NULL',
      'amount INTEGER NOT NULL',
    ),
    indexes: ['session', 'time'],
  },
  {
    name: 'day_data',
    columns: [
      ...plain('day TEXT NOT NULL', 'origin INTEGER NOT NULL', 'model TEXT NOT NULL'),
      ...sums(measureNames),
    ],
    constraint: 'PRIMARY KEY (day, origin, model)',
    options: 'WITHOUT ROWID',
    indexes: [],
  },
  {
    name: 'plan_window_data',
    columns: typed(planWindowColumns),
    constraint: 'PRIMARY KEY (plan_window, account, resets)',
    options: 'WITHOUT ROWID',
    indexes: ['resets'],
  },
  {
    name: 'merged_pull_data',
    columns: typed(mergedPullColumns),
    constraint: 'PRIMARY KEY (repository, pull)',
    options: 'WITHOUT ROWID',
    indexes: ['merged'],
  },
  {
    // Names that the catalogue does not have.
    name: 'unknown_names',
    columns: plain(
      'event TEXT NOT NULL',
      'attribute TEXT NOT NULL',
      'first INTEGER NOT NULL',
      'last INTEGER NOT NULL',
      'seen INTEGER NOT NULL',
    ),
    constraint: 'PRIMARY KEY (event, attribute)',
    options: 'WITHOUT ROWID',
    indexes: [],
  },
  ...eventTables.map(eventData),
];

/** Measures that are told apart by model. */
export function modelMeasures() {
  return measureNames.filter((name) => /tokens$|^cost_|^request|^api_/.test(name));
}

export const dollars = (nano: string): string => `${nano} / 1e9`;
export const dollarsName = (name: string): string => name.replace('_nanodollars', '_usd');

/** A column as a view shows it; money also in dollars. */
export const shown = (alias: string, name: string): readonly string[] => [
  `${alias}.${quoted(name)}`,
  ...(name.endsWith('_nanodollars') ? [`${dollars(`${alias}.${name}`)} AS ${dollarsName(name)}`] : []),
];

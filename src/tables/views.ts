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
import { dataTable, quoted, shown, slotMicroseconds } from './schema.ts';

export interface SqlView {
  readonly name: string;
  readonly brief: string;
  readonly sql: string;
}

const timestamp = (time: string): string =>
  `strftime('%Y-%m-%dT%H:%M:%fZ', ${time} / 1000000.0, 'unixepoch')`;
const calendarOf = (time: string): string => `LEFT JOIN calendar c ON c.slot = ${time} / ${slotMicroseconds}`;
const calendarColumns = ['c.day', 'c.hour', 'c.weekday', 'c.week', 'c.month'];

const viewOf = (name: string, brief: string, columns: readonly string[], from: string): SqlView => ({
  name,
  brief,
  sql: `SELECT ${columns.join(', ')} FROM ${from}`,
});

/** What a column of the sender is called beside columns of the row's own. */
const originNames = (extraLabels: readonly string[], own: ReadonlySet<string>): readonly string[] =>
  originColumns(extraLabels)
    .filter(({ name }) => !own.has(name))
    .map(({ name }) => `o.${quoted(name)}`);

const eventView = (table: EventTable, extraLabels: readonly string[]): SqlView => {
  const own = new Set(table.columns.map(({ name }) => name));
  return viewOf(
    table.name,
    table.brief,
    [
      'e.id',
      'e.time',
      `${timestamp('e.time')} AS timestamp`,
      ...calendarColumns,
      's.session_id',
      't.prompt_id',
      ...(own.has('tool_use_id') ? [] : [table.source === 'span' ? 'l.tool_use_id' : 'k.tool_use_id']),
      ...table.columns.flatMap(({ name }) => shown('e', name)),
      ...originNames(extraLabels, own),
      'e.other',
    ],
    `${dataTable(table.name)} e
      LEFT JOIN session_data s ON s.id = e.session
      LEFT JOIN turn_data t ON t.id = e.turn
      LEFT JOIN tool_call_data k ON k.id = e.call
      ${table.source === 'span' ? 'LEFT JOIN span_list l ON l.id = e.id' : ''}
      LEFT JOIN origins o ON o.id = ${table.source === 'hook' ? 's.origin' : 'e.origin'}
      ${calendarOf('e.time')}`,
  );
};

/** Silent for longer than this, a session without a word about its end is over. */
export const silentMicroseconds = 1_800_000_000;

const sessions = (extraLabels: readonly string[]): SqlView => {
  const own = new Set([...sessionColumns.map(({ name }) => name)]);
  const best = (column: string): string =>
    `(SELECT m.model FROM session_models m WHERE m.session = s.id AND m.model <> '' ORDER BY m.${column} DESC, m.request_cost_nanodollars DESC, m.model LIMIT 1)`;
  return viewOf(
    'sessions',
    'One row a session.',
    [
      's.session_id',
      ...sessionColumns.map(({ name }) => `s.${quoted(name)}`),
      `${timestamp('s.started')} AS started_at`,
      `${timestamp('s.ended')} AS ended_at`,
      ...calendarColumns,
      '(s.ended - s.started) / 60000000.0 AS minutes',
      `CASE WHEN s.end_reason IS NOT NULL THEN s.end_reason
        WHEN s.ended > unixepoch() * 1000000 - ${silentMicroseconds} THEN 'open' ELSE 'silent' END AS how_ended`,
      `${best('cost_nanodollars')} AS model`,
      `(SELECT group_concat(m.model || ' ' || CAST(round(100.0 * m.cost_nanodollars / max(s.cost_nanodollars, 1)) AS INTEGER) || ' %', ', ')
        FROM session_models m WHERE m.session = s.id AND m.model <> '') AS models`,
      ...measureNames.flatMap((name) => shown('s', name)),
      'max(0, (s.ended - s.started) / 1000 - s.api_ms - s.tools_ms - s.hooks_ms) AS waiting_ms',
      ...originNames(extraLabels, own),
    ],
    `session_data s LEFT JOIN origins o ON o.id = s.origin ${calendarOf('s.started')}`,
  );
};

const turns = (extraLabels: readonly string[]): SqlView => {
  const own = new Set(turnColumns.map(({ name }) => name));
  return viewOf(
    'turns',
    'One row a prompt, with what was done for it.',
    [
      't.prompt_id',
      's.session_id',
      ...turnColumns.map(({ name }) => `t.${quoted(name)}`),
      `${timestamp('t.started')} AS started_at`,
      ...calendarColumns,
      ...turnMeasures.flatMap((name) => shown('t', name)),
      ...originNames(extraLabels, own),
    ],
    `turn_data t LEFT JOIN session_data s ON s.id = t.session LEFT JOIN origins o ON o.id = coalesce(t.origin, s.origin) ${calendarOf('t.started')}`,
  );
};

const toolCalls = (extraLabels: readonly string[]): SqlView => {
  const own = new Set(toolCallColumns.map(({ name }) => name));
  return viewOf(
    'tool_calls',
    'One row a tool call: telemetry and hooks of it joined.',
    [
      'k.tool_use_id',
      's.session_id',
      't.prompt_id',
      ...toolCallColumns.map(({ name }) => `k.${quoted(name)}`),
      `CASE WHEN k.success = 1 THEN 'ok' WHEN k.success = 0 THEN 'failed' WHEN k.verdict = 'deny' THEN 'blocked'
        WHEN k.decision = 'reject' THEN 'rejected' ELSE 'unknown' END AS outcome`,
      `${timestamp('k.started')} AS started_at`,
      ...calendarColumns,
      ...originNames(extraLabels, own),
    ],
    `tool_call_data k LEFT JOIN session_data s ON s.id = k.session LEFT JOIN turn_data t ON t.id = k.turn
      LEFT JOIN origins o ON o.id = coalesce(k.origin, s.origin) ${calendarOf('k.started')}`,
  );
};

const days = (extraLabels: readonly string[]): SqlView =>
  viewOf(
    'days',
    'Sums of a local day, by sender and model. Kept for ever.',
    [
      'd.day',
      'd.model',
      ...measureNames.flatMap((name) => shown('d', name)),
      ...originNames(extraLabels, new Set(['model'])),
    ],
    'day_data d LEFT JOIN origins o ON o.id = d.origin',
  );

const hours = (extraLabels: readonly string[]): SqlView =>
  viewOf(
    'hours',
    'Sums of a quarter of an hour, by sender and model. Kept as long as events.',
    [
      `d.slot * ${slotMicroseconds} AS time`,
      ...calendarColumns,
      'd.model',
      ...measureNames.flatMap((name) => shown('d', name)),
      ...originNames(extraLabels, new Set(['model'])),
    ],
    'slots d LEFT JOIN origins o ON o.id = d.origin LEFT JOIN calendar c ON c.slot = d.slot',
  );

const planWindows: SqlView = viewOf(
  'plan_windows',
  "One row a window of a plan's limit, by account: how full it got.",
  [
    ...planWindowColumns.map(({ name }) => `e.${quoted(name)}`),
    `${timestamp('e.resets')} AS resets_at`,
    ...calendarColumns,
  ],
  `plan_window_data e ${calendarOf('e.resets')}`,
);

const mergedPulls: SqlView = viewOf(
  'merged_pulls',
  'One row a pull request that was merged.',
  [
    ...mergedPullColumns.map(({ name }) => `e.${quoted(name)}`),
    `${timestamp('e.merged')} AS merged_at`,
    ...calendarColumns,
  ],
  `merged_pull_data e ${calendarOf('e.merged')}`,
);

const eventList: SqlView = viewOf(
  'events',
  'Every log event and hook event in one list; the columns of each are in the table of its name.',
  ['e.id', 'e.time', `${timestamp('e.time')} AS timestamp`, ...calendarColumns, 'e.name', 's.session_id'],
  `event_list e LEFT JOIN session_data s ON s.id = e.session ${calendarOf('e.time')}`,
);

/** The turn that a span is of: spans name no prompt, and a session works on one at a time. */
const promptOfSpan = `(SELECT t.prompt_id FROM turn_data t
  WHERE t.session = e.session AND t.started <= e.ended ORDER BY t.started DESC LIMIT 1)`;

const spanList: SqlView = viewOf(
  'spans',
  'Every span in one list; the attributes of each are in the table of its name.',
  [
    'e.id',
    'e.time',
    `${timestamp('e.time')} AS timestamp`,
    ...calendarColumns,
    'e.name',
    'e.ended',
    '(e.ended - e.time) / 1000.0 AS duration_ms',
    'e.failed',
    'e.trace_id',
    'e.span_id',
    'e.parent_span_id',
    's.session_id',
    `${promptOfSpan} AS prompt_id`,
    'e.tool_use_id',
  ],
  `span_list e LEFT JOIN session_data s ON s.id = e.session ${calendarOf('e.time')}`,
);

/** Every view, in the order that documentation shows. */
export const views = (extraLabels: readonly string[]): readonly SqlView[] => [
  sessions(extraLabels),
  turns(extraLabels),
  toolCalls(extraLabels),
  days(extraLabels),
  hours(extraLabels),
  planWindows,
  mergedPulls,
  eventList,
  spanList,
  ...eventTables.map((table) => eventView(table, extraLabels)),
];

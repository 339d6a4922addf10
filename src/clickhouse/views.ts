import {
  mergedPullColumns,
  planWindowColumns,
  sessionColumns,
  toolCallColumns,
  turnColumns,
  turnMeasures,
} from '../tables/derived.ts';
import { type EventTable, eventTables } from '../tables/event-table.ts';
import { measureNames } from '../tables/measures.ts';
import { originColumns } from '../tables/origin.ts';
import { dataTable, quoted, shown, slotMicroseconds } from '../tables/schema.ts';
import type { SqlView } from '../tables/views.ts';
import { silentMicroseconds } from '../tables/views.ts';

/** The views of `src/tables/views.ts`, with the same names and columns, over the tables as ClickHouse stores them. */

export interface ViewOptions {
  readonly extraLabels: readonly string[];
  /** The time zone of days, hours and weeks. */
  readonly zone: string;
}

const moment = (time: string, zone: string): string => `fromUnixTimestamp64Micro(${time}, '${zone}')`;
const timestamp = (time: string): string =>
  `formatDateTime(${moment(time, 'UTC')}, '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(${time}, 1000) % 1000), 3, '0') || 'Z'`;

const calendarOf = (time: string, zone: string): readonly string[] => {
  const local = moment(time, zone);
  return [
    `formatDateTime(${local}, '%Y-%m-%d') AS day`,
    `toHour(${local}) AS hour`,
    `toDayOfWeek(${local}) AS weekday`,
    `formatDateTime(${local}, '%G-W%V') AS week`,
    `formatDateTime(${local}, '%Y-%m') AS month`,
  ];
};

const view = (name: string, brief: string, columns: readonly string[], from: string): SqlView => ({
  name,
  brief,
  sql: `SELECT ${columns.join(', ')} FROM ${from}`,
});

const named = (alias: string, names: readonly string[]): readonly string[] =>
  names
    .flatMap((name) => shown(alias, name))
    .map((text) => (/ AS /.test(text) ? text : `${text} AS ${text.split('.').at(-1)}`));

const namesOf = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name);

const sendersColumns = (extraLabels: readonly string[], own: ReadonlySet<string>) =>
  named(
    'o',
    namesOf(originColumns(extraLabels)).filter((name) => !own.has(name)),
  );

const session = (alias: string): string => `${alias}.session_id AS session_id`;
const sender = (origin: string): string =>
  `ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = ${origin}`;
/** The sender of the session where the row has none of its own. */
const sessionSender = (alias: string): string =>
  `ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = ${alias}.session_id
  ${sender(`if(${alias}.origin = 0, ifNull(s.session_origin, 0), ${alias}.origin)`)}`;

const eventView = (table: EventTable, { extraLabels, zone }: ViewOptions): SqlView => {
  const own = new Set(namesOf(table.columns));
  return view(
    table.name,
    table.brief,
    [
      'e.id AS id',
      'e.time AS time',
      `${timestamp('e.time')} AS timestamp`,
      ...calendarOf('e.time', zone),
      session('e'),
      'e.prompt_id AS prompt_id',
      ...(own.has('tool_use_id') ? [] : ['e.tool_use_id AS tool_use_id']),
      ...named('e', namesOf(table.columns)),
      ...sendersColumns(extraLabels, own),
      'e.other AS other',
    ],
    `${dataTable(table.name)} AS e ${table.source === 'hook' ? sessionSender('e') : sender('e.origin')}`,
  );
};

/** Models of a session with what each cost, by name. */
const models = `SELECT session_id, argMin(m.model, (-m.cost_nanodollars, -m.request_cost_nanodollars, m.model)) AS model,
    arraySort(groupArray((m.model, m.cost_nanodollars))) AS shares
  FROM session_models AS m FINAL WHERE m.model <> '' GROUP BY session_id`;

const sessions = ({ extraLabels, zone }: ViewOptions): SqlView => {
  const own = new Set([...namesOf(sessionColumns), 'model']);
  return view(
    'sessions',
    'One row a session.',
    [
      'e.session_id AS session_id',
      ...named('e', namesOf(sessionColumns)),
      `${timestamp('e.started')} AS started_at`,
      `${timestamp('e.ended')} AS ended_at`,
      ...calendarOf('e.started', zone),
      '(e.ended - e.started) / 60000000.0 AS minutes',
      `multiIf(e.end_reason IS NOT NULL, e.end_reason, e.ended > toUnixTimestamp(now()) * 1000000 - ${silentMicroseconds}, 'open', 'silent') AS how_ended`,
      'm.model AS model',
      `nullIf(arrayStringConcat(arrayMap(share -> share.1 || ' ' || toString(toInt64(round(100.0 * share.2 / greatest(e.cost_nanodollars, 1)))) || ' %', m.shares), ', '), '') AS models`,
      ...named('e', measureNames),
      'greatest(0, intDiv(e.ended - e.started, 1000) - e.api_ms - e.tools_ms - e.hooks_ms) AS waiting_ms',
      ...sendersColumns(extraLabels, own),
    ],
    `(SELECT * FROM session_data FINAL) AS e ${sender('e.origin')} ANY LEFT JOIN (${models}) AS m ON m.session_id = e.session_id`,
  );
};

const turns = ({ extraLabels, zone }: ViewOptions): SqlView => {
  const own = new Set(namesOf(turnColumns));
  return view(
    'turns',
    'One row a prompt, with what was done for it.',
    [
      'e.prompt_id AS prompt_id',
      session('e'),
      ...named('e', namesOf(turnColumns)),
      `${timestamp('e.started')} AS started_at`,
      ...calendarOf('e.started', zone),
      ...named('e', turnMeasures),
      ...sendersColumns(extraLabels, own),
    ],
    `(SELECT * FROM turn_data FINAL) AS e ${sender('e.origin')}`,
  );
};

const toolCalls = ({ extraLabels, zone }: ViewOptions): SqlView => {
  const own = new Set(namesOf(toolCallColumns));
  return view(
    'tool_calls',
    'One row a tool call: telemetry and hooks of it joined.',
    [
      'e.tool_use_id AS tool_use_id',
      session('e'),
      'e.prompt_id AS prompt_id',
      ...named('e', namesOf(toolCallColumns)),
      "multiIf(e.success = 1, 'ok', e.success = 0, 'failed', e.verdict = 'deny', 'blocked', e.decision = 'reject', 'rejected', 'unknown') AS outcome",
      `${timestamp('e.started')} AS started_at`,
      ...calendarOf('e.started', zone),
      ...sendersColumns(extraLabels, own),
    ],
    `(SELECT * FROM tool_call_data FINAL) AS e ${sender('e.origin')}`,
  );
};

const days = ({ extraLabels }: ViewOptions): SqlView =>
  view(
    'days',
    'Sums of a local day, by sender and model. Kept for ever.',
    [
      'e.day AS day',
      'e.model AS model',
      ...named('e', measureNames),
      ...sendersColumns(extraLabels, new Set(['model'])),
    ],
    `(SELECT * FROM day_data FINAL) AS e ${sender('e.origin')}`,
  );

const hours = ({ extraLabels, zone }: ViewOptions): SqlView =>
  view(
    'hours',
    'Sums of a quarter of an hour, by sender and model. Kept as long as events.',
    [
      'e.time AS time',
      ...calendarOf(`e.slot * ${slotMicroseconds}`, zone),
      'e.model AS model',
      ...named('e', measureNames),
      ...sendersColumns(extraLabels, new Set(['model'])),
    ],
    `(SELECT * FROM slots FINAL) AS e ${sender('e.origin')}`,
  );

const planWindows = ({ zone }: ViewOptions): SqlView =>
  view(
    'plan_windows',
    "One row a window of a plan's limit, by account: how full it got.",
    [
      ...named('e', namesOf(planWindowColumns)),
      `${timestamp('e.resets')} AS resets_at`,
      ...calendarOf('e.resets', zone),
    ],
    '(SELECT * FROM plan_window_data FINAL) AS e',
  );

const mergedPulls = ({ zone }: ViewOptions): SqlView =>
  view(
    'merged_pulls',
    'One row a pull request that was merged.',
    [
      ...named('e', namesOf(mergedPullColumns)),
      `${timestamp('e.merged')} AS merged_at`,
      ...calendarOf('e.merged', zone),
    ],
    '(SELECT * FROM merged_pull_data FINAL) AS e',
  );

const eventListView = ({ zone }: ViewOptions): SqlView =>
  view(
    'events',
    'Every log event and hook event in one list; the columns of each are in the table of its name.',
    [
      'e.id AS id',
      'e.time AS time',
      `${timestamp('e.time')} AS timestamp`,
      ...calendarOf('e.time', zone),
      'e.name AS name',
      session('e'),
    ],
    'event_list AS e',
  );

/** The turn that a span is of: spans name no prompt, and a session works on one at a time. */
const promptOfSpan = `ASOF LEFT JOIN (
    SELECT assumeNotNull(session_id) AS session_id, assumeNotNull(started) AS started, prompt_id FROM turn_data FINAL
    WHERE session_id IS NOT NULL AND started IS NOT NULL
  ) AS t ON t.session_id = ifNull(e.session_id, '') AND t.started <= e.ended`;

const spanListView = ({ zone }: ViewOptions): SqlView =>
  view(
    'spans',
    'Every span in one list; the attributes of each are in the table of its name.',
    [
      'e.id AS id',
      'e.time AS time',
      `${timestamp('e.time')} AS timestamp`,
      ...calendarOf('e.time', zone),
      'e.name AS name',
      'e.ended AS ended',
      '(e.ended - e.time) / 1000.0 AS duration_ms',
      'e.failed AS failed',
      'e.trace_id AS trace_id',
      'e.span_id AS span_id',
      'e.parent_span_id AS parent_span_id',
      session('e'),
      "nullIf(t.prompt_id, '') AS prompt_id",
      'e.tool_use_id AS tool_use_id',
    ],
    `span_list AS e ${promptOfSpan}`,
  );

/** One list with the few columns that most questions are about, for SQL that names no table of ours. */
const telemetryEvents = (): SqlView => {
  const selects = eventTables
    .filter(({ source, of }) => source === 'event' && of !== '')
    .map(({ name, columns }) => {
      const of = (column: string) =>
        columns.some((own) => own.name === column)
          ? `toNullable(toString(e.${quoted(column)}))`
          : 'CAST(NULL AS Nullable(String))';
      return `SELECT '${name}' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      ${of('status_code')} AS api_error_code, ${of('error')} AS api_error_message, ${of('tool_name')} AS tool_name,
      ${of('permission_mode')} AS permission_mode FROM ${dataTable(name)} AS e`;
    });
  return view(
    'telemetry_events',
    'Every log event with its kind, session, person, time, and what errors and tools say.',
    [
      'e.event_type AS event_type',
      'e.session_id AS session_id',
      "ifNull(coalesce(o.person, o.user_id), '') AS user_id",
      "fromUnixTimestamp64Micro(e.time, 'UTC') AS timestamp",
      "if(e.event_type = 'api_error', e.api_error_code, NULL) AS api_error_code",
      "if(e.event_type = 'api_error', e.api_error_message, NULL) AS api_error_message",
      'e.tool_name AS tool_name',
      "coalesce(e.permission_mode, t.permission_mode, t.command, 'unknown') AS workflow_step",
    ],
    `(${selects.join('\n    UNION ALL ')}) AS e ${sender('e.origin')}
    ANY LEFT JOIN (SELECT prompt_id, permission_mode, command FROM turn_data FINAL) AS t ON t.prompt_id = e.prompt_id`,
  );
};

/** Every view, in the order that documentation shows. */
export const views = (options: ViewOptions): readonly SqlView[] => [
  sessions(options),
  turns(options),
  toolCalls(options),
  days(options),
  hours(options),
  planWindows(options),
  mergedPulls(options),
  eventListView(options),
  spanListView(options),
  ...eventTables.map((table) => eventView(table, options)),
  telemetryEvents(),
];

import { markdownCell } from '../escape.ts';
import type { Column } from '../tables/column.ts';
import {
  mergedPullColumns,
  planWindowColumns,
  sessionColumns,
  toolCallColumns,
  turnColumns,
  turnMeasures,
} from '../tables/derived.ts';
import { type EventTable, eventTables } from '../tables/event-table.ts';
import { type MeasureName, measureNames, measures } from '../tables/measures.ts';
import { originColumns } from '../tables/origin.ts';
import { dollarsName } from '../tables/schema.ts';

const tableOf = (rows: readonly (readonly string[])[]): string =>
  [
    '| column | type | unit | privacy | meaning |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.map(markdownCell).join(' | ')} |`),
  ].join('\n');

const columnRow = ({ name, type, unit = '', privacy, brief }: Column): readonly string[] => [
  `\`${name}\``,
  type,
  unit,
  privacy,
  brief,
];

const measureRows = (names: readonly MeasureName[]): readonly (readonly string[])[] =>
  names.flatMap((name) => {
    const { brief, from, ...rest }: { brief: string; from: string; unit?: string } = measures[name];
    const row = [`\`${name}\``, 'integer', rest.unit ?? '', 'public', `${brief} From ${from}.`];
    return name.endsWith('_nanodollars')
      ? [row, [`\`${dollarsName(name)}\``, 'real', 'dollars', 'public', `${brief} In dollars.`]]
      : [row];
  });

const eventSection = (table: EventTable): string =>
  `### \`${table.name}\`\n\n${table.brief}\n\n${tableOf(
    table.columns.flatMap((column) => [
      columnRow(column),
      ...(column.name === 'cost_nanodollars'
        ? [['`cost_usd`', 'real', 'dollars', column.privacy, 'Estimated cost.']]
        : []),
    ]),
  )}`;

const sections = (title: string, source: EventTable['source'], text: string): string =>
  `## ${title}\n\n${text}\n\n${eventTables
    .filter((table) => table.source === source)
    .map(eventSection)
    .join('\n\n')}`;

/** `docs/sql.md`: every table that people ask. */
export const sqlMarkdown = (): string => `# Tables

\`start-observability query "SELECT …"\` asks the ledger in SQL (SQLite). Nothing can be changed by a query; it is ended after
\`--seconds\`. Money is kept in whole nano-dollars, so that sums are exact, and shown beside it in dollars. Sums from metrics are
those of the counters that Prometheus reads: both are written in one transaction.

| table | one row is | kept |
| --- | --- | --- |
| \`sessions\` | a session | for ever, or \`retention.history\` |
| \`turns\` | a prompt, with what was done for it | for ever, or \`retention.history\` |
| \`tool_calls\` | a tool call: telemetry and hooks of it joined | \`retention.events\` |
| \`days\` | a local day, by sender and model | for ever, or \`retention.history\` |
| \`hours\` | a quarter of an hour, by sender and model | \`retention.events\` |
| \`plan_windows\` | a window of a plan's limit, by account: how full it got | for ever, or \`retention.history\` |
| \`merged_pulls\` | a merged pull request, as \`start-observability pulls\` told | for ever, or \`retention.history\` |
| \`events\` | any event: id, time, name, session | \`retention.events\` |
| \`spans\` | any span: ids, name, duration, session, prompt | \`retention.spans\`, at most \`retention.mostSpans\` |
| a name below | one event or span of that name | \`retention.events\` |

Columns of every row with a time: \`time\` (microseconds since 1970), \`timestamp\` (ISO 8601, UTC), and in the configured time zone
\`day\` (\`2026-11-30\`), \`hour\` (0 to 23), \`weekday\` (Monday is 1), \`week\` (\`2026-W49\`, from Monday), \`month\`. Columns of every event:
\`id\`, \`session_id\`, \`prompt_id\`, \`tool_use_id\`, its own, those of the sender, and \`other\`: what this version has no column for, as JSON.

## Sender

Columns of every table. A label is the first of its attributes that there is.

${tableOf(originColumns([]).map(columnRow))}

## Sessions, turns, tool calls, days

### \`sessions\`

${tableOf([
  ['`session_id`', 'text', '', 'pseudonymous', 'Session.'],
  ...sessionColumns.map(columnRow),
  ['`minutes`', 'real', 'minutes', 'public', 'From the first sign to the last.'],
  [
    '`how_ended`',
    'text',
    '',
    'public',
    'Reason of its end; `open`, or `silent` for half an hour without one.',
  ],
  ['`model`', 'text', '', 'public', 'Model that cost the most.'],
  ['`models`', 'text', '', 'public', 'Models, with their share of the cost.'],
  [
    '`waiting_ms`',
    'integer',
    'ms',
    'public',
    'Time in neither requests nor tools nor hooks: a person reads, thinks, answers.',
  ],
  ...measureRows(measureNames),
])}

### \`turns\`

${tableOf([
  ['`prompt_id`', 'text', '', 'pseudonymous', 'Prompt.'],
  ['`session_id`', 'text', '', 'pseudonymous', 'Session.'],
  ...turnColumns.map(columnRow),
  ...measureRows(turnMeasures),
])}

### \`tool_calls\`

${tableOf([
  ['`tool_use_id`', 'text', '', 'pseudonymous', 'Tool call.'],
  ['`session_id`', 'text', '', 'pseudonymous', 'Session.'],
  ['`prompt_id`', 'text', '', 'pseudonymous', 'Prompt.'],
  ...toolCallColumns.map(columnRow),
  [
    '`outcome`',
    'text',
    '',
    'public',
    '`ok`, `failed`, `blocked` by the guard, `rejected` otherwise, `unknown`.',
  ],
])}

### \`days\` and \`hours\`

${tableOf([['`model`', 'text', '', 'public', 'Model; empty for what is of none.'], ...measureRows(measureNames)])}

### \`plan_windows\`

Day, hour and week are those of the end of the window.

${tableOf([
  ...planWindowColumns.map(columnRow),
  ['`resets_at`', 'text', '', 'public', 'When the window ends, as ISO 8601, UTC.'],
])}

### \`merged_pulls\`

Day, hour and week are those of the merge.

${tableOf([
  ...mergedPullColumns.map(columnRow),
  ['`merged_at`', 'text', '', 'public', 'When it was merged, as ISO 8601, UTC.'],
])}

${sections('Log events', 'event', 'One table for each event of the client, with the names that it gives.')}

${sections('Hook events', 'hook', 'One table for each event of hooks. Contents only where they are switched on.')}

${sections('Spans', 'span', 'One table for each span of the client, where it sends traces (`setup --traces`). A span is of a trace, one for each prompt, and hangs below another one.')}`;

import { createCalendar } from '../config/calendar.ts';
import { exitCode, Failure } from '../failure.ts';
import { sessionColumns, turnColumns } from '../tables/derived.ts';
import { originColumns } from '../tables/origin.ts';
import { quoted } from '../tables/schema.ts';
import { type SqlDialect, sqlite } from './dialect.ts';
import { type SavedQuery, timeColumns } from './saved-query.ts';

/** What narrows a question. */
export interface Filters {
  /** Microseconds since 1970. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  /** Column to value, or to several of which one must be there: `person`, `project`, a label of the team's own. */
  readonly labels?: Readonly<Record<string, string | readonly string[]>>;
}

export interface Compiled {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string | number | null>>;
}

export const usualDays = 30;

const ofWork = new Set(['repository', 'branch', 'worktree', 'ticket', 'folder']);
const ownColumns: Readonly<Record<string, ReadonlySet<string>>> = {
  sessions: new Set(sessionColumns.map(({ name }) => name)),
  turns: new Set(turnColumns.map(({ name }) => name)),
};

/** The labels that questions can be narrowed by. */
export const filterColumns = (extraLabels: readonly string[] = []): readonly string[] => [
  ...originColumns(extraLabels).map(({ name }) => name),
  ...ofWork,
  'model',
];

const timeConditions = (time: string, { since, until }: Filters, dialect: SqlDialect): readonly string[] => [
  `${time} >= ${since === undefined ? dialect.daysAgo(usualDays) : ':since'}`,
  ...(until === undefined ? [] : [`${time} < :until`]),
];

/** Days are whole: the one that the time is in is the first. */
const dayConditions = ({ since, until }: Filters, dialect: SqlDialect): readonly string[] => [
  `day >= ${since === undefined ? dialect.dayAgo(usualDays) : ':sinceDay'}`,
  ...(until === undefined ? [] : ['day <= :untilDay']),
];

const condition = (table: string, column: string, parameters: readonly string[]): string => {
  const isOwn =
    !(ofWork.has(column) || column === 'model') ||
    ownColumns[table]?.has(column) ||
    (column === 'model' && (table === 'hours' || table === 'days'));
  const isChosen = `${quoted(column)} IN (${parameters.map((name) => `:${name}`).join(', ')})`;
  return isOwn ? isChosen : `session_id IN (SELECT session_id FROM sessions WHERE ${isChosen})`;
};

export interface CompileOptions {
  readonly dialect?: SqlDialect;
  readonly extraLabels?: readonly string[];
  /** Time zone of days; absent: the machine's. */
  readonly zone?: string | undefined;
}

/**
 * The SQL of a saved query in a dialect, narrowed as asked.
 * @throws Failure for a label that does not exist
 */
export const compile = (
  query: Pick<SavedQuery, 'sql'>,
  filters: Filters = {},
  { dialect = sqlite, extraLabels = [], zone }: CompileOptions = {},
): Compiled => {
  const calendar = createCalendar(zone);
  const dayOf = (microseconds: number): string => calendar(microseconds / 1000).day;
  const labels = Object.entries(filters.labels ?? {}).map(([name, chosen], index) => {
    const values = typeof chosen === 'string' ? [chosen] : chosen;
    return [name, values.map((value, at) => [`label${index}_${at}`, value] as const)] as const;
  });
  const known = filterColumns(extraLabels);
  for (const [name] of labels) {
    if (known.includes(name)) continue;
    throw new Failure(`There is no label "${name}".`, {
      fix: `There are: ${known.join(', ')}.`,
      exitCode: exitCode.usage,
    });
  }
  const parameters: Record<string, string | number | null> = {
    ...(filters.since !== undefined && { since: filters.since, sinceDay: dayOf(filters.since) }),
    ...(filters.until !== undefined && { until: filters.until, untilDay: dayOf(filters.until) }),
    ...Object.fromEntries(labels.flatMap(([, values]) => values)),
  };
  const refuseLabels = (): void => {
    const [first] = labels;
    if (!first) return;
    throw new Failure(`Limits of a plan are an account's: they cannot be narrowed by "${first[0]}".`, {
      fix: 'Ask without it.',
      exitCode: exitCode.usage,
    });
  };
  const isOfWork = labels.some(([name]) => ofWork.has(name));
  const labelConditions = (table: string): readonly string[] =>
    labels.map(([name, values]) =>
      condition(
        table,
        name,
        values.map(([parameter]) => parameter),
      ),
    );
  const narrowed = (table: string, conditions: readonly string[]): string =>
    `(SELECT * FROM ${quoted(table)}${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''})`;
  const from = (asked: string): string => {
    // Days and hours have no place of work: the sessions stand in, each with all that it cost when it began.
    const table = isOfWork && (asked === 'days' || asked === 'hours') ? 'sessions' : asked;
    if (table === 'plan_windows') refuseLabels();
    const time = timeColumns[table as keyof typeof timeColumns] ?? 'time';
    return narrowed(table, [
      ...(table === 'days' ? dayConditions(filters, dialect) : timeConditions(time, filters, dialect)),
      // A pull request is narrowed by the turns on its branch.
      ...(table === 'merged_pulls' ? [] : labelConditions(table)),
    ]);
  };
  const everFrom = (table: string): string => narrowed(table, labelConditions(table));
  return { sql: query.sql({ ...dialect, from, everFrom }), parameters };
};

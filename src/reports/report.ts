import { machineZone } from '../config/calendar.ts';
import { exitCode, Failure } from '../failure.ts';
import type { LabelLinks } from '../label-link.ts';
import { filterColumns } from '../queries/compile.ts';
import { savedQueries } from '../queries/saved-queries.ts';
import { quoted } from '../tables/schema.ts';
import { type Asker, type AskSql, createAsker, type LabelFilters, type Query } from './ask.ts';
import { contents } from './contents/contents.ts';
import { type Figure, figures, mergedPullsQuery, sessionCountQuery, sumsQuery } from './contents/figures.ts';
import { type ReportTable, sections } from './contents/table.ts';
import { find } from './find.ts';
import { type RangeAsked, rangeBefore, rangeOf } from './range.ts';
import type { FoundFinding, Report, Table } from './schema.ts';

export interface ReportAsked extends RangeAsked {
  /** Column to value: `person`, `project`, `team`, `branch`, a label of the team's own. */
  readonly labels?: LabelFilters;
  /** A label that cost is also told apart by. */
  readonly by?: string | undefined;
}

export interface ReportOptions {
  readonly extraLabels?: readonly string[];
  /** Time zone of days; absent: the machine's. */
  readonly zone?: string | undefined;
  /** Where the values of labels lead. */
  readonly links?: LabelLinks;
  /** Microseconds since 1970. */
  readonly now?: number;
}

/** Days know nothing of these. */
const ofSessions = new Set(['repository', 'branch', 'worktree', 'ticket', 'folder']);

const queryOf = ({ query }: ReportTable): Query => {
  if (typeof query === 'function') return { sql: query };
  const saved = savedQueries[query];
  if (!saved) throw new TypeError(`there is no saved query ${query}`);
  return saved;
};

const tableOf = async (name: string, table: ReportTable, ask: Asker): Promise<Table> => {
  const { columns, rows } = await ask(queryOf(table));
  const { section, title, bars, mostRows, note } = table;
  return {
    name,
    section,
    title,
    columns: [...columns],
    rows: rows.map((row) => [...row]),
    ...(bars && { bars: [...bars] as [string, string] }),
    ...(mostRows && { mostRows }),
    ...(note && { note }),
  };
};

/** Cost by a label that a person names. */
const byLabel = (by: string): ReportTable => ({
  section: 'cost',
  title: `By ${by}`,
  query: ({ from }) => `
SELECT coalesce(${quoted(by)}, 'none') AS ${quoted(by)}, sum(d.cost_nanodollars) / 1e9 AS cost_usd,
  round(1.0 * sum(d.cost_nanodollars) / nullif(sum(sum(d.cost_nanodollars)) OVER (), 0), 4) AS cost_share, sum(d.prompts) AS prompts,
  sum(d.tool_calls) AS tool_calls, sum(d.commits) AS commits, sum(d.pull_requests) AS pull_requests
FROM ${from(ofSessions.has(by) ? 'sessions' : 'days')} AS d
GROUP BY 1
ORDER BY sum(d.cost_nanodollars) DESC, 1`,
  bars: [by, 'cost_usd'],
  mostRows: 30,
});

const sumsOf = async (ask: Asker): Promise<Readonly<Record<string, number>>> => {
  const answers = [await ask(sumsQuery), await ask(sessionCountQuery), await ask(mergedPullsQuery)];
  return Object.fromEntries(
    answers.flatMap(({ columns, rows }) =>
      columns.map((name, index) => [name, Number(rows[0]?.[index] ?? 0)]),
    ),
  );
};

const figuresOf = async (now: Asker, before: Asker): Promise<Report['figures']> => {
  const [sums, sumsBefore] = [await sumsOf(now), await sumsOf(before)];
  return Object.entries<Figure>(figures).flatMap(([name, { title, unit, value, more, isOptional }]) => {
    const [at, earlier] = [value(sums), value(sumsBefore)];
    if (isOptional && at === null && earlier === null) return [];
    return [{ name, title, unit, value: at, before: earlier, ...(more && { more }) }];
  });
};

const prepared = (ask: AskSql, asked: ReportAsked, options: ReportOptions) => {
  const { extraLabels = [], zone, now = Date.now() * 1000 } = options;
  const { labels = {}, by } = asked;
  if (by !== undefined && !filterColumns(extraLabels).includes(by))
    throw new Failure(`There is no label "${by}".`, {
      where: '--by',
      fix: `There are: ${filterColumns(extraLabels).join(', ')}.`,
      exitCode: exitCode.usage,
    });
  const range = rangeOf(asked, zone, now);
  const before = rangeBefore(range, zone);
  const compiling = { extraLabels, zone };
  return {
    range,
    before,
    now,
    asker: createAsker(ask, range, labels, compiling),
    askerBefore: createAsker(ask, before, labels, compiling),
  };
};

/** What was found in a range, without the rest of the report. @throws Failure as `makeReport` */
export const findIn = async (
  ask: AskSql,
  asked: ReportAsked,
  options: ReportOptions = {},
): Promise<readonly FoundFinding[]> => find(prepared(ask, asked, options).asker);

/**
 * The report of a range as data.
 * @throws Failure for a range or a label that does not exist, and where a question is not answered
 */
export const makeReport = async (
  ask: AskSql,
  asked: ReportAsked,
  options: ReportOptions = {},
): Promise<Report> => {
  const { range, before, now, asker, askerBefore } = prepared(ask, asked, options);
  const { first, last, days } = range;
  const wanted: Readonly<Record<string, ReportTable>> = {
    ...(asked.by !== undefined && { 'cost-by': byLabel(asked.by) }),
    ...contents,
  };
  const tables: Table[] = [];
  for (const [name, table] of Object.entries(wanted)) tables.push(await tableOf(name, table, asker));
  return {
    version: 1,
    made: new Date(now / 1000).toISOString(),
    range: { first, last, days, zone: options.zone ?? machineZone() },
    before: { first: before.first, last: before.last },
    filters: Object.fromEntries(
      Object.entries(asked.labels ?? {}).map(([name, values]) => [name, [values].flat()]),
    ),
    links: { ...options.links },
    figures: await figuresOf(asker, askerBefore),
    findings: [...(await find(asker))],
    sections: Object.entries(sections).map(([name, title]) => ({ name, title })),
    tables,
  };
};

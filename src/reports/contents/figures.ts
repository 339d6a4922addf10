import { transcriptSource } from '../../catalogue/imported.ts';
import { boardRecords } from '../../queries/board/records.ts';
import { measureNames } from '../../tables/measures.ts';
import type { Query } from '../ask.ts';

type FigureSums = Readonly<Record<string, number>>;

/** A number of the summary; nothing where it cannot be told. */
export interface Figure {
  readonly title: string;
  readonly unit: 'usd' | 'count' | 'share' | 'hours' | 'tokens';
  readonly value: (sums: FigureSums) => number | null;
  /** Whether more of it is bad (`cost`), good, or neither: colours of the comparison. */
  readonly more?: 'worse' | 'better';
  /** Left out where it has no value, neither now nor before. */
  readonly isOptional?: true;
}

const of = (sums: FigureSums, name: string): number => sums[name] ?? 0;
const per = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
const inputOf = (sums: FigureSums): number =>
  of(sums, 'input_tokens') + of(sums, 'cache_read_tokens') + of(sums, 'cache_creation_tokens');

/** The summary. */
export const figures = {
  cost_usd: { title: 'Cost', unit: 'usd', value: (s) => of(s, 'cost_nanodollars') / 1e9, more: 'worse' },
  imported_usd: {
    title: 'Of it imported',
    unit: 'usd',
    value: (s) => (of(s, 'imported_nanodollars') > 0 ? of(s, 'imported_nanodollars') / 1e9 : null),
    isOptional: true,
  },
  sessions: { title: 'Sessions', unit: 'count', value: (s) => of(s, 'sessions') },
  people: { title: 'People', unit: 'count', value: (s) => of(s, 'people') },
  prompts: { title: 'Prompts', unit: 'count', value: (s) => of(s, 'prompts') },
  cost_per_session_usd: {
    title: 'Cost of a session',
    unit: 'usd',
    value: (s) => per(of(s, 'cost_nanodollars') / 1e9, of(s, 'sessions')),
    more: 'worse',
  },
  cost_per_commit_usd: {
    title: 'Cost of a commit',
    unit: 'usd',
    value: (s) => per(of(s, 'cost_nanodollars') / 1e9, of(s, 'commits')),
    more: 'worse',
  },
  cost_per_pull_request_usd: {
    title: 'Cost of a pull request',
    unit: 'usd',
    value: (s) => per(of(s, 'cost_nanodollars') / 1e9, of(s, 'pull_requests')),
    more: 'worse',
  },
  cost_per_merged_pull_request_usd: {
    title: 'Cost of a merged pull request',
    unit: 'usd',
    value: (s) => per(of(s, 'merged_pulls_usd'), of(s, 'merged_pulls')),
    more: 'worse',
    isOptional: true,
  },
  commits: { title: 'Commits', unit: 'count', value: (s) => of(s, 'commits'), more: 'better' },
  pull_requests: {
    title: 'Pull requests',
    unit: 'count',
    value: (s) => of(s, 'pull_requests'),
    more: 'better',
  },
  lines_changed: {
    title: 'Lines changed',
    unit: 'count',
    value: (s) => of(s, 'lines_added') + of(s, 'lines_removed'),
  },
  tokens: { title: 'Tokens', unit: 'tokens', value: (s) => inputOf(s) + of(s, 'output_tokens') },
  cache_share: {
    title: 'Input from the cache',
    unit: 'share',
    value: (s) => per(of(s, 'cache_read_tokens'), inputOf(s)),
    more: 'better',
  },
  tool_calls: { title: 'Tool calls', unit: 'count', value: (s) => of(s, 'tool_calls') },
  tool_failure_share: {
    title: 'Tool calls that failed',
    unit: 'share',
    value: (s) => per(of(s, 'tool_failures'), of(s, 'tool_calls')),
    more: 'worse',
  },
  api_errors: { title: 'Failed requests', unit: 'count', value: (s) => of(s, 'api_errors'), more: 'worse' },
  active_hours: {
    title: 'Active time',
    unit: 'hours',
    value: (s) => (of(s, 'active_user_us') + of(s, 'active_cli_us')) / 3.6e9,
  },
} as const satisfies Readonly<Record<string, Figure>>;

/** All measures of a range in one row. */
export const sumsQuery: Query = {
  sql: ({ from }) => `
SELECT ${measureNames.map((name) => `coalesce(sum(d.${name}), 0) AS ${name}`).join(', ')}, count(DISTINCT person) AS people,
  coalesce(sum(CASE WHEN d.source = '${transcriptSource}' THEN d.cost_nanodollars END), 0) AS imported_nanodollars
FROM ${from('days')} AS d`,
};

/** Pull requests that were merged, as far as they are known, and what all of them cost. */
export const mergedPullsQuery: Query = {
  sql: (builder) => `
SELECT count(*) AS merged_pulls, coalesce(sum(cost_usd), 0) AS merged_pulls_usd
FROM (${boardRecords['board-merged-pulls'].sql(builder)}) AS p`,
};

export const sessionCountQuery: Query = {
  sql: ({ from }) => `SELECT count(*) AS sessions FROM ${from('sessions')} AS s`,
};

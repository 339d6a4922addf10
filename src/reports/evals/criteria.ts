/** Something that a good session does. The SQL is true, false, or nothing where the data cannot tell. */
export interface Criterion {
  readonly title: string;
  /** An expression over a row `s` of `sessions`. */
  readonly sql: (limit: number) => string;
  /** Of criteria that compare with a number: that number by default. */
  readonly limit?: number;
}

const share = (part: string, whole: string, limit: number): string =>
  `CASE WHEN ${whole} > 0 THEN 1.0 * ${part} / ${whole} < ${limit} END`;

/** Sessions that ran a command which is known. */
const shells = `SELECT t.session_id FROM tool_result AS t
  WHERE t.session_id IS NOT NULL AND t.tool_name = 'Bash' AND t.tool_parameters IS NOT NULL`;

/** What `evals.yaml` may ask for, by name. */
export const criteria = {
  endedWell: {
    title: 'no error at the end',
    sql: () => "CASE WHEN s.last_stop IS NOT NULL THEN s.last_stop = 'ok' END",
  },
  testsRun: {
    title: 'tests run',
    sql: () => `CASE WHEN s.session_id IN (${shells} AND t.tool_parameters LIKE '%test%') THEN 1
      WHEN s.session_id IN (${shells}) THEN 0 END`,
  },
  costBelowUSD: {
    title: 'cost below the limit, in dollars',
    limit: 5,
    sql: (limit) => `s.cost_nanodollars / 1e9 < ${limit}`,
  },
  minutesBelow: {
    title: 'shorter than the limit, in minutes',
    limit: 120,
    sql: (limit) => `s.minutes < ${limit}`,
  },
  failureShareBelow: {
    title: 'share of failed tool calls below the limit',
    limit: 0.1,
    sql: (limit) => share('s.tool_failures', 's.tool_calls', limit),
  },
  rejectedShareBelow: {
    title: 'share of rejected edits below the limit',
    limit: 0.2,
    sql: (limit) => share('s.edits_rejected', '(s.edits_accepted + s.edits_rejected)', limit),
  },
  changedSomething: {
    title: 'a line, a commit or a pull request',
    sql: () => 's.lines_added + s.lines_removed + s.commits + s.pull_requests > 0',
  },
  nothingBlocked: {
    title: 'nothing blocked by the guard',
    sql: () => 'CASE WHEN s.hook_events > 0 THEN s.blocks = 0 END',
  },
} as const satisfies Readonly<Record<string, Criterion>>;

export type CriterionName = keyof typeof criteria;
export const criterionNames = Object.keys(criteria) as readonly CriterionName[];

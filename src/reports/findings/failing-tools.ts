import { counted, type ReportFinding } from './finding.ts';

export const leastCalls = 10;
export const tolerableShare = 0.1;
/** The request that reads the error follows within this. */
const nextRequestMicroseconds = 600_000_000;

/** A tool fails more often than one call in ten. */
export const failingTools: ReportFinding = {
  title: 'Tools failed more than one time in ten',
  sql: ({ from, countIf }) => `
SELECT session_id, tool AS subject, count(*) AS times, coalesce(sum(nanodollars), 0) AS nanodollars
FROM (
  SELECT failures.session_id, failures.tool, r.cost_nanodollars AS nanodollars,
    row_number() OVER (PARTITION BY failures.nth ORDER BY r.time, r.id) AS nth_request
  FROM (
    SELECT k.session_id, k.tool, k.ended, row_number() OVER (ORDER BY k.session_id, k.ended, k.tool_use_id) AS nth
    FROM ${from('tool_calls')} AS k
    WHERE k.success = 0 AND k.tool IN (
      SELECT tool FROM ${from('tool_calls')} AS t WHERE success IS NOT NULL GROUP BY tool
      HAVING count(*) >= ${leastCalls} AND ${countIf('success = 0')} > ${tolerableShare} * count(*))
  ) AS failures
  LEFT JOIN ${from('api_request')} AS r ON r.session_id = failures.session_id
    AND r.time > failures.ended AND r.time <= failures.ended + ${nextRequestMicroseconds}
) AS read
WHERE nth_request = 1
GROUP BY session_id, tool`,
  told: ({ times, sessions, subjects }) =>
    `${counted(subjects, 'tool')} failed in more than ${tolerableShare * 100} % of the calls: ${counted(times, 'failure')} in ${counted(sessions, 'session')}.`,
  advice:
    'Look at the patterns of errors below. Not found: describe the layout in CLAUDE.md. Exit codes: give the command that works. Denied: add a permission rule.',
  estimate: 'The request that read each error.',
  limits: `Tools with fewer than ${leastCalls} calls are left out.`,
};

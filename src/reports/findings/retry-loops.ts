import { counted, type ReportFinding } from './finding.ts';

export const leastFailures = 3;

/** The same tool fails again and again. */
export const retryLoops: ReportFinding = {
  title: 'The same tool failed again and again',
  sql: ({ from }) => `
SELECT loops.session_id, loops.tool AS subject, loops.failures AS times, coalesce(sum(r.cost_nanodollars), 0) AS nanodollars
FROM (
  SELECT session_id, agent, tool, run, count(*) AS failures, min(ended) AS first, max(ended) AS last
  FROM (
    SELECT session_id, coalesce(agent_id, '') AS agent, tool, ended, success,
      sum(success) OVER (PARTITION BY session_id, coalesce(agent_id, ''), tool ORDER BY ended, tool_use_id) AS run
    FROM ${from('tool_calls')} AS k WHERE success IS NOT NULL
  ) AS calls
  WHERE success = 0
  GROUP BY session_id, agent, tool, run
  HAVING count(*) >= ${leastFailures}
) AS loops
LEFT JOIN ${from('api_request')} AS r ON r.session_id = loops.session_id AND r.time > loops.first AND r.time <= loops.last
  AND coalesce(r.agent_id, '') = loops.agent
GROUP BY loops.session_id, loops.agent, loops.tool, loops.run, loops.failures`,
  told: ({ times, sessions, subjects }) =>
    `${counted(times, 'call')} of ${counted(subjects, 'tool')} failed at least ${leastFailures} times in a row, in ${counted(sessions, 'session')}.`,
  advice:
    'Read one of the sessions: what did Claude have to guess? Write it into CLAUDE.md (the test command, the layout), and interrupt at the second failure.',
  estimate: 'The requests between the first and the last failure of each run.',
};

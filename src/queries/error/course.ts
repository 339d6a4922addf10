import { defineQueries } from '../saved-query.ts';

/** How errors come and go: over time, within a session, before and after one. */
export const errorCourse = defineQueries({
  'error-trend': {
    question: 'Do errors become more or fewer?',
    columns: {
      day: 'Day.',
      requests: 'Requests to the model, failed ones included.',
      api_errors: 'Requests that failed for good.',
      api_error_share: 'Their share.',
      tool_calls: 'Tool calls that ran.',
      tool_failures: 'Of them, those that failed.',
      tool_failure_share: 'Their share.',
    },
    sql: ({ from, share }) => `
SELECT day, sum(d.requests + d.api_errors) AS requests, sum(d.api_errors) AS api_errors,
  ${share('sum(d.api_errors)', 'sum(d.requests + d.api_errors)')} AS api_error_share, sum(d.tool_calls) AS tool_calls,
  sum(d.tool_failures) AS tool_failures, ${share('sum(d.tool_failures)', 'sum(d.tool_calls)')} AS tool_failure_share
FROM ${from('days')} AS d
GROUP BY day
ORDER BY day DESC`,
    advice: 'A step upwards on one day is a release: of the client, of a tool, of your own instructions.',
  },
  'error-sessions': {
    question: 'Which sessions failed, or had the most errors?',
    columns: {
      session_id: 'Session.',
      person: 'Person.',
      project: 'Project.',
      errors: 'Failed tool calls and failed requests.',
      tool_failures: 'Tool calls that failed.',
      api_errors: 'Requests that failed for good.',
      retries: 'Attempts beyond the first of those requests.',
      last_stop: 'How the last turn ended.',
      cost_usd: 'Cost in dollars.',
    },
    sql: ({ from }) => `
SELECT session_id, person, coalesce(project, repository) AS project, tool_failures + api_errors AS errors, tool_failures, api_errors,
  retries, last_stop, cost_usd
FROM ${from('sessions')} AS s
WHERE tool_failures + api_errors > 0 OR coalesce(last_stop, 'ok') <> 'ok'
ORDER BY errors DESC, session_id
LIMIT 100`,
    advice: 'Read the first three with session-reconstruction: failures in a row are loops that cost money.',
  },
  'error-repeated': {
    question: 'Which errors come again and again within one session?',
    columns: {
      session_id: 'Session.',
      person: 'Person.',
      tool: 'Tool.',
      error: 'Class of the error.',
      times: 'How often.',
      minutes: 'From the first to the last.',
    },
    sql: ({ from }) => `
SELECT session_id, person, tool, coalesce(error_type, error_kind, 'unknown') AS error, count(*) AS times,
  round((max(started) - min(started)) / 60000000.0, 1) AS minutes
FROM ${from('tool_calls')} AS k
WHERE success = 0
GROUP BY session_id, person, tool, 4
HAVING count(*) >= 2
ORDER BY times DESC, session_id, tool, error
LIMIT 100`,
    advice:
      'The same failure three times is a loop: interrupt sooner, or write down what Claude could not know.',
  },
  'error-context': {
    question: 'What was done just before a tool call failed?',
    columns: {
      before_tool: 'Tool of the call before, in the same session; empty where it was the first.',
      before_outcome: 'How that went.',
      tool: 'Tool that failed.',
      errors: 'How often.',
      sessions: 'In how many sessions.',
    },
    sql: ({ from, lag }) => `
SELECT before_tool, before_outcome, tool, count(*) AS errors, count(DISTINCT session_id) AS sessions
FROM (
  SELECT session_id, tool, success, ${lag('tool', 'PARTITION BY session_id ORDER BY started, tool_use_id')} AS before_tool,
    ${lag('outcome', 'PARTITION BY session_id ORDER BY started, tool_use_id')} AS before_outcome
  FROM ${from('tool_calls')} AS k
) AS calls
WHERE success = 0
GROUP BY before_tool, before_outcome, tool
ORDER BY errors DESC, coalesce(before_tool, ''), coalesce(before_outcome, ''), tool
LIMIT 100`,
    advice:
      'A failure after a failure is a wrong guess repeated. A failed edit after no read is an edit of a file that was not read.',
  },
  'error-recovery': {
    question: 'How long does it take until a tool that failed works again?',
    columns: {
      tool: 'Tool.',
      failures: 'Failures.',
      recovered: 'Followed by a call of the same tool that went well, in the same session.',
      recovered_share: 'Their share.',
      median_seconds: 'Half of them took less than this.',
      p90_seconds: 'Nine of ten took less than this.',
    },
    sql: ({ from, share, quantile }) => `
SELECT tool, count(*) AS failures, count(seconds) AS recovered, ${share('count(seconds)', 'count(*)')} AS recovered_share,
  ${quantile('seconds', 0.5)} AS median_seconds, ${quantile('seconds', 0.9)} AS p90_seconds
FROM (
  SELECT tool, success, round((min(CASE WHEN success = 1 THEN started END) OVER (
      PARTITION BY session_id, tool ORDER BY started, tool_use_id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) - started) / 1e6, 1) AS seconds
  FROM ${from('tool_calls')} AS k
  WHERE success IS NOT NULL
) AS calls
WHERE success = 0
GROUP BY tool
ORDER BY failures DESC, tool`,
    advice: 'A tool that does not recover was given up: look at what people did instead.',
  },
});

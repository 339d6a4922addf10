import { defineQueries } from '../saved-query.ts';

/** How fast and how reliable tools are. */
export const toolPerformance = defineQueries({
  'tool-performance': {
    question: 'How long do tools take?',
    columns: {
      tool: 'Tool.',
      calls: 'Calls that ran.',
      p50_ms: 'Half of them took less.',
      p95_ms: 'Nineteen of twenty took less.',
      longest_ms: 'The longest.',
      mean_result_bytes: 'Mean size of the result.',
    },
    sql: ({ from, quantile, whole }) => `
SELECT tool, count(duration_ms) AS calls, ${quantile('duration_ms', 0.5)} AS p50_ms, ${quantile('duration_ms', 0.95)} AS p95_ms,
  max(duration_ms) AS longest_ms, ${whole('avg(result_bytes)')} AS mean_result_bytes
FROM ${from('tool_calls')} AS k
WHERE duration_ms IS NOT NULL
GROUP BY tool
ORDER BY sum(duration_ms) DESC, tool`,
    advice: 'Slow shell commands are mostly tests: give Claude the command that runs one of them.',
  },
  'tool-reliability': {
    question: 'What becomes of tool calls?',
    columns: {
      tool: 'Tool.',
      calls: 'Calls.',
      ok: 'Ran and ended well.',
      failed: 'Ran and failed.',
      rejected: 'Rejected by a person, a rule or a hook of yours.',
      blocked: 'Blocked by the guard.',
      unknown: 'Nothing said what became of them.',
      ok_share: 'Share of those that ran and ended well.',
    },
    sql: ({ from, countIf, share }) => `
SELECT tool, count(*) AS calls, ${countIf("outcome = 'ok'")} AS ok, ${countIf("outcome = 'failed'")} AS failed,
  ${countIf("outcome = 'rejected'")} AS rejected, ${countIf("outcome = 'blocked'")} AS blocked, ${countIf("outcome = 'unknown'")} AS unknown,
  ${share(countIf("outcome = 'ok'"), 'count(success)')} AS ok_share
FROM ${from('tool_calls')} AS k
GROUP BY tool
ORDER BY calls DESC, tool`,
    advice:
      'Blocks are listed with their patterns by `start-observability blocks`; rejections are instructions that were not clear.',
  },
  'tool-slowest': {
    question: 'Which single tool calls took longest?',
    columns: {
      started: 'When, UTC.',
      session_id: 'Session.',
      person: 'Person.',
      tool: 'Tool.',
      duration_ms: 'How long it ran.',
      outcome: 'What became of it.',
    },
    sql: ({ from, iso }) => `
SELECT ${iso('k.started')} AS started, session_id, person, tool, duration_ms, outcome
FROM ${from('tool_calls')} AS k
WHERE duration_ms IS NOT NULL
ORDER BY duration_ms DESC, session_id, tool_use_id
LIMIT 50`,
    advice:
      'Calls of many minutes wait for something: a prompt of a program, a server that never answers. Give them a time limit.',
  },
  'tool-error-hotspots': {
    question: 'Where do tools fail more than elsewhere?',
    columns: {
      project: 'Project.',
      tool: 'Tool.',
      calls: 'Calls that ran.',
      failures: 'Of them, those that failed.',
      failure_share: 'Their share.',
      usual_share: 'Share of this tool everywhere.',
    },
    sql: ({ from, countIf, share }) => `
SELECT project, tool, calls, failures, ${share('failures', 'calls')} AS failure_share, ${share('all_failures', 'all_calls')} AS usual_share
FROM (
  SELECT project, tool, count(*) AS calls, ${countIf('success = 0')} AS failures,
    sum(count(*)) OVER (PARTITION BY tool) AS all_calls, sum(${countIf('success = 0')}) OVER (PARTITION BY tool) AS all_failures
  FROM ${from('tool_calls')} AS k
  WHERE success IS NOT NULL
  GROUP BY project, tool
) AS places
WHERE calls >= 10 AND failures > 0
ORDER BY 1.0 * failures / calls - 1.0 * all_failures / all_calls DESC, project, tool
LIMIT 50`,
    advice:
      'The project has something that others have not: an odd layout, slow tests, a missing program. Write it into its CLAUDE.md.',
    limits: 'Places with fewer than ten calls are left out.',
  },
  'tool-efficiency': {
    question: 'How much does a tool bring for the time and the context it takes?',
    columns: {
      tool: 'Tool.',
      calls: 'Calls that ran.',
      ms_per_call: 'Mean duration.',
      result_bytes_per_call: 'Mean size of the result, which becomes context.',
      ok_per_minute: 'Calls that ended well for each minute in the tool.',
      wasted_minutes: 'Time in calls that failed.',
    },
    sql: ({ from, countIf, sumIf }) => `
SELECT tool, count(*) AS calls, round(avg(duration_ms), 1) AS ms_per_call, round(avg(result_bytes), 1) AS result_bytes_per_call,
  round(60000.0 * ${countIf('success = 1')} / nullif(sum(duration_ms), 0), 2) AS ok_per_minute,
  round(${sumIf('duration_ms', 'success = 0')} / 60000.0, 2) AS wasted_minutes
FROM ${from('tool_calls')} AS k
WHERE success IS NOT NULL
GROUP BY tool
ORDER BY ${sumIf('duration_ms', 'success = 0')} DESC, tool`,
    advice:
      'Large results fill the context, which every later request pays for: ask for less of them (head, a range of lines).',
    limits: 'Tokens and money of a single tool are not in the data: the client names them for requests only.',
  },
});

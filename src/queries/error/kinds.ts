import { phase } from '../phase.ts';
import { defineQueries } from '../saved-query.ts';

/** Errors by what they are and where they happen. */
export const errorKinds = defineQueries({
  'error-patterns': {
    question: 'Which errors happen most, how many sessions do they hit, and what does one look like?',
    columns: {
      source: '`api` or `tool`.',
      code: 'HTTP status of the API; class of a tool error.',
      subject: 'Model or tool.',
      errors: 'How often.',
      affected_sessions: 'Sessions with one.',
      last_seen: 'The last one, UTC.',
      sample: 'The message of the last one, where it is kept; else its kind.',
    },
    sql: ({ from, iso, latest }) => `
SELECT source, code, subject, count(*) AS errors, count(DISTINCT session_id) AS affected_sessions, ${iso('max(time)')} AS last_seen,
  ${latest('sample', 'time')} AS sample
FROM (
  SELECT 'api' AS source, coalesce(CAST(status_code AS TEXT), 'network') AS code, model AS subject, session_id, time,
    coalesce(error, CAST(status_code AS TEXT), 'network') AS sample
  FROM ${from('api_error')} AS a
  UNION ALL
  SELECT 'tool', coalesce(error_type, error_kind, 'unknown'), tool, session_id, started, coalesce(error_kind, error_type, 'unknown')
  FROM ${from('tool_calls')} AS k WHERE success = 0
) AS errors
GROUP BY source, code, subject
ORDER BY errors DESC, source, code, subject
LIMIT 100`,
    advice:
      'Take the first row and read three of its sessions. Fix what they have in common: a missing tool, a wrong path, a vague instruction.',
    limits: 'Messages are kept only with privacy.tools.',
  },
  'error-by-phase': {
    question: 'In which phase of the work do tool calls fail?',
    columns: {
      phase: 'Permission mode; where nothing says it, the slash command or skill of the turn.',
      calls: 'Tool calls that ran.',
      failures: 'Of them, those that failed.',
      failure_share: 'Their share.',
      sessions: 'Sessions.',
    },
    sql: ({ from, countIf, share }) => `
SELECT ${phase('k', 't')} AS phase, count(*) AS calls, ${countIf('success = 0')} AS failures,
  ${share(countIf('success = 0'), 'count(*)')} AS failure_share, count(DISTINCT k.session_id) AS sessions
FROM ${from('tool_calls')} AS k LEFT JOIN turns AS t ON t.prompt_id = k.prompt_id
WHERE k.success IS NOT NULL
GROUP BY 1
ORDER BY failures DESC, phase`,
    advice:
      'Many failures in `plan` are searches for what is not there; in `acceptEdits` they are edits that do not apply.',
  },
  'error-categories': {
    question: 'Of what kind are errors?',
    columns: {
      category: 'Kind of the error: of the API by its status, of tools by kind or class.',
      errors: 'How often.',
      share: 'Share of all errors.',
      affected_sessions: 'Sessions with one.',
    },
    sql: ({ from, share }) => `
SELECT category, count(*) AS errors, ${share('count(*)', 'sum(count(*)) OVER ()')} AS share, count(DISTINCT session_id) AS affected_sessions
FROM (
  SELECT CASE WHEN status_code IS NULL THEN 'api: network' WHEN status_code = 429 THEN 'api: rate limit'
      WHEN status_code = 529 THEN 'api: overloaded' WHEN status_code >= 500 THEN 'api: server'
      WHEN status_code IN (401, 403) THEN 'api: authentication' ELSE 'api: request' END AS category, session_id
  FROM ${from('api_error')} AS a
  UNION ALL
  SELECT 'tool: ' || coalesce(error_kind, error_type, 'unknown'), session_id FROM ${from('tool_calls')} AS k WHERE success = 0
) AS errors
GROUP BY category
ORDER BY errors DESC, category`,
    advice:
      'Rate limits: spread the work. Not found: describe the layout in CLAUDE.md. Exit codes: look at the commands.',
  },
  'error-by-agent': {
    question: 'Do subagents fail more than the main session?',
    columns: {
      agent: 'Kind of subagent; `main` for the session itself.',
      calls: 'Tool calls that ran.',
      failures: 'Of them, those that failed.',
      failure_share: 'Their share.',
      sessions: 'Sessions.',
    },
    sql: ({ from, countIf, share }) => `
SELECT coalesce(agent_type, CASE WHEN agent_id IS NULL THEN 'main' ELSE 'subagent' END) AS agent, count(*) AS calls,
  ${countIf('success = 0')} AS failures, ${share(countIf('success = 0'), 'count(*)')} AS failure_share,
  count(DISTINCT session_id) AS sessions
FROM ${from('tool_calls')} AS k
WHERE success IS NOT NULL
GROUP BY 1
ORDER BY failures DESC, agent`,
    advice: 'An agent that fails often lacks a tool or an instruction: look at its definition.',
    limits: 'Kinds of subagents are known from hooks; without them all are `subagent`.',
  },
  'error-tool-reliability': {
    question: 'Which tools fail, how often, and how?',
    columns: {
      tool: 'Tool.',
      calls: 'Calls that ran.',
      failures: 'Of them, those that failed.',
      failure_share: 'Their share.',
      affected_sessions: 'Sessions with a failure.',
      kinds: 'Different kinds of error.',
    },
    sql: ({ from, countIf, share }) => `
SELECT tool, count(*) AS calls, ${countIf('success = 0')} AS failures, ${share(countIf('success = 0'), 'count(*)')} AS failure_share,
  count(DISTINCT CASE WHEN success = 0 THEN session_id END) AS affected_sessions,
  count(DISTINCT CASE WHEN success = 0 THEN coalesce(error_type, error_kind, 'unknown') END) AS kinds
FROM ${from('tool_calls')} AS k
WHERE success IS NOT NULL
GROUP BY tool
ORDER BY failures DESC, tool`,
    advice: 'Over 10 % is worth a morning: see the patterns of that tool in error-patterns.',
  },
});

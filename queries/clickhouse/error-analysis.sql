-- Generated from src/ by `npm run generate`. Edit the source, not this file.
-- Errors, the last 30 days. ClickHouse, as user `telemetry_reader`, whose profile reads them as SQLite does.

-- error-patterns: Which errors happen most, how many sessions do they hit, and what does one look like?
--   source: `api` or `tool`.
--   code: HTTP status of the API; class of a tool error.
--   subject: Model or tool.
--   errors: How often.
--   affected_sessions: Sessions with one.
--   last_seen: The last one, UTC.
--   sample: The message of the last one, where it is kept; else its kind.
-- What to do: Take the first row and read three of its sessions. Fix what they have in common: a missing tool, a wrong path, a vague instruction.
-- What it cannot answer: Messages are kept only with privacy.tools.
SELECT source, code, subject, count(*) AS errors, count(DISTINCT session_id) AS affected_sessions, formatDateTime(fromUnixTimestamp64Micro(toInt64(max(time))), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last_seen,
  argMax(sample, time) AS sample
FROM (
  SELECT 'api' AS source, coalesce(CAST(status_code AS TEXT), 'network') AS code, model AS subject, session_id, time,
    coalesce(error, CAST(status_code AS TEXT), 'network') AS sample
  FROM (SELECT * FROM "api_error" WHERE time >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS a
  UNION ALL
  SELECT 'tool', coalesce(error_type, error_kind, 'unknown'), tool, session_id, started, coalesce(error_kind, error_type, 'unknown')
  FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k WHERE success = 0
) AS errors
GROUP BY source, code, subject
ORDER BY errors DESC, source, code, subject
LIMIT 100;

-- error-by-phase: In which phase of the work do tool calls fail?
--   phase: Permission mode; where nothing says it, the slash command or skill of the turn.
--   calls: Tool calls that ran.
--   failures: Of them, those that failed.
--   failure_share: Their share.
--   sessions: Sessions.
-- What to do: Many failures in `plan` are searches for what is not there; in `acceptEdits` they are edits that do not apply.
SELECT coalesce(k.permission_mode, t.permission_mode, t.command, 'unknown') AS phase, count(*) AS calls, countIf(success = 0) AS failures,
  round((countIf(success = 0)) / nullIf(count(*), 0), 4) AS failure_share, count(DISTINCT k.session_id) AS sessions
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k LEFT JOIN turns AS t ON t.prompt_id = k.prompt_id
WHERE k.success IS NOT NULL
GROUP BY 1
ORDER BY failures DESC, phase;

-- error-categories: Of what kind are errors?
--   category: Kind of the error: of the API by its status, of tools by kind or class.
--   errors: How often.
--   share: Share of all errors.
--   affected_sessions: Sessions with one.
-- What to do: Rate limits: spread the work. Not found: describe the layout in CLAUDE.md. Exit codes: look at the commands.
SELECT category, count(*) AS errors, round((count(*)) / nullIf(sum(count(*)) OVER (), 0), 4) AS share, count(DISTINCT session_id) AS affected_sessions
FROM (
  SELECT CASE WHEN status_code IS NULL THEN 'api: network' WHEN status_code = 429 THEN 'api: rate limit'
      WHEN status_code = 529 THEN 'api: overloaded' WHEN status_code >= 500 THEN 'api: server'
      WHEN status_code IN (401, 403) THEN 'api: authentication' ELSE 'api: request' END AS category, session_id
  FROM (SELECT * FROM "api_error" WHERE time >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS a
  UNION ALL
  SELECT 'tool: ' || coalesce(error_kind, error_type, 'unknown'), session_id FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k WHERE success = 0
) AS errors
GROUP BY category
ORDER BY errors DESC, category;

-- error-by-agent: Do subagents fail more than the main session?
--   agent: Kind of subagent; `main` for the session itself.
--   calls: Tool calls that ran.
--   failures: Of them, those that failed.
--   failure_share: Their share.
--   sessions: Sessions.
-- What to do: An agent that fails often lacks a tool or an instruction: look at its definition.
-- What it cannot answer: Kinds of subagents are known from hooks; without them all are `subagent`.
SELECT coalesce(agent_type, CASE WHEN agent_id IS NULL THEN 'main' ELSE 'subagent' END) AS agent, count(*) AS calls,
  countIf(success = 0) AS failures, round((countIf(success = 0)) / nullIf(count(*), 0), 4) AS failure_share,
  count(DISTINCT session_id) AS sessions
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
WHERE success IS NOT NULL
GROUP BY 1
ORDER BY failures DESC, agent;

-- error-tool-reliability: Which tools fail, how often, and how?
--   tool: Tool.
--   calls: Calls that ran.
--   failures: Of them, those that failed.
--   failure_share: Their share.
--   affected_sessions: Sessions with a failure.
--   kinds: Different kinds of error.
-- What to do: Over 10 % is worth a morning: see the patterns of that tool in error-patterns.
SELECT tool, count(*) AS calls, countIf(success = 0) AS failures, round((countIf(success = 0)) / nullIf(count(*), 0), 4) AS failure_share,
  count(DISTINCT CASE WHEN success = 0 THEN session_id END) AS affected_sessions,
  count(DISTINCT CASE WHEN success = 0 THEN coalesce(error_type, error_kind, 'unknown') END) AS kinds
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
WHERE success IS NOT NULL
GROUP BY tool
ORDER BY failures DESC, tool;

-- error-trend: Do errors become more or fewer?
--   day: Day.
--   requests: Requests to the model, failed ones included.
--   api_errors: Requests that failed for good.
--   api_error_share: Their share.
--   tool_calls: Tool calls that ran.
--   tool_failures: Of them, those that failed.
--   tool_failure_share: Their share.
-- What to do: A step upwards on one day is a release: of the client, of a tool, of your own instructions.
SELECT day, sum(d.requests + d.api_errors) AS requests, sum(d.api_errors) AS api_errors,
  round((sum(d.api_errors)) / nullIf(sum(d.requests + d.api_errors), 0), 4) AS api_error_share, sum(d.tool_calls) AS tool_calls,
  sum(d.tool_failures) AS tool_failures, round((sum(d.tool_failures)) / nullIf(sum(d.tool_calls), 0), 4) AS tool_failure_share
FROM (SELECT * FROM "days" WHERE day >= toString(today() - 30)) AS d
GROUP BY day
ORDER BY day DESC;

-- error-sessions: Which sessions failed, or had the most errors?
--   session_id: Session.
--   person: Person.
--   project: Project.
--   errors: Failed tool calls and failed requests.
--   tool_failures: Tool calls that failed.
--   api_errors: Requests that failed for good.
--   retries: Attempts beyond the first of those requests.
--   last_stop: How the last turn ended.
--   cost_usd: Cost in dollars.
-- What to do: Read the first three with session-reconstruction: failures in a row are loops that cost money.
SELECT session_id, person, coalesce(project, repository) AS project, tool_failures + api_errors AS errors, tool_failures, api_errors,
  retries, last_stop, cost_usd
FROM (SELECT * FROM "sessions" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS s
WHERE tool_failures + api_errors > 0 OR coalesce(last_stop, 'ok') <> 'ok'
ORDER BY errors DESC, session_id
LIMIT 100;

-- error-repeated: Which errors come again and again within one session?
--   session_id: Session.
--   person: Person.
--   tool: Tool.
--   error: Class of the error.
--   times: How often.
--   minutes: From the first to the last.
-- What to do: The same failure three times is a loop: interrupt sooner, or write down what Claude could not know.
SELECT session_id, person, tool, coalesce(error_type, error_kind, 'unknown') AS error, count(*) AS times,
  round((max(started) - min(started)) / 60000000.0, 1) AS minutes
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
WHERE success = 0
GROUP BY session_id, person, tool, 4
HAVING count(*) >= 2
ORDER BY times DESC, session_id, tool, error
LIMIT 100;

-- error-context: What was done just before a tool call failed?
--   before_tool: Tool of the call before, in the same session; empty where it was the first.
--   before_outcome: How that went.
--   tool: Tool that failed.
--   errors: How often.
--   sessions: In how many sessions.
-- What to do: A failure after a failure is a wrong guess repeated. A failed edit after no read is an edit of a file that was not read.
SELECT before_tool, before_outcome, tool, count(*) AS errors, count(DISTINCT session_id) AS sessions
FROM (
  SELECT session_id, tool, success, lagInFrame(toNullable(tool)) OVER (PARTITION BY session_id ORDER BY started, tool_use_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS before_tool,
    lagInFrame(toNullable(outcome)) OVER (PARTITION BY session_id ORDER BY started, tool_use_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS before_outcome
  FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
) AS calls
WHERE success = 0
GROUP BY before_tool, before_outcome, tool
ORDER BY errors DESC, coalesce(before_tool, ''), coalesce(before_outcome, ''), tool
LIMIT 100;

-- error-recovery: How long does it take until a tool that failed works again?
--   tool: Tool.
--   failures: Failures.
--   recovered: Followed by a call of the same tool that went well, in the same session.
--   recovered_share: Their share.
--   median_seconds: Half of them took less than this.
--   p90_seconds: Nine of ten took less than this.
-- What to do: A tool that does not recover was given up: look at what people did instead.
SELECT tool, count(*) AS failures, count(seconds) AS recovered, round((count(seconds)) / nullIf(count(*), 0), 4) AS recovered_share,
  quantileExact(0.5)(seconds) AS median_seconds, quantileExact(0.9)(seconds) AS p90_seconds
FROM (
  SELECT tool, success, round((min(CASE WHEN success = 1 THEN started END) OVER (
      PARTITION BY session_id, tool ORDER BY started, tool_use_id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) - started) / 1e6, 1) AS seconds
  FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
  WHERE success IS NOT NULL
) AS calls
WHERE success = 0
GROUP BY tool
ORDER BY failures DESC, tool;

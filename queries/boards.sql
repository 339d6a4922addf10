-- Generated from src/ by `npm run generate`. Edit the source, not this file.
-- Boards, the last 30 days. SQLite 3.44 or later: the ledger, or `sqlite3 -readonly ledger.db`.

-- board-sessions: Which sessions cost the most?
--   session_id: Session.
--   project: Project; else the repository.
--   person: Person.
--   cost_usd: Cost in dollars.
--   prompts: Prompts.
--   tool_calls: Tool calls that ran.
--   tool_failures: Of them, those that failed.
--   blocks: Tool calls that the guard denied.
--   minutes: From the first sign to the last.
--   started: First sign of it, UTC.
-- What to do: Open the first one and look where its cost curve is steep.
SELECT session_id, coalesce(project, repository) AS project, person, cost_nanodollars / 1e9 AS cost_usd, prompts, tool_calls,
  tool_failures, blocks, round(minutes, 1) AS minutes, strftime('%Y-%m-%dT%H:%M:%SZ', (s.started) / 1000000, 'unixepoch') AS started
FROM (SELECT * FROM "sessions" WHERE started >= (unixepoch() - 2592000) * 1000000) AS s
ORDER BY cost_nanodollars DESC, session_id
LIMIT 100;

-- board-failures: Which tools fail with which error, when last, and in which session?
--   tool: Tool.
--   error: Kind of the error; else its class.
--   failures: Calls that failed so.
--   sessions: Sessions with one.
--   last_seen: The last one, UTC.
--   session_id: Session of the last one.
-- What to do: Read the last session of the first row; what it lacked belongs into CLAUDE.md or into a permission.
SELECT tool, coalesce(error_kind, error_type, 'unknown') AS error, count(*) AS failures, count(DISTINCT session_id) AS sessions,
  strftime('%Y-%m-%dT%H:%M:%SZ', (max(started)) / 1000000, 'unixepoch') AS last_seen, substr(max(printf('%020d', started) || coalesce(session_id, '')), 21) AS session_id
FROM (SELECT * FROM "tool_calls" WHERE started >= (unixepoch() - 2592000) * 1000000) AS k
WHERE success = 0
GROUP BY tool, coalesce(error_kind, error_type, 'unknown')
ORDER BY failures DESC, tool, error
LIMIT 100;

-- board-blocks: What did the guard stop last, where, and what exactly was called?
--   time: When, UTC.
--   verdict: `deny`, or `ask`: a person was asked.
--   tool: Tool.
--   pattern: Pattern that matched.
--   project: Project.
--   person: Person.
--   session_id: Session.
--   command: The command, where tool input is kept.
-- What to do: A block that was wrong is allowed once with the code that `start-observability blocks` shows; one that repeats deserves a rule.
-- What it cannot answer: Commands are kept only with privacy.tools.
SELECT strftime('%Y-%m-%dT%H:%M:%SZ', (k.started) / 1000000, 'unixepoch') AS time, k.verdict, k.tool, k.pattern, k.project, k.person, k.session_id, CASE WHEN json_valid(h.tool_input) THEN json_extract(h.tool_input, '$.command') END AS command
FROM (SELECT * FROM "tool_calls" WHERE started >= (unixepoch() - 2592000) * 1000000) AS k LEFT JOIN hook_pre_tool_use AS h ON h.tool_use_id = k.tool_use_id
WHERE k.verdict IN ('deny', 'ask')
ORDER BY k.started DESC, k.tool_use_id
LIMIT 100;

-- board-tool-cost: What do the results of each tool cost, about?
--   tool: Tool.
--   mcp_server: MCP server, for its tools.
--   calls: Calls with a result.
--   tokens: Tokens that the results added to the context: a token is taken for four bytes.
--   cost_usd: What it cost to write them to the cache once, at the price of the session, in dollars.
-- What to do: A tool with large results is worth a filter: read parts of files, cut the output of commands.
-- What it cannot answer: An estimate: tokens are not counted for each result, and each later request reads them from the cache again.
SELECT tool, coalesce(mcp_server, '') AS mcp_server, count(*) AS calls, round(sum(result_bytes) / 4.0) AS tokens,
  round(coalesce(sum(result_bytes / 4.0 * 1.25 * s.price), 0) / 1e9, 4) AS cost_usd
FROM (SELECT * FROM "tool_calls" WHERE started >= (unixepoch() - 2592000) * 1000000) AS k LEFT JOIN (
  SELECT session_id, 1.0 * request_cost_nanodollars / nullif(request_input_tokens + 1.25 * request_cache_creation_tokens
    + 0.1 * request_cache_read_tokens + 5 * request_output_tokens, 0) AS price FROM sessions
) AS s ON s.session_id = k.session_id
WHERE result_bytes IS NOT NULL
GROUP BY tool, coalesce(mcp_server, '')
ORDER BY tokens DESC, tool, 2
LIMIT 100;

-- board-hours: At which hour of the week do sessions begin?
--   weekday: Day of the week; Monday is 1.
--   hour: Hour of the day, in the configured time zone.
--   sessions: Sessions begun: fresh, resumed or continued.
-- What to do: Work at night and on Sundays is worth a question; so is a team that begins at the same minute: limits.
SELECT weekday, hour, sum(h.starts) AS sessions
FROM (SELECT * FROM "hours" WHERE time >= (unixepoch() - 2592000) * 1000000) AS h
GROUP BY weekday, hour
HAVING sum(h.starts) > 0
ORDER BY weekday, hour;

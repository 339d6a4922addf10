-- Generated from src/ by `npm run generate`. Edit the source, not this file.
-- Boards, the last 30 days. ClickHouse, as user `telemetry_reader`, whose profile reads them as SQLite does.

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
  tool_failures, blocks, round(minutes, 1) AS minutes, formatDateTime(fromUnixTimestamp64Micro(toInt64(s.started)), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS started
FROM (SELECT * FROM "sessions" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS s
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
  formatDateTime(fromUnixTimestamp64Micro(toInt64(max(started))), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last_seen, argMax(session_id, started) AS session_id
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
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
SELECT formatDateTime(fromUnixTimestamp64Micro(toInt64(k.started)), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS time, k.verdict, k.tool, k.pattern, k.project, k.person, k.session_id, nullIf(JSONExtractString(coalesce(h.tool_input, ''), 'command'), '') AS command
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k LEFT JOIN (
  SELECT tool_use_id, tool_input FROM hook_pre_tool_use WHERE verdict IN ('deny', 'ask')
) AS h ON h.tool_use_id = k.tool_use_id
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
SELECT tool, coalesce(mcp_server, '') AS mcp_server, count(*) AS calls, floor(sum(result_bytes) / 4.0 + 0.5) AS tokens,
  round(coalesce(sum(result_bytes / 4.0 * 1.25 * s.price), 0) / 1e9, 4) AS cost_usd
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k LEFT JOIN (
  SELECT session_id, 1.0 * request_cost_nanodollars / nullif(request_input_tokens + 1.25 * request_cache_creation_tokens
    + 0.1 * request_cache_read_tokens + 5 * request_output_tokens, 0) AS price FROM sessions
) AS s ON s.session_id = k.session_id
WHERE result_bytes IS NOT NULL
GROUP BY tool, coalesce(mcp_server, '')
ORDER BY cost_usd DESC, tokens DESC, tool, 2
LIMIT 100;

-- board-hours: At which hour of the week do sessions begin?
--   weekday: Day of the week; Monday is 1.
--   hour: Hour of the day, in the configured time zone.
--   sessions: Sessions begun: fresh, resumed or continued.
-- What to do: Work at night and on Sundays is worth a question; so is a team that begins at the same minute: limits.
SELECT weekday, hour, sum(h.starts) AS sessions
FROM (SELECT * FROM "hours" WHERE time >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS h
GROUP BY weekday, hour
HAVING sum(h.starts) > 0
ORDER BY weekday, hour;

-- board-plan-windows: How full did each past window of the plan get?
--   plan_window: Which limit: `five_hour`, `seven_day`, or `spend_limit` of a gateway.
--   account: Account, as a pseudonym.
--   ended: When the window ended, UTC.
--   used: Share that was used at its last report; 1 is full.
--   reached: When it was full, UTC; empty where it never was.
--   reported: The last report of a client, UTC.
-- What to do: Windows that are full again and again: another plan, or the dear work into the hours in which nothing is used.
-- What it cannot answer: What was used after the last report, on another machine or on the web. Windows in which no client drew a status line are not there.
SELECT plan_window, account, formatDateTime(fromUnixTimestamp64Micro(toInt64(w.resets)), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS ended, round(used, 4) AS used, formatDateTime(fromUnixTimestamp64Micro(toInt64(w.reached)), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS reached,
  formatDateTime(fromUnixTimestamp64Micro(toInt64(w.reported)), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS reported
FROM (SELECT * FROM "plan_windows" WHERE resets >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS w
WHERE w.resets <= (toUnixTimestamp(now()) - 0) * 1000000
ORDER BY w.resets DESC, plan_window, account
LIMIT 100;

-- board-merged-pulls: What did each merged pull request cost?
--   repository: Repository.
--   pull: Its number; the merge commit where git names none.
--   branch: The branch that was merged.
--   merged: When, UTC.
--   sessions: Sessions with a turn on the branch.
--   turns: Turns on the branch.
--   cost_usd: What they cost until it was merged, in dollars.
-- What to do: Look at the sessions of the dearest ones: `query` and `/sessions` take `branch`.
-- What it cannot answer: Known are the pull requests that `start-observability pulls` told, with work of Claude Code on their branch. What is done on a branch after its merge is of the next one.
SELECT m.of_repository AS repository, m.name AS pull, m.head AS branch, formatDateTime(fromUnixTimestamp64Micro(toInt64(m.merged_at)), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS merged,
  count(DISTINCT t.session_id) AS sessions, count(*) AS turns, sum(t.request_cost_nanodollars) / 1e9 AS cost_usd
FROM (
  SELECT repository AS of_repository, pull AS name, branch AS head, merged AS merged_at,
    coalesce(lagInFrame(toNullable(merged)) OVER (PARTITION BY repository, branch ORDER BY merged ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), 0) AS merged_before
  FROM merged_pulls
) AS m
JOIN (SELECT * FROM "turns") AS t ON t.repository = m.of_repository AND t.branch = m.head
WHERE t.started <= m.merged_at AND t.started > m.merged_before
  AND (m.of_repository, m.name) IN (SELECT repository, pull FROM (SELECT * FROM "merged_pulls" WHERE merged >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k)
GROUP BY m.of_repository, m.name, m.head, m.merged_at
ORDER BY m.merged_at DESC, m.of_repository, m.name
LIMIT 1000;

-- board-context: What fills the context of a session, about?
--   part: What it is.
--   tokens: Tokens that it adds to the context of a session, in the mean: a token is taken for four bytes of text.
--   share: Of all parts together.
-- What to do: Shorten CLAUDE.md and switch off MCP servers that are not used where the first part leads; read parts of files where results do.
-- What it cannot answer: An estimate. The client reports the size of a request, not what it is made of: the first part is the smallest request of each session. Results of subagents are among the results.
SELECT part, floor(tokens / max(sessions) OVER () + 0.5) AS tokens, round((tokens) / nullIf(sum(tokens) OVER (), 0), 4) AS share
FROM (
  SELECT part, CASE part WHEN 'Answers' THEN answers ELSE beginnings END AS tokens, sessions
  FROM (
    SELECT 1.0 * sum(least_context) AS beginnings, 1.0 * sum(answered) AS answers, count(session_id) AS sessions
    FROM (
      SELECT session_id,
        min(CASE WHEN main = 1 AND cached > 0 THEN input_tokens + cached END) AS least_context,
        sum(CASE WHEN main = 1 THEN output_tokens END) AS answered
      FROM (
        SELECT session_id, input_tokens, output_tokens, cache_read_tokens + cache_creation_tokens AS cached,
          CASE WHEN coalesce(query_source, '') LIKE 'agent:%' THEN 0 ELSE 1 END AS main
        FROM (SELECT * FROM "api_request" WHERE time >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS r
      ) AS requests
      GROUP BY session_id
    ) AS asked
  ) AS summed CROSS JOIN (
    SELECT 'At the start: CLAUDE.md, skills, MCP and other tools' AS part UNION ALL SELECT 'Answers'
  ) AS names
  UNION ALL SELECT 'Prompts', sum(prompt_length) / 4.0, 0 FROM (SELECT * FROM "turns" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS t
  UNION ALL SELECT CASE WHEN mcp_server IS NULL THEN 'Results of ' || tool ELSE 'Results of the MCP server ' || mcp_server END,
    sum(bytes) / 4.0, 0
  FROM (
    SELECT CASE WHEN mcp_server IS NULL THEN tool END AS tool, mcp_server, sum(result_bytes) AS bytes
    FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k WHERE result_bytes IS NOT NULL GROUP BY 1, 2
  ) AS results
  GROUP BY 1
) AS parts
WHERE tokens IS NOT NULL
ORDER BY parts.tokens DESC, part
LIMIT 100;

-- board-groups: Which days, models and tools have at least 5 people?
--   kind: `all` of the range, a `day`, a `model` or a `tool`.
--   name: Which one.
--   people: People.
-- What to do: Of what is not listed nothing belongs into a file that is given away.
SELECT kind, name, people FROM (
  SELECT 'all' AS kind, '' AS name, count(DISTINCT person) AS people FROM (SELECT * FROM "days" WHERE day >= toString(today() - 30)) AS a
  UNION ALL SELECT 'day', day, count(DISTINCT person) FROM (SELECT * FROM "days" WHERE day >= toString(today() - 30)) AS d GROUP BY day
  UNION ALL SELECT 'model', model, count(DISTINCT person) FROM (SELECT * FROM "days" WHERE day >= toString(today() - 30)) AS m WHERE model <> '' GROUP BY model
  UNION ALL SELECT 'tool', tool, count(DISTINCT person) FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k GROUP BY tool
) AS counted
WHERE people >= 5
ORDER BY kind, name;

-- Generated from src/ by `npm run generate`. Edit the source, not this file.
-- Tools, the last 30 days. ClickHouse, as user `telemetry_reader`, whose profile reads them as SQLite does.

-- tool-top: Which tools are used most?
--   tool: Tool.
--   calls: Calls, those that never ran included.
--   share: Share of all calls.
--   sessions: Sessions that used it.
--   people: People who used it.
--   minutes: Time in it together.
-- What to do: Allow what is used most and asked about each time; teach what is not used.
SELECT tool, count(*) AS calls, round((count(*)) / nullIf(sum(count(*)) OVER (), 0), 4) AS share, count(DISTINCT session_id) AS sessions,
  count(DISTINCT person) AS people, round(coalesce(sum(duration_ms), 0) / 60000.0, 2) AS minutes
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
GROUP BY tool
ORDER BY calls DESC, tool;

-- tool-by-phase: Which tools are used in which phase?
--   phase: Permission mode; where nothing says it, the slash command or skill of the turn.
--   tool: Tool.
--   calls: Calls.
--   failures: Calls that ran and failed.
--   mean_ms: Mean duration.
-- What to do: Edits in `default` mode that are always accepted are needless clicks.
SELECT coalesce(k.permission_mode, t.permission_mode, t.command, 'unknown') AS phase, tool, count(*) AS calls, countIf(success = 0) AS failures, floor(avg(k.duration_ms) + 0.5) AS mean_ms
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k LEFT JOIN turns AS t ON t.prompt_id = k.prompt_id
GROUP BY 1, tool
ORDER BY calls DESC, phase, tool
LIMIT 200;

-- tool-trends: How does the use of tools change from week to week?
--   week: Week, from Monday.
--   tool: Tool.
--   calls: Calls.
--   failure_share: Share of the calls that ran and failed.
--   calls_before: Calls in the week before.
-- What to do: A tool that vanishes was replaced or denied; one that doubles wants a look at its cost in tool-performance.
SELECT week, tool, calls, failure_share, lagInFrame(toNullable(calls)) OVER (PARTITION BY tool ORDER BY week ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS calls_before
FROM (
  SELECT week, tool, count(*) AS calls, round((countIf(success = 0)) / nullIf(count(success), 0), 4) AS failure_share
  FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
  GROUP BY week, tool
) AS weeks
ORDER BY week DESC, calls DESC, tool;

-- tool-combinations: Which tools follow each other?
--   first_tool: Tool.
--   second_tool: Tool of the next call in the same session.
--   times: How often.
--   sessions: In how many sessions.
--   second_failure_share: How often the second one failed, of those that ran.
-- What to do: A pair that is always the same is a skill that wants to be written.
SELECT first_tool, tool AS second_tool, count(*) AS times, count(DISTINCT session_id) AS sessions,
  round((countIf(success = 0)) / nullIf(count(success), 0), 4) AS second_failure_share
FROM (
  SELECT session_id, tool, success, lagInFrame(toNullable(tool)) OVER (PARTITION BY session_id ORDER BY started, tool_use_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS first_tool
  FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
) AS calls
WHERE first_tool IS NOT NULL
GROUP BY first_tool, tool
ORDER BY times DESC, first_tool, second_tool
LIMIT 100;

-- tool-by-agent: Which agents use which tools?
--   agent: Kind of subagent; `main` for the session itself.
--   tool: Tool.
--   calls: Calls.
--   failures: Calls that ran and failed.
--   mean_ms: Mean duration.
-- What to do: An agent that only searches can run on a smaller model.
-- What it cannot answer: Kinds of subagents are known from hooks; without them all are `subagent`.
SELECT coalesce(agent_type, CASE WHEN agent_id IS NULL THEN 'main' ELSE 'subagent' END) AS agent, tool, count(*) AS calls,
  countIf(success = 0) AS failures, floor(avg(duration_ms) + 0.5) AS mean_ms
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
GROUP BY 1, tool
ORDER BY calls DESC, agent, tool
LIMIT 200;

-- tool-hours: When are tools used: on which day of the week, at which hour?
--   weekday: Day of the week; Monday is 1.
--   hour: Hour of the day.
--   calls: Calls that ran.
--   failures: Of them, those that failed.
-- What to do: Failures that pile up at one hour have a cause outside: a backup, a nightly build, a network.
SELECT weekday, hour, sum(h.tool_calls) AS calls, sum(h.tool_failures) AS failures
FROM (SELECT * FROM "hours" WHERE time >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS h
GROUP BY weekday, hour
HAVING sum(h.tool_calls) > 0
ORDER BY weekday, hour;

-- tool-adoption: How many people use each tool, and since when?
--   tool: Tool.
--   people: People who used it.
--   share_of_people: Their share of all people with tool calls.
--   first_day: Day of the first call in the range.
--   last_day: Day of the last call.
--   calls_per_person: Calls of one of them.
-- What to do: A tool that one person uses a lot is worth a demonstration to the others.
-- What it cannot answer: Without `privacy.person` a person is an installation.
SELECT tool, count(DISTINCT person) AS people,
  round((count(DISTINCT person)) / nullIf((SELECT count(DISTINCT person) FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS everybody), 0), 4) AS share_of_people,
  min(day) AS first_day, max(day) AS last_day, round(1.0 * count(*) / nullif(count(DISTINCT person), 0), 1) AS calls_per_person
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
GROUP BY tool
ORDER BY people DESC, tool;

-- tool-parameters: With what are tools called: how large, who allowed them, in which language?
--   tool: Tool.
--   decided_by: Who allowed or rejected it: a setting, a hook, a person.
--   language: Language of the edited file, for edits.
--   calls: Calls.
--   mean_input_bytes: Mean size of the input.
--   largest_input_bytes: Largest input.
-- What to do: What people allow again and again belongs into the permissions; very large inputs belong into files.
-- What it cannot answer: Commands, paths and arguments are kept only with privacy.tools; then they are in `tool_result.tool_parameters`.
SELECT tool, coalesce(decision_source, 'unknown') AS decided_by, coalesce(language, '') AS language, count(*) AS calls,
  floor(avg(input_bytes) + 0.5) AS mean_input_bytes, max(input_bytes) AS largest_input_bytes
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
GROUP BY tool, 2, 3
ORDER BY calls DESC, tool, 2, 3
LIMIT 200;

-- tool-performance: How long do tools take?
--   tool: Tool.
--   calls: Calls that ran.
--   p50_ms: Half of them took less.
--   p95_ms: Nineteen of twenty took less.
--   longest_ms: The longest.
--   mean_result_bytes: Mean size of the result.
-- What to do: Slow shell commands are mostly tests: give Claude the command that runs one of them.
SELECT tool, count(duration_ms) AS calls, quantileExact(0.5)(duration_ms) AS p50_ms, quantileExact(0.95)(duration_ms) AS p95_ms,
  max(duration_ms) AS longest_ms, floor(avg(result_bytes) + 0.5) AS mean_result_bytes
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
WHERE duration_ms IS NOT NULL
GROUP BY tool
ORDER BY sum(duration_ms) DESC, tool;

-- tool-reliability: What becomes of tool calls?
--   tool: Tool.
--   calls: Calls.
--   ok: Ran and ended well.
--   failed: Ran and failed.
--   rejected: Rejected by a person, a rule or a hook of yours.
--   blocked: Blocked by the guard.
--   unknown: Nothing said what became of them.
--   ok_share: Share of those that ran and ended well.
-- What to do: Blocks are listed with their patterns by `start-observability blocks`; rejections are instructions that were not clear.
SELECT tool, count(*) AS calls, countIf(outcome = 'ok') AS ok, countIf(outcome = 'failed') AS failed,
  countIf(outcome = 'rejected') AS rejected, countIf(outcome = 'blocked') AS blocked, countIf(outcome = 'unknown') AS unknown,
  round((countIf(outcome = 'ok')) / nullIf(count(success), 0), 4) AS ok_share
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
GROUP BY tool
ORDER BY calls DESC, tool;

-- tool-slowest: Which single tool calls took longest?
--   started: When, UTC.
--   session_id: Session.
--   person: Person.
--   tool: Tool.
--   duration_ms: How long it ran.
--   outcome: What became of it.
-- What to do: Calls of many minutes wait for something: a prompt of a program, a server that never answers. Give them a time limit.
SELECT formatDateTime(fromUnixTimestamp64Micro(toInt64(k.started)), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS started, session_id, person, tool, duration_ms, outcome
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
WHERE duration_ms IS NOT NULL
ORDER BY duration_ms DESC, session_id, tool_use_id
LIMIT 50;

-- tool-error-hotspots: Where do tools fail more than elsewhere?
--   project: Project.
--   tool: Tool.
--   calls: Calls that ran.
--   failures: Of them, those that failed.
--   failure_share: Their share.
--   usual_share: Share of this tool everywhere.
-- What to do: The project has something that others have not: an odd layout, slow tests, a missing program. Write it into its CLAUDE.md.
-- What it cannot answer: Places with fewer than ten calls are left out.
SELECT project, tool, calls, failures, round((failures) / nullIf(calls, 0), 4) AS failure_share, round((all_failures) / nullIf(all_calls, 0), 4) AS usual_share
FROM (
  SELECT project, tool, count(*) AS calls, countIf(success = 0) AS failures,
    sum(count(*)) OVER (PARTITION BY tool) AS all_calls, sum(countIf(success = 0)) OVER (PARTITION BY tool) AS all_failures
  FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
  WHERE success IS NOT NULL
  GROUP BY project, tool
) AS places
WHERE calls >= 10 AND failures > 0
ORDER BY 1.0 * failures / calls - 1.0 * all_failures / all_calls DESC, project, tool
LIMIT 50;

-- tool-efficiency: How much does a tool bring for the time and the context it takes?
--   tool: Tool.
--   calls: Calls that ran.
--   ms_per_call: Mean duration.
--   result_bytes_per_call: Mean size of the result, which becomes context.
--   ok_per_minute: Calls that ended well for each minute in the tool.
--   wasted_minutes: Time in calls that failed.
-- What to do: Large results fill the context, which every later request pays for: ask for less of them (head, a range of lines).
-- What it cannot answer: Tokens and money of a single tool are not in the data: the client names them for requests only.
SELECT tool, count(*) AS calls, round(avg(duration_ms), 1) AS ms_per_call, round(avg(result_bytes), 1) AS result_bytes_per_call,
  round(60000.0 * countIf(success = 1) / nullif(sum(duration_ms), 0), 2) AS ok_per_minute,
  round(coalesce(sumIf(duration_ms, success = 0), 0) / 60000.0, 2) AS wasted_minutes
FROM (SELECT * FROM "tool_calls" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS k
WHERE success IS NOT NULL
GROUP BY tool
ORDER BY coalesce(sumIf(duration_ms, success = 0), 0) DESC, tool;

-- machines: From which machines does data come, with which versions?
--   machine: Machine, as a pseudonym.
--   people: People on it.
--   versions: Versions of the client.
--   sessions: Sessions.
--   last_seen: Last sign of one, UTC.
--   cost_usd: Cost in dollars.
-- What to do: Old versions lack attributes and send less: update them. An unknown machine is worth a question.
-- What it cannot answer: Where no host is sent, a machine is an installation of the client.
SELECT machine, count(DISTINCT person) AS people, arrayStringConcat(arraySort(groupUniqArray(client_version)), ',') AS versions, count(*) AS sessions,
  formatDateTime(fromUnixTimestamp64Micro(toInt64(max(s.ended))), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last_seen, sum(cost_nanodollars) / 1e9 AS cost_usd
FROM (SELECT * FROM "sessions" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS s
GROUP BY machine
ORDER BY sum(cost_nanodollars) DESC, machine;

-- providers: Through which providers do requests go, and how do they do?
--   provider: Provider of the API.
--   requests: Requests that succeeded.
--   api_errors: Requests that failed for good.
--   error_share: Their share.
--   seconds_per_request: Mean duration, failed ones included.
--   cost_usd: Cost in dollars.
-- What to do: Compare errors and durations before moving everybody to another provider.
-- What it cannot answer: Clients before 2.1.329 do not say which provider they use.
SELECT coalesce(provider, 'unknown') AS provider, sum(h.requests) AS requests, sum(h.api_errors) AS api_errors,
  round((sum(h.api_errors)) / nullIf(sum(h.requests + h.api_errors), 0), 4) AS error_share,
  round(sum(h.api_ms) / 1000.0 / nullif(sum(h.requests + h.api_errors), 0), 3) AS seconds_per_request,
  sum(cost_nanodollars) / 1e9 AS cost_usd
FROM (SELECT * FROM "days" WHERE day >= toString(today() - 30)) AS h
GROUP BY coalesce(provider, 'unknown')
HAVING sum(h.requests + h.api_errors) > 0
ORDER BY 2 DESC, 1;

-- plugins: Which plugins are loaded, in which version, by whom?
--   plugin: Plugin.
--   version: Its version, where it is told.
--   person: Person.
--   sessions: Sessions that loaded it.
--   last_day: Last day.
-- What to do: People with an old version of a plugin miss its fixes; a plugin that brings MCP servers costs context in every session.
-- What it cannot answer: Names of plugins that are not official are sent only with OTEL_LOG_TOOL_DETAILS.
SELECT plugin_name AS plugin, coalesce(plugin_version, '') AS version, person, count(DISTINCT session_id) AS sessions, max(day) AS last_day
FROM (SELECT * FROM "plugin_loaded" WHERE time >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS p
GROUP BY plugin_name, plugin_version, person
ORDER BY sessions DESC, plugin, version, person
LIMIT 500;

-- commands: Which shell commands are run, across sessions?
--   command: First word of the command; `(not kept)` where commands are not kept.
--   runs: How often.
--   failures: How often it failed.
--   sessions: In how many sessions.
--   people: By how many people.
--   seconds: Time in it together.
-- What to do: What is run most deserves a permission rule; what fails most deserves a line in CLAUDE.md.
-- What it cannot answer: Commands are sent only with OTEL_LOG_TOOL_DETAILS and kept only with privacy.tools.
SELECT command, count(*) AS runs, countIf(success = 0) AS failures, count(DISTINCT session_id) AS sessions,
  count(DISTINCT person) AS people, round(sum(duration_ms) / 1000.0, 1) AS seconds
FROM (
  SELECT session_id, person, success, duration_ms, coalesce(nullIf(splitByChar(' ', JSONExtractString(coalesce(tool_parameters, ''), 'bash_command'))[1], ''), '(not kept)') AS command
  FROM (SELECT * FROM "tool_result" WHERE time >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS r WHERE tool_name = 'Bash'
) AS runs
GROUP BY command
ORDER BY runs DESC, command
LIMIT 200;

-- files: Which files are changed, across sessions?
--   file: File; where paths are not kept, `(language)` of what was edited.
--   changes: Edits that ended well.
--   failures: Edits that failed.
--   sessions: In how many sessions.
--   people: By how many people.
-- What to do: A file that many sessions change is where people get into each other’s way: split it, or agree who works on it.
-- What it cannot answer: Paths are sent only with OTEL_LOG_TOOL_DETAILS and kept only with privacy.tools.
SELECT file, countIf(success = 1) AS changes, countIf(success = 0) AS failures, count(DISTINCT session_id) AS sessions,
  count(DISTINCT person) AS people
FROM (
  SELECT r.session_id, r.person, r.success, coalesce(nullIf(JSONExtractString(coalesce(r.tool_input, ''), 'file_path'), ''), '(' || coalesce(k.language, 'unknown') || ')') AS file
  FROM (SELECT * FROM "tool_result" WHERE time >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS r LEFT JOIN (
    SELECT tool_use_id, max(language) AS language FROM tool_call_data WHERE language IS NOT NULL GROUP BY tool_use_id
  ) AS k ON k.tool_use_id = r.tool_use_id
  WHERE r.tool_name IN ('Edit', 'MultiEdit', 'Write', 'NotebookEdit') AND r.success IS NOT NULL
) AS edits
GROUP BY file
ORDER BY changes DESC, file
LIMIT 200;

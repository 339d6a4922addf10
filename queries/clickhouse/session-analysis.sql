-- Generated from src/ by `npm run generate`. Edit the source, not this file.
-- Sessions, the last 30 days. ClickHouse. Not tested yet.

-- session-recent: Which sessions were there lately, whose were they, and what did each cost?
--   session_id: Session.
--   person: Person.
--   project: Project.
--   started: First sign of it, UTC.
--   ended: Last sign of it, UTC.
--   minutes: From the first sign to the last.
--   events: Log events.
--   prompts: Prompts.
--   tool_calls: Tool calls that ran.
--   tool_failures: Of them, those that failed.
--   cost_usd: Cost in dollars.
--   how_ended: Why it ended; `open` while it goes on, `silent` where nothing was said.
-- What to do: Open the most expensive one and read its timeline: `start-observability query --saved session-reconstruction --session ID`.
SELECT session_id, person, coalesce(project, repository) AS project, formatDateTime(fromUnixTimestamp64Micro(toInt64(started)), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS started, formatDateTime(fromUnixTimestamp64Micro(toInt64(ended)), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS ended,
  round(minutes, 1) AS minutes, events, prompts, tool_calls, tool_failures, cost_usd, how_ended
FROM (SELECT * FROM "sessions" WHERE started >= (toUnixTimestamp(now()) - 2592000) * 1000000) AS s
ORDER BY s.started DESC, session_id
LIMIT 100;

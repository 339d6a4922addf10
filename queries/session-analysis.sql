-- Generated from src/ by `npm run generate`. Edit the source, not this file.
-- Sessions, the last 30 days. SQLite 3.44 or later: the ledger, or `sqlite3 -readonly ledger.db`.

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
SELECT session_id, person, coalesce(project, repository) AS project, strftime('%Y-%m-%dT%H:%M:%SZ', (started) / 1000000, 'unixepoch') AS started, strftime('%Y-%m-%dT%H:%M:%SZ', (ended) / 1000000, 'unixepoch') AS ended,
  round(minutes, 1) AS minutes, events, prompts, tool_calls, tool_failures, cost_usd, how_ended
FROM (SELECT * FROM "sessions" WHERE started >= (unixepoch() - 2592000) * 1000000) AS s
ORDER BY s.started DESC, session_id
LIMIT 100;

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
SELECT session_id, person, coalesce(project, repository) AS project, strftime('%Y-%m-%dT%H:%M:%SZ', (s.started) / 1000000, 'unixepoch') AS started, strftime('%Y-%m-%dT%H:%M:%SZ', (s.ended) / 1000000, 'unixepoch') AS ended,
  round(minutes, 1) AS minutes, events, prompts, tool_calls, tool_failures, cost_usd, how_ended
FROM (SELECT * FROM "sessions" WHERE started >= (unixepoch() - 2592000) * 1000000) AS s
ORDER BY s.started DESC, session_id
LIMIT 100;

-- session-durations: How long are sessions?
--   length: Minutes from the first sign to the last.
--   sessions: Sessions of that length.
--   share: Their share of all.
--   cost_usd: What they cost together.
--   cost_per_session_usd: What one of them costs.
-- What to do: Where long sessions cost more than their share, end them earlier: /clear between tasks keeps the context small.
SELECT CASE WHEN minutes < 5 THEN 'under 5' WHEN minutes < 15 THEN '5 to 15' WHEN minutes < 30 THEN '15 to 30' WHEN minutes < 60 THEN '30 to 60' WHEN minutes < 120 THEN '60 to 120' ELSE 'over 120' END AS length, count(*) AS sessions,
  round(1.0 * (count(*)) / nullif(sum(count(*)) OVER (), 0), 4) AS share,
  sum(cost_nanodollars) / 1e9 AS cost_usd, sum(cost_nanodollars) / 1e9 / count(*) AS cost_per_session_usd
FROM (SELECT * FROM "sessions" WHERE started >= (unixepoch() - 2592000) * 1000000) AS s
GROUP BY length, CASE WHEN minutes < 5 THEN 0 WHEN minutes < 15 THEN 5 WHEN minutes < 30 THEN 15 WHEN minutes < 60 THEN 30 WHEN minutes < 120 THEN 60 ELSE 120 END
ORDER BY CASE WHEN minutes < 5 THEN 0 WHEN minutes < 15 THEN 5 WHEN minutes < 30 THEN 15 WHEN minutes < 60 THEN 30 WHEN minutes < 120 THEN 60 ELSE 120 END;

-- session-intensity: How intense are sessions: how much happens in a minute?
--   session_id: Session.
--   person: Person.
--   project: Project.
--   minutes: From the first sign to the last.
--   events_per_minute: Log events a minute.
--   prompts_per_hour: Prompts an hour.
--   calls_per_prompt: Tool calls for a prompt.
--   cost_per_hour_usd: Cost of an hour in dollars.
-- What to do: Many calls for one prompt mean that Claude works alone for long: look whether it went in circles (error-repeated).
-- What it cannot answer: Sessions shorter than five minutes are left out: their rates say nothing.
SELECT session_id, person, coalesce(project, repository) AS project, round(minutes, 1) AS minutes,
  round(events / minutes, 2) AS events_per_minute, round(60.0 * prompts / minutes, 2) AS prompts_per_hour,
  round(1.0 * tool_calls / nullif(prompts, 0), 2) AS calls_per_prompt,
  round(60 * cost_nanodollars / 1e9 / minutes, 4) AS cost_per_hour_usd
FROM (SELECT * FROM "sessions" WHERE started >= (unixepoch() - 2592000) * 1000000) AS s
WHERE minutes >= 5
ORDER BY events_per_minute DESC, session_id
LIMIT 50;

-- session-long-running: Which sessions ran long, and did their context grow?
--   session_id: Session.
--   person: Person.
--   project: Project.
--   minutes: From the first sign to the last.
--   prompts: Prompts.
--   compactions: Compactions of the context.
--   cache_read_tokens: Tokens read from the cache: the context, again and again.
--   cost_usd: Cost in dollars.
-- What to do: A long session without a compaction pays for its whole context at each request: /compact or /clear sooner.
SELECT session_id, person, coalesce(project, repository) AS project, round(minutes, 1) AS minutes, prompts, compactions,
  cache_read_tokens, cost_usd
FROM (SELECT * FROM "sessions" WHERE started >= (unixepoch() - 2592000) * 1000000) AS s
WHERE minutes >= 60
ORDER BY s.ended - s.started DESC, session_id
LIMIT 50;

-- session-reconstruction: What happened in one session, in order?
--   time: When, UTC.
--   what: `prompt`, `request`, `tool`, `error`, `compaction`.
--   detail: Model, tool, or what set it off.
--   outcome: How it went.
--   duration_ms: How long it took.
--   cost_usd: Cost in dollars.
-- What to do: Read it from the end: what was the last thing that went wrong, and what was tried before?
-- What it cannot answer: Texts of prompts and commands are there only where they are kept (privacy.prompts, privacy.tools).
SELECT strftime('%Y-%m-%dT%H:%M:%SZ', (time) / 1000000, 'unixepoch') AS time, what, detail, outcome, duration_ms, cost_usd FROM (
  SELECT time, 1 AS place, 'prompt' AS what, command_name AS detail, NULL AS outcome, NULL AS duration_ms, NULL AS cost_usd FROM user_prompt WHERE session_id >= :session AND session_id < :session || '~'
    AND time >= (SELECT min(started) FROM session_data WHERE session_id >= :session AND session_id < :session || '~') AND time <= (SELECT max(ended) FROM session_data WHERE session_id >= :session AND session_id < :session || '~')
  UNION ALL SELECT time, 2, 'request', model, 'ok', duration_ms, cost_usd FROM api_request WHERE session_id >= :session AND session_id < :session || '~'
    AND time >= (SELECT min(started) FROM session_data WHERE session_id >= :session AND session_id < :session || '~') AND time <= (SELECT max(ended) FROM session_data WHERE session_id >= :session AND session_id < :session || '~')
  UNION ALL SELECT time, 3, 'error', model, CAST(status_code AS TEXT), duration_ms, NULL FROM api_error WHERE session_id >= :session AND session_id < :session || '~'
    AND time >= (SELECT min(started) FROM session_data WHERE session_id >= :session AND session_id < :session || '~') AND time <= (SELECT max(ended) FROM session_data WHERE session_id >= :session AND session_id < :session || '~')
  UNION ALL SELECT ended, 4, 'tool', tool, outcome, duration_ms, NULL FROM tool_calls WHERE session_id >= :session AND session_id < :session || '~'
  UNION ALL SELECT time, 5, 'compaction', "trigger", CASE success WHEN 1 THEN 'ok' ELSE 'failed' END, duration_ms, NULL FROM compaction WHERE session_id >= :session AND session_id < :session || '~'
    AND time >= (SELECT min(started) FROM session_data WHERE session_id >= :session AND session_id < :session || '~') AND time <= (SELECT max(ended) FROM session_data WHERE session_id >= :session AND session_id < :session || '~')
) AS happened
ORDER BY happened.time, place, detail, duration_ms;

-- session-daily: What was done each day, and for how much?
--   day: Day.
--   people: People with data.
--   sessions: Sessions begun.
--   prompts: Prompts.
--   lines_added: Lines of code added.
--   lines_removed: Lines of code removed.
--   commits: Commits.
--   pull_requests: Pull requests.
--   cost_usd: Cost in dollars.
--   cost_per_commit_usd: Cost of a commit; empty on days without one.
-- What to do: Days with cost and without commits are days to ask about, not to blame: reviews and plans leave no commit.
SELECT day, count(DISTINCT person) AS people, sum(starts) AS sessions, sum(prompts) AS prompts,
  sum(lines_added) AS lines_added, sum(lines_removed) AS lines_removed, sum(commits) AS commits,
  sum(pull_requests) AS pull_requests, sum(cost_nanodollars) / 1e9 AS cost_usd,
  sum(cost_nanodollars) / 1e9 / nullif(sum(commits), 0) AS cost_per_commit_usd
FROM (SELECT * FROM "days" WHERE day >= date('now', '-30 days')) AS d
GROUP BY day
ORDER BY day DESC;

-- session-peak-hours: At which hours is Claude Code used most?
--   hour: Hour of the day.
--   people: People with data in that hour, on any day.
--   prompts: Prompts.
--   requests: Requests to the model.
--   cost_usd: Cost in dollars.
--   share: Share of the cost.
-- What to do: Rate limits bite at the peak: move long agents and scheduled runs to the empty hours.
SELECT hour, count(DISTINCT CASE WHEN h.events > 0 THEN person END) AS people, sum(prompts) AS prompts, sum(requests) AS requests,
  sum(cost_nanodollars) / 1e9 AS cost_usd,
  round(1.0 * (sum(cost_nanodollars)) / nullif(sum(sum(cost_nanodollars)) OVER (), 0), 4) AS share
FROM (SELECT * FROM "hours" WHERE time >= (unixepoch() - 2592000) * 1000000) AS h
GROUP BY hour
HAVING sum(h.events) > 0
ORDER BY hour;

-- session-completeness: How far do sessions come, from a prompt to a pull request?
--   step: How far.
--   sessions: Sessions that came so far.
--   share: Their share of all.
-- What to do: Look at the step where most are lost: many prompts without a tool call are questions, many edits without a commit are drafts.
-- What it cannot answer: Commits that a person makes outside Claude Code are not seen.
SELECT step, sessions, round(1.0 * (sessions) / nullif(all_sessions, 0), 4) AS share FROM (
  SELECT place, step, all_sessions, CASE place WHEN 1 THEN reached1 WHEN 2 THEN reached2 WHEN 3 THEN reached3 WHEN 4 THEN reached4 WHEN 5 THEN reached5 WHEN 6 THEN reached6 WHEN 7 THEN reached7 END AS sessions
  FROM (SELECT 1 AS place, 'prompt' AS step UNION ALL SELECT 2 AS place, 'tool call' AS step UNION ALL SELECT 3 AS place, 'lines changed' AS step UNION ALL SELECT 4 AS place, 'commit' AS step UNION ALL SELECT 5 AS place, 'pull request' AS step UNION ALL SELECT 6 AS place, 'last turn ended well' AS step UNION ALL SELECT 7 AS place, 'ended by the person' AS step) AS steps
  CROSS JOIN (
    SELECT count(*) AS all_sessions, count(*) FILTER (WHERE prompts > 0) AS reached1,
      count(*) FILTER (WHERE tool_calls > 0) AS reached2,
      count(*) FILTER (WHERE lines_added + lines_removed > 0) AS reached3,
      count(*) FILTER (WHERE commits > 0) AS reached4,
      count(*) FILTER (WHERE pull_requests > 0) AS reached5,
      count(*) FILTER (WHERE last_stop = 'ok') AS reached6,
      count(*) FILTER (WHERE end_reason IS NOT NULL) AS reached7
    FROM (SELECT * FROM "sessions" WHERE started >= (unixepoch() - 2592000) * 1000000) AS s
  ) AS counted
) AS reached
ORDER BY place;

-- session-people: How do people use Claude Code, side by side?
--   person: Person.
--   sessions: Sessions.
--   prompts: Prompts.
--   tool_calls: Tool calls that ran.
--   failure_share: Share of them that failed.
--   lines: Lines added and removed.
--   commits: Commits.
--   cost_usd: Cost in dollars.
--   cost_per_session_usd: Cost of a session.
-- What to do: Not a ranking: ask those whose sessions are cheap and end well what they do, and tell the others.
-- What it cannot answer: Without `privacy.person` a person is an installation: one person with two machines is two.
SELECT person, count(*) AS sessions, sum(prompts) AS prompts, sum(tool_calls) AS tool_calls,
  round(1.0 * (sum(tool_failures)) / nullif(sum(tool_calls), 0), 4) AS failure_share, sum(lines_added + lines_removed) AS lines,
  sum(commits) AS commits, sum(cost_nanodollars) / 1e9 AS cost_usd, sum(cost_nanodollars) / 1e9 / count(*) AS cost_per_session_usd
FROM (SELECT * FROM "sessions" WHERE started >= (unixepoch() - 2592000) * 1000000) AS s
GROUP BY person
ORDER BY sum(cost_nanodollars) DESC, person;

-- session-features: How much time and money went into each feature?
--   project: Project.
--   feature: Ticket that the branch names, else the branch; `unattributed` where hooks saw none.
--   sessions: Sessions.
--   prompts: Prompts.
--   hours: Time from prompts to the ends of their turns.
--   cost_usd: Cost of their requests in dollars.
--   share: Share of the cost.
-- What to do: Where much is unattributed, install the hooks: they read the branch at each prompt.
-- What it cannot answer: Requests outside any prompt (titles, housekeeping) belong to no feature.
SELECT coalesce(project, repository) AS project, coalesce(ticket, branch, 'unattributed') AS feature,
  count(DISTINCT session_id) AS sessions, count(*) AS prompts, round(sum(t.ended - t.started) / 3.6e9, 2) AS hours,
  sum(request_cost_nanodollars) / 1e9 AS cost_usd,
  round(1.0 * (sum(request_cost_nanodollars)) / nullif(sum(sum(request_cost_nanodollars)) OVER (), 0), 4) AS share
FROM (SELECT * FROM "turns" WHERE started >= (unixepoch() - 2592000) * 1000000) AS t
GROUP BY 1, 2
ORDER BY sum(request_cost_nanodollars) DESC, 1, 2
LIMIT 200;

-- session-success: How many sessions end well, by project?
--   project: Project.
--   sessions: Sessions.
--   well: Their last turn ended well.
--   badly: Their last turn ended with an error of the API.
--   unknown: No hook said how.
--   success_share: Share that ended well, of those that are known.
-- What to do: Read the sessions that ended badly (error-sessions): rate limits and overload are cured by other hours or models.
-- What it cannot answer: The quality of the work is not measured: this counts turns that ended without an error.
SELECT coalesce(project, repository) AS project, count(*) AS sessions, count(*) FILTER (WHERE last_stop = 'ok') AS well,
  count(*) FILTER (WHERE last_stop <> 'ok') AS badly, count(*) FILTER (WHERE last_stop IS NULL) AS unknown,
  round(1.0 * (count(*) FILTER (WHERE last_stop = 'ok')) / nullif(count(last_stop), 0), 4) AS success_share
FROM (SELECT * FROM "sessions" WHERE started >= (unixepoch() - 2592000) * 1000000) AS s
GROUP BY coalesce(project, repository)
ORDER BY 2 DESC, 1;

-- session-weekly: How does it go from week to week?
--   week: Week, from Monday (ISO 8601).
--   sessions: Sessions.
--   people: People.
--   cost_usd: Cost in dollars.
--   cost_per_session_usd: Cost of a session.
--   failure_share: Share of tool calls that failed.
--   cost_change: Change of the cost against the week before; 0.1 is 10 % more.
-- What to do: A jump has a cause: compare `session-people` and `tool-trends` of the two weeks.
-- What it cannot answer: The first and the last week of a range are rarely whole.
SELECT week, sessions, people, cost / 1e9 AS cost_usd, cost / 1e9 / sessions AS cost_per_session_usd, failure_share,
  round(1.0 * cost / nullif(lag(cost) OVER (ORDER BY week), 0) - 1, 4) AS cost_change
FROM (
  SELECT week, count(*) AS sessions, count(DISTINCT person) AS people, sum(cost_nanodollars) AS cost,
    round(1.0 * (sum(tool_failures)) / nullif(sum(tool_calls), 0), 4) AS failure_share
  FROM (SELECT * FROM "sessions" WHERE started >= (unixepoch() - 2592000) * 1000000) AS s
  GROUP BY week
) AS weeks
ORDER BY week DESC;

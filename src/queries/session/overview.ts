import { defineQueries } from '../saved-query.ts';

/** Lengths of sessions in minutes, as people think of them. */
const lengths = [
  ['under 5', 0, 5],
  ['5 to 15', 5, 15],
  ['15 to 30', 15, 30],
  ['30 to 60', 30, 60],
  ['60 to 120', 60, 120],
] as const;

const lengthName = (minutes: string): string =>
  `CASE ${lengths.map(([name, , to]) => `WHEN ${minutes} < ${to} THEN '${name}'`).join(' ')} ELSE 'over 120' END`;
const lengthOrder = (minutes: string): string =>
  `CASE ${lengths.map(([, from, to]) => `WHEN ${minutes} < ${to} THEN ${from}`).join(' ')} ELSE 120 END`;

/** Sessions one by one, and how long they are. */
/** Asked of each part: only then an index is of use. */
const ofSession = `WHERE session_id >= :session AND session_id < :session || '~'`;
/** What lies in the days of the session: ClickHouse then leaves out all others, a part of each table a day. */
const inSession = `${ofSession}
    AND time >= (SELECT min(started) FROM session_data ${ofSession}) AND time <= (SELECT max(ended) FROM session_data ${ofSession})`;

export const sessionOverview = defineQueries({
  'session-recent': {
    question: 'Which sessions were there lately, whose were they, and what did each cost?',
    columns: {
      session_id: 'Session.',
      person: 'Person.',
      project: 'Project.',
      started: 'First sign of it, UTC.',
      ended: 'Last sign of it, UTC.',
      minutes: 'From the first sign to the last.',
      events: 'Log events.',
      prompts: 'Prompts.',
      tool_calls: 'Tool calls that ran.',
      tool_failures: 'Of them, those that failed.',
      cost_usd: 'Cost in dollars.',
      how_ended: 'Why it ended; `open` while it goes on, `silent` where nothing was said.',
    },
    sql: ({ from, iso }) => `
SELECT session_id, person, coalesce(project, repository) AS project, ${iso('s.started')} AS started, ${iso('s.ended')} AS ended,
  round(minutes, 1) AS minutes, events, prompts, tool_calls, tool_failures, cost_usd, how_ended
FROM ${from('sessions')} AS s
ORDER BY s.started DESC, session_id
LIMIT 100`,
    advice:
      'Open the most expensive one and read its timeline: `start-observability query --saved session-reconstruction --session ID`.',
  },
  'session-durations': {
    question: 'How long are sessions?',
    columns: {
      length: 'Minutes from the first sign to the last.',
      sessions: 'Sessions of that length.',
      share: 'Their share of all.',
      cost_usd: 'What they cost together.',
      cost_per_session_usd: 'What one of them costs.',
    },
    sql: ({ from, share }) => `
SELECT ${lengthName('minutes')} AS length, count(*) AS sessions,
  ${share('count(*)', 'sum(count(*)) OVER ()')} AS share,
  sum(cost_nanodollars) / 1e9 AS cost_usd, sum(cost_nanodollars) / 1e9 / count(*) AS cost_per_session_usd
FROM ${from('sessions')} AS s
GROUP BY length, ${lengthOrder('minutes')}
ORDER BY ${lengthOrder('minutes')}`,
    advice:
      'Where long sessions cost more than their share, end them earlier: /clear between tasks keeps the context small.',
  },
  'session-intensity': {
    question: 'How intense are sessions: how much happens in a minute?',
    columns: {
      session_id: 'Session.',
      person: 'Person.',
      project: 'Project.',
      minutes: 'From the first sign to the last.',
      events_per_minute: 'Log events a minute.',
      prompts_per_hour: 'Prompts an hour.',
      calls_per_prompt: 'Tool calls for a prompt.',
      cost_per_hour_usd: 'Cost of an hour in dollars.',
    },
    sql: ({ from }) => `
SELECT session_id, person, coalesce(project, repository) AS project, round(minutes, 1) AS minutes,
  round(events / minutes, 2) AS events_per_minute, round(60.0 * prompts / minutes, 2) AS prompts_per_hour,
  round(1.0 * tool_calls / nullif(prompts, 0), 2) AS calls_per_prompt,
  round(60 * cost_nanodollars / 1e9 / minutes, 4) AS cost_per_hour_usd
FROM ${from('sessions')} AS s
WHERE minutes >= 5
ORDER BY events_per_minute DESC, session_id
LIMIT 50`,
    advice:
      'Many calls for one prompt mean that Claude works alone for long: look whether it went in circles (error-repeated).',
    limits: 'Sessions shorter than five minutes are left out: their rates say nothing.',
  },
  'session-long-running': {
    question: 'Which sessions ran long, and did their context grow?',
    columns: {
      session_id: 'Session.',
      person: 'Person.',
      project: 'Project.',
      minutes: 'From the first sign to the last.',
      prompts: 'Prompts.',
      compactions: 'Compactions of the context.',
      cache_read_tokens: 'Tokens read from the cache: the context, again and again.',
      cost_usd: 'Cost in dollars.',
    },
    sql: ({ from }) => `
SELECT session_id, person, coalesce(project, repository) AS project, round(minutes, 1) AS minutes, prompts, compactions,
  cache_read_tokens, cost_usd
FROM ${from('sessions')} AS s
WHERE minutes >= 60
ORDER BY s.ended - s.started DESC, session_id
LIMIT 50`,
    advice:
      'A long session without a compaction pays for its whole context at each request: /compact or /clear sooner.',
  },
  'session-reconstruction': {
    question: 'What happened in one session, in order?',
    columns: {
      time: 'When, UTC.',
      what: '`prompt`, `request`, `tool`, `error`, `compaction`.',
      detail: 'Model, tool, or what set it off.',
      outcome: 'How it went.',
      duration_ms: 'How long it took.',
      cost_usd: 'Cost in dollars.',
    },
    parameters: { session: 'Id of the session, or the beginning of it.' },
    sql: ({ iso }) => `
SELECT ${iso('time')} AS time, what, detail, outcome, duration_ms, cost_usd FROM (
  SELECT time, 1 AS place, 'prompt' AS what, command_name AS detail, NULL AS outcome, NULL AS duration_ms, NULL AS cost_usd FROM user_prompt ${inSession}
  UNION ALL SELECT time, 2, 'request', model, 'ok', duration_ms, cost_usd FROM api_request ${inSession}
  UNION ALL SELECT time, 3, 'error', model, CAST(status_code AS TEXT), duration_ms, NULL FROM api_error ${inSession}
  UNION ALL SELECT ended, 4, 'tool', tool, outcome, duration_ms, NULL FROM tool_calls ${ofSession}
  UNION ALL SELECT time, 5, 'compaction', "trigger", CASE success WHEN 1 THEN 'ok' ELSE 'failed' END, duration_ms, NULL FROM compaction ${inSession}
) AS happened
ORDER BY happened.time, place, detail, duration_ms`,
    advice: 'Read it from the end: what was the last thing that went wrong, and what was tried before?',
    limits:
      'Texts of prompts and commands are there only where they are kept (privacy.prompts, privacy.tools).',
  },
});

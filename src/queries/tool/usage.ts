import { phase } from '../phase.ts';
import { defineQueries } from '../saved-query.ts';

/** Which tools are used, by whom, when, and for what. */
export const toolUsage = defineQueries({
  'tool-top': {
    question: 'Which tools are used most?',
    columns: {
      tool: 'Tool.',
      calls: 'Calls, those that never ran included.',
      share: 'Share of all calls.',
      sessions: 'Sessions that used it.',
      people: 'People who used it.',
      minutes: 'Time in it together.',
    },
    sql: ({ from, share }) => `
SELECT tool, count(*) AS calls, ${share('count(*)', 'sum(count(*)) OVER ()')} AS share, count(DISTINCT session_id) AS sessions,
  count(DISTINCT person) AS people, round(coalesce(sum(duration_ms), 0) / 60000.0, 2) AS minutes
FROM ${from('tool_calls')} AS k
GROUP BY tool
ORDER BY calls DESC, tool`,
    advice: 'Allow what is used most and asked about each time; teach what is not used.',
  },
  'tool-by-phase': {
    question: 'Which tools are used in which phase?',
    columns: {
      phase: 'Permission mode; where nothing says it, the slash command or skill of the turn.',
      tool: 'Tool.',
      calls: 'Calls.',
      failures: 'Calls that ran and failed.',
      mean_ms: 'Mean duration.',
    },
    sql: ({ from, countIf, whole }) => `
SELECT ${phase('k', 't')} AS phase, tool, count(*) AS calls, ${countIf('success = 0')} AS failures, ${whole('avg(k.duration_ms)')} AS mean_ms
FROM ${from('tool_calls')} AS k LEFT JOIN turns AS t ON t.prompt_id = k.prompt_id
GROUP BY 1, tool
ORDER BY calls DESC, phase, tool
LIMIT 200`,
    advice: 'Edits in `default` mode that are always accepted are needless clicks.',
  },
  'tool-trends': {
    question: 'How does the use of tools change from week to week?',
    columns: {
      week: 'Week, from Monday.',
      tool: 'Tool.',
      calls: 'Calls.',
      failure_share: 'Share of the calls that ran and failed.',
      calls_before: 'Calls in the week before.',
    },
    sql: ({ from, countIf, share, lag }) => `
SELECT week, tool, calls, failure_share, ${lag('calls', 'PARTITION BY tool ORDER BY week')} AS calls_before
FROM (
  SELECT week, tool, count(*) AS calls, ${share(countIf('success = 0'), 'count(success)')} AS failure_share
  FROM ${from('tool_calls')} AS k
  GROUP BY week, tool
) AS weeks
ORDER BY week DESC, calls DESC, tool`,
    advice:
      'A tool that vanishes was replaced or denied; one that doubles wants a look at its cost in tool-performance.',
  },
  'tool-combinations': {
    question: 'Which tools follow each other?',
    columns: {
      first_tool: 'Tool.',
      second_tool: 'Tool of the next call in the same session.',
      times: 'How often.',
      sessions: 'In how many sessions.',
      second_failure_share: 'How often the second one failed, of those that ran.',
    },
    sql: ({ from, countIf, share, lag }) => `
SELECT first_tool, tool AS second_tool, count(*) AS times, count(DISTINCT session_id) AS sessions,
  ${share(countIf('success = 0'), 'count(success)')} AS second_failure_share
FROM (
  SELECT session_id, tool, success, ${lag('tool', 'PARTITION BY session_id ORDER BY started, tool_use_id')} AS first_tool
  FROM ${from('tool_calls')} AS k
) AS calls
WHERE first_tool IS NOT NULL
GROUP BY first_tool, tool
ORDER BY times DESC, first_tool, second_tool
LIMIT 100`,
    advice: 'A pair that is always the same is a skill that wants to be written.',
  },
  'tool-by-agent': {
    question: 'Which agents use which tools?',
    columns: {
      agent: 'Kind of subagent; `main` for the session itself.',
      tool: 'Tool.',
      calls: 'Calls.',
      failures: 'Calls that ran and failed.',
      mean_ms: 'Mean duration.',
    },
    sql: ({ from, countIf, whole }) => `
SELECT coalesce(agent_type, CASE WHEN agent_id IS NULL THEN 'main' ELSE 'subagent' END) AS agent, tool, count(*) AS calls,
  ${countIf('success = 0')} AS failures, ${whole('avg(duration_ms)')} AS mean_ms
FROM ${from('tool_calls')} AS k
GROUP BY 1, tool
ORDER BY calls DESC, agent, tool
LIMIT 200`,
    advice: 'An agent that only searches can run on a smaller model.',
    limits: 'Kinds of subagents are known from hooks; without them all are `subagent`.',
  },
  'tool-hours': {
    question: 'When are tools used: on which day of the week, at which hour?',
    columns: {
      weekday: 'Day of the week; Monday is 1.',
      hour: 'Hour of the day.',
      calls: 'Calls that ran.',
      failures: 'Of them, those that failed.',
    },
    sql: ({ from }) => `
SELECT weekday, hour, sum(h.tool_calls) AS calls, sum(h.tool_failures) AS failures
FROM ${from('hours')} AS h
GROUP BY weekday, hour
HAVING sum(h.tool_calls) > 0
ORDER BY weekday, hour`,
    advice: 'Failures that pile up at one hour have a cause outside: a backup, a nightly build, a network.',
  },
  'tool-adoption': {
    question: 'How many people use each tool, and since when?',
    columns: {
      tool: 'Tool.',
      people: 'People who used it.',
      share_of_people: 'Their share of all people with tool calls.',
      first_day: 'Day of the first call in the range.',
      last_day: 'Day of the last call.',
      calls_per_person: 'Calls of one of them.',
    },
    sql: ({ from, share }) => `
SELECT tool, count(DISTINCT person) AS people,
  ${share('count(DISTINCT person)', `(SELECT count(DISTINCT person) FROM ${from('tool_calls')} AS everybody)`)} AS share_of_people,
  min(day) AS first_day, max(day) AS last_day, round(1.0 * count(*) / nullif(count(DISTINCT person), 0), 1) AS calls_per_person
FROM ${from('tool_calls')} AS k
GROUP BY tool
ORDER BY people DESC, tool`,
    advice: 'A tool that one person uses a lot is worth a demonstration to the others.',
    limits: 'Without `privacy.person` a person is an installation.',
  },
  'tool-parameters': {
    question: 'With what are tools called: how large, who allowed them, in which language?',
    columns: {
      tool: 'Tool.',
      decided_by: 'Who allowed or rejected it: a setting, a hook, a person.',
      language: 'Language of the edited file, for edits.',
      calls: 'Calls.',
      mean_input_bytes: 'Mean size of the input.',
      largest_input_bytes: 'Largest input.',
    },
    sql: ({ from, whole }) => `
SELECT tool, coalesce(decision_source, 'unknown') AS decided_by, coalesce(language, '') AS language, count(*) AS calls,
  ${whole('avg(input_bytes)')} AS mean_input_bytes, max(input_bytes) AS largest_input_bytes
FROM ${from('tool_calls')} AS k
GROUP BY tool, 2, 3
ORDER BY calls DESC, tool, 2, 3
LIMIT 200`,
    advice:
      'What people allow again and again belongs into the permissions; very large inputs belong into files.',
    limits:
      'Commands, paths and arguments are kept only with privacy.tools; then they are in `tool_result.tool_parameters`.',
  },
});

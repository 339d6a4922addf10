import { defineQueries } from '../saved-query.ts';

/** Steps of a workflow, each with what shows that a session came that far. */
const steps = [
  ['prompt', 'prompts > 0'],
  ['tool call', 'tool_calls > 0'],
  ['lines changed', 'lines_added + lines_removed > 0'],
  ['commit', 'commits > 0'],
  ['pull request', 'pull_requests > 0'],
  ['last turn ended well', "last_stop = 'ok'"],
  ['ended by the person', 'end_reason IS NOT NULL'],
] as const;

/** Sessions added up, by day, hour, week, person, project and feature. */
export const sessionCompared = defineQueries({
  'session-daily': {
    question: 'What was done each day, and for how much?',
    columns: {
      day: 'Day.',
      people: 'People with data.',
      sessions: 'Sessions begun.',
      prompts: 'Prompts.',
      lines_added: 'Lines of code added.',
      lines_removed: 'Lines of code removed.',
      commits: 'Commits.',
      pull_requests: 'Pull requests.',
      cost_usd: 'Cost in dollars.',
      cost_per_commit_usd: 'Cost of a commit; empty on days without one.',
    },
    sql: ({ from }) => `
SELECT day, count(DISTINCT person) AS people, sum(starts) AS sessions, sum(prompts) AS prompts,
  sum(lines_added) AS lines_added, sum(lines_removed) AS lines_removed, sum(commits) AS commits,
  sum(pull_requests) AS pull_requests, sum(cost_nanodollars) / 1e9 AS cost_usd,
  sum(cost_nanodollars) / 1e9 / nullif(sum(commits), 0) AS cost_per_commit_usd
FROM ${from('days')} AS d
GROUP BY day
ORDER BY day DESC`,
    advice:
      'Days with cost and without commits are days to ask about, not to blame: reviews and plans leave no commit.',
  },
  'session-peak-hours': {
    question: 'At which hours is Claude Code used most?',
    columns: {
      hour: 'Hour of the day.',
      people: 'People with data in that hour, on any day.',
      prompts: 'Prompts.',
      requests: 'Requests to the model.',
      cost_usd: 'Cost in dollars.',
      share: 'Share of the cost.',
    },
    sql: ({ from, share }) => `
SELECT hour, count(DISTINCT CASE WHEN h.events > 0 THEN person END) AS people, sum(prompts) AS prompts, sum(requests) AS requests,
  sum(cost_nanodollars) / 1e9 AS cost_usd,
  ${share('sum(cost_nanodollars)', 'sum(sum(cost_nanodollars)) OVER ()')} AS share
FROM ${from('hours')} AS h
GROUP BY hour
HAVING sum(h.events) > 0
ORDER BY hour`,
    advice: 'Rate limits bite at the peak: move long agents and scheduled runs to the empty hours.',
  },
  'session-completeness': {
    question: 'How far do sessions come, from a prompt to a pull request?',
    columns: { step: 'How far.', sessions: 'Sessions that came so far.', share: 'Their share of all.' },
    sql: ({ from, countIf, share }) => `
SELECT step, sessions, ${share('sessions', 'all_sessions')} AS share FROM (
  SELECT place, step, all_sessions, CASE place ${steps.map((_, index) => `WHEN ${index + 1} THEN reached${index + 1}`).join(' ')} END AS sessions
  FROM (${steps.map(([name], index) => `SELECT ${index + 1} AS place, '${name}' AS step`).join(' UNION ALL ')}) AS steps
  CROSS JOIN (
    SELECT count(*) AS all_sessions, ${steps.map(([, condition], index) => `${countIf(condition)} AS reached${index + 1}`).join(',\n      ')}
    FROM ${from('sessions')} AS s
  ) AS counted
) AS reached
ORDER BY place`,
    advice:
      'Look at the step where most are lost: many prompts without a tool call are questions, many edits without a commit are drafts.',
    limits: 'Commits that a person makes outside Claude Code are not seen.',
  },
  'session-people': {
    question: 'How do people use Claude Code, side by side?',
    columns: {
      person: 'Person.',
      sessions: 'Sessions.',
      prompts: 'Prompts.',
      tool_calls: 'Tool calls that ran.',
      failure_share: 'Share of them that failed.',
      lines: 'Lines added and removed.',
      commits: 'Commits.',
      cost_usd: 'Cost in dollars.',
      cost_per_session_usd: 'Cost of a session.',
    },
    sql: ({ from, share }) => `
SELECT person, count(*) AS sessions, sum(prompts) AS prompts, sum(tool_calls) AS tool_calls,
  ${share('sum(tool_failures)', 'sum(tool_calls)')} AS failure_share, sum(lines_added + lines_removed) AS lines,
  sum(commits) AS commits, sum(cost_nanodollars) / 1e9 AS cost_usd, sum(cost_nanodollars) / 1e9 / count(*) AS cost_per_session_usd
FROM ${from('sessions')} AS s
GROUP BY person
ORDER BY sum(cost_nanodollars) DESC, person`,
    advice:
      'Not a ranking: ask those whose sessions are cheap and end well what they do, and tell the others.',
    limits: 'Without `privacy.person` a person is an installation: one person with two machines is two.',
  },
  'session-features': {
    question: 'How much time and money went into each feature?',
    columns: {
      project: 'Project.',
      feature: 'Ticket that the branch names, else the branch; `unattributed` where hooks saw none.',
      sessions: 'Sessions.',
      prompts: 'Prompts.',
      hours: 'Time from prompts to the ends of their turns.',
      cost_usd: 'Cost of their requests in dollars.',
      share: 'Share of the cost.',
    },
    sql: ({ from, share }) => `
SELECT coalesce(project, repository) AS project, coalesce(ticket, branch, 'unattributed') AS feature,
  count(DISTINCT session_id) AS sessions, count(*) AS prompts, round(sum(t.ended - t.started) / 3.6e9, 2) AS hours,
  sum(request_cost_nanodollars) / 1e9 AS cost_usd,
  ${share('sum(request_cost_nanodollars)', 'sum(sum(request_cost_nanodollars)) OVER ()')} AS share
FROM ${from('turns')} AS t
GROUP BY 1, 2
ORDER BY sum(request_cost_nanodollars) DESC, 1, 2
LIMIT 200`,
    advice: 'Where much is unattributed, install the hooks: they read the branch at each prompt.',
    limits: 'Requests outside any prompt (titles, housekeeping) belong to no feature.',
  },
  'session-success': {
    question: 'How many sessions end well, by project?',
    columns: {
      project: 'Project.',
      sessions: 'Sessions.',
      well: 'Their last turn ended well.',
      badly: 'Their last turn ended with an error of the API.',
      unknown: 'No hook said how.',
      success_share: 'Share that ended well, of those that are known.',
    },
    sql: ({ from, countIf, share }) => `
SELECT coalesce(project, repository) AS project, count(*) AS sessions, ${countIf("last_stop = 'ok'")} AS well,
  ${countIf("last_stop <> 'ok'")} AS badly, ${countIf('last_stop IS NULL')} AS unknown,
  ${share(countIf("last_stop = 'ok'"), 'count(last_stop)')} AS success_share
FROM ${from('sessions')} AS s
GROUP BY coalesce(project, repository)
ORDER BY 2 DESC, 1`,
    advice:
      'Read the sessions that ended badly (error-sessions): rate limits and overload are cured by other hours or models.',
    limits: 'The quality of the work is not measured: this counts turns that ended without an error.',
  },
  'session-weekly': {
    question: 'How does it go from week to week?',
    columns: {
      week: 'Week, from Monday (ISO 8601).',
      sessions: 'Sessions.',
      people: 'People.',
      cost_usd: 'Cost in dollars.',
      cost_per_session_usd: 'Cost of a session.',
      failure_share: 'Share of tool calls that failed.',
      cost_change: 'Change of the cost against the week before; 0.1 is 10 % more.',
    },
    sql: ({ from, share, lag }) => `
SELECT week, sessions, people, cost / 1e9 AS cost_usd, cost / 1e9 / sessions AS cost_per_session_usd, failure_share,
  round(1.0 * cost / nullif(${lag('cost', 'ORDER BY week')}, 0) - 1, 4) AS cost_change
FROM (
  SELECT week, count(*) AS sessions, count(DISTINCT person) AS people, sum(cost_nanodollars) AS cost,
    ${share('sum(tool_failures)', 'sum(tool_calls)')} AS failure_share
  FROM ${from('sessions')} AS s
  GROUP BY week
) AS weeks
ORDER BY week DESC`,
    advice: 'A jump has a cause: compare `session-people` and `tool-trends` of the two weeks.',
    limits: 'The first and the last week of a range are rarely whole.',
  },
});

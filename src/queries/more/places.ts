import { defineQueries } from '../saved-query.ts';

/** Machines, providers, plugins, commands and files. */
export const places = defineQueries({
  machines: {
    question: 'From which machines does data come, with which versions?',
    columns: {
      machine: 'Machine, as a pseudonym.',
      people: 'People on it.',
      versions: 'Versions of the client.',
      sessions: 'Sessions.',
      last_seen: 'Last sign of one, UTC.',
      cost_usd: 'Cost in dollars.',
    },
    sql: ({ from, iso, list }) => `
SELECT machine, count(DISTINCT person) AS people, ${list('client_version')} AS versions, count(*) AS sessions,
  ${iso('max(s.ended)')} AS last_seen, sum(cost_nanodollars) / 1e9 AS cost_usd
FROM ${from('sessions')} AS s
GROUP BY machine
ORDER BY sum(cost_nanodollars) DESC, machine`,
    advice:
      'Old versions lack attributes and send less: update them. An unknown machine is worth a question.',
    limits: 'Where no host is sent, a machine is an installation of the client.',
  },
  providers: {
    question: 'Through which providers do requests go, and how do they do?',
    columns: {
      provider: 'Provider of the API.',
      requests: 'Requests that succeeded.',
      api_errors: 'Requests that failed for good.',
      error_share: 'Their share.',
      seconds_per_request: 'Mean duration, failed ones included.',
      cost_usd: 'Cost in dollars.',
    },
    sql: ({ from, share }) => `
SELECT coalesce(provider, 'unknown') AS provider, sum(h.requests) AS requests, sum(h.api_errors) AS api_errors,
  ${share('sum(h.api_errors)', 'sum(h.requests + h.api_errors)')} AS error_share,
  round(sum(h.api_ms) / 1000.0 / nullif(sum(h.requests + h.api_errors), 0), 3) AS seconds_per_request,
  sum(cost_nanodollars) / 1e9 AS cost_usd
FROM ${from('days')} AS h
GROUP BY coalesce(provider, 'unknown')
HAVING sum(h.requests + h.api_errors) > 0
ORDER BY 2 DESC, 1`,
    advice: 'Compare errors and durations before moving everybody to another provider.',
    limits: 'Clients before 2.1.329 do not say which provider they use.',
  },
  plugins: {
    question: 'Which plugins are loaded, in which version, by whom?',
    columns: {
      plugin: 'Plugin.',
      version: 'Its version, where it is told.',
      person: 'Person.',
      sessions: 'Sessions that loaded it.',
      last_day: 'Last day.',
    },
    sql: ({ from }) => `
SELECT plugin_name AS plugin, coalesce(plugin_version, '') AS version, person, count(DISTINCT session_id) AS sessions, max(day) AS last_day
FROM ${from('plugin_loaded')} AS p
GROUP BY plugin_name, plugin_version, person
ORDER BY sessions DESC, plugin, version, person
LIMIT 500`,
    advice:
      'People with an old version of a plugin miss its fixes; a plugin that brings MCP servers costs context in every session.',
    limits: 'Names of plugins that are not official are sent only with OTEL_LOG_TOOL_DETAILS.',
  },
  commands: {
    question: 'Which shell commands are run, across sessions?',
    columns: {
      command: 'First word of the command; `(not kept)` where commands are not kept.',
      runs: 'How often.',
      failures: 'How often it failed.',
      sessions: 'In how many sessions.',
      people: 'By how many people.',
      seconds: 'Time in it together.',
    },
    sql: ({ from, countIf, name }) => `
SELECT command, count(*) AS runs, ${countIf('success = 0')} AS failures, count(DISTINCT session_id) AS sessions,
  count(DISTINCT person) AS people, round(sum(duration_ms) / 1000.0, 1) AS seconds
FROM (
  SELECT session_id, person, success, duration_ms, ${
    name === 'sqlite'
      ? `CASE WHEN json_valid(tool_parameters) THEN
      coalesce(nullif(substr(json_extract(tool_parameters, '$.bash_command') || ' ', 1, instr(json_extract(tool_parameters, '$.bash_command') || ' ', ' ') - 1), ''), '(not kept)')
    ELSE '(not kept)' END`
      : "coalesce(nullIf(splitByChar(' ', JSONExtractString(coalesce(tool_parameters, ''), 'bash_command'))[1], ''), '(not kept)')"
  } AS command
  FROM ${from('tool_result')} AS r WHERE tool_name = 'Bash'
) AS runs
GROUP BY command
ORDER BY runs DESC, command
LIMIT 200`,
    advice: 'What is run most deserves a permission rule; what fails most deserves a line in CLAUDE.md.',
    limits: 'Commands are sent only with OTEL_LOG_TOOL_DETAILS and kept only with privacy.tools.',
  },
  files: {
    question: 'Which files are changed, across sessions?',
    columns: {
      file: 'File; where paths are not kept, `(language)` of what was edited.',
      changes: 'Edits that ended well.',
      failures: 'Edits that failed.',
      sessions: 'In how many sessions.',
      people: 'By how many people.',
    },
    sql: ({ from, countIf, name }) => `
SELECT file, ${countIf('success = 1')} AS changes, ${countIf('success = 0')} AS failures, count(DISTINCT session_id) AS sessions,
  count(DISTINCT person) AS people
FROM (
  SELECT r.session_id, r.person, r.success, coalesce(${
    name === 'sqlite'
      ? "CASE WHEN json_valid(r.tool_input) THEN json_extract(r.tool_input, '$.file_path') END"
      : "nullIf(JSONExtractString(coalesce(r.tool_input, ''), 'file_path'), '')"
  }, '(' || coalesce(k.language, 'unknown') || ')') AS file
  FROM ${from('tool_result')} AS r LEFT JOIN (
    SELECT tool_use_id, max(language) AS language FROM tool_call_data WHERE language IS NOT NULL GROUP BY tool_use_id
  ) AS k ON k.tool_use_id = r.tool_use_id
  WHERE r.tool_name IN ('Edit', 'MultiEdit', 'Write', 'NotebookEdit') AND r.success IS NOT NULL
) AS edits
GROUP BY file
ORDER BY changes DESC, file
LIMIT 200`,
    advice:
      'A file that many sessions change is where people get into each other’s way: split it, or agree who works on it.',
    limits: 'Paths are sent only with OTEL_LOG_TOOL_DETAILS and kept only with privacy.tools.',
  },
});

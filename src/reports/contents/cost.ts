import { relativePrices } from '../findings/price.ts';
import { defineTables, type ReportTable } from './table.ts';

const project = "coalesce(project, repository, 'no project')";
const money = 'sum(d.cost_nanodollars) / 1e9 AS cost_usd';
const share =
  'round(1.0 * sum(d.cost_nanodollars) / nullif(sum(sum(d.cost_nanodollars)) OVER (), 0), 4) AS cost_share';

const sumsBy =
  (column: string, extra: string): ReportTable['query'] =>
  ({ from }) =>
    `
SELECT ${column}, ${money}, ${share}, ${extra}
FROM ${from('days')} AS d
GROUP BY 1
HAVING sum(d.cost_nanodollars) > 0 OR sum(d.events) > 0
ORDER BY sum(d.cost_nanodollars) DESC, 1`;

/** What requests cost, by what they read: the result of the tool call just before in the same turn. */
const afterCall =
  (column: 'tool' | 'mcp_server', otherwise: string): ReportTable['query'] =>
  ({ from }) =>
    `
SELECT ${column}, count(*) AS requests, sum(cost_nanodollars) / 1e9 AS cost_usd
FROM (
  SELECT is_request, cost_nanodollars, coalesce(max(${column}) OVER (PARTITION BY turn, agent, nth_call), ${otherwise}) AS ${column}
  FROM (
    SELECT *, count(call) OVER (PARTITION BY turn, agent ORDER BY time, is_request) AS nth_call
    FROM (
      SELECT coalesce(prompt_id, session_id) AS turn, coalesce(agent_id, '') AS agent, ended AS time, 0 AS is_request, 1 AS call, ${column},
        0 AS cost_nanodollars
      FROM ${from('tool_calls')} AS k
      UNION ALL
      SELECT coalesce(prompt_id, session_id), coalesce(agent_id, ''), time, 1, NULL, NULL, cost_nanodollars FROM ${from('api_request')} AS r
    ) AS happened
  ) AS numbered
) AS requests
WHERE is_request = 1 AND ${column} IS NOT NULL
GROUP BY 1
ORDER BY cost_usd DESC, 1`;

/** What was spent, on what, and by whom. */
export const cost = defineTables({
  'cost-days': {
    section: 'cost',
    title: 'By day',
    query: ({ from }) => `
SELECT day, ${money}, sum(d.prompts) AS prompts, sum(d.tool_calls) AS tool_calls
FROM ${from('days')} AS d GROUP BY day ORDER BY day`,
    bars: ['day', 'cost_usd'],
  },
  'cost-models': {
    section: 'cost',
    title: 'By model',
    query: ({ from }) => `
SELECT model, ${money}, ${share}, sum(d.requests) AS requests, sum(d.output_tokens) AS output_tokens
FROM ${from('days')} AS d WHERE model <> '' GROUP BY model ORDER BY sum(d.cost_nanodollars) DESC, model`,
    bars: ['model', 'cost_usd'],
  },
  'cost-projects': {
    section: 'cost',
    title: 'By project',
    query: ({ from }) => `
SELECT ${project} AS project, ${money}, ${share}, count(*) AS sessions, sum(d.commits) AS commits, sum(d.pull_requests) AS pull_requests
FROM ${from('sessions')} AS d GROUP BY 1 ORDER BY sum(d.cost_nanodollars) DESC, 1`,
    bars: ['project', 'cost_usd'],
    mostRows: 20,
    note: 'A session counts on the day that it began, with all that it cost.',
  },
  'cost-people': {
    section: 'cost',
    title: 'By person',
    query: sumsBy(
      'person',
      'sum(d.prompts) AS prompts, sum(d.commits) AS commits, sum(d.pull_requests) AS pull_requests',
    ),
    mostRows: 20,
    note: 'Without `privacy.person` a person is an installation.',
  },
  'cost-origins': {
    section: 'cost',
    title: 'By origin of the request',
    query: ({ from }) => `
SELECT coalesce(query_source, 'unknown') AS origin, count(*) AS requests, sum(r.cost_nanodollars) / 1e9 AS cost_usd
FROM ${from('api_request')} AS r GROUP BY 1 ORDER BY sum(r.cost_nanodollars) DESC, 1`,
    mostRows: 15,
  },
  'cost-tools': {
    section: 'cost',
    title: 'By the tool whose result the request read',
    query: afterCall('tool', "'no tool'"),
    mostRows: 15,
    note: 'A request counts for the last tool call before it in its turn; without one it has no tool.',
  },
  'cost-mcp-servers': {
    section: 'cost',
    title: 'By the MCP server whose result the request read',
    query: afterCall('mcp_server', 'NULL'),
    mostRows: 15,
  },
  'cost-merged-pulls': {
    section: 'cost',
    title: 'Merged pull requests',
    query: 'board-merged-pulls',
    mostRows: 15,
    note: 'What the turns on the branch cost until it was merged; `start-observability pulls` tells which were.',
  },
  'cost-cache': {
    section: 'cost',
    title: 'Cache',
    query: ({ from, share: shareOf }) => `
SELECT model, ${shareOf('sum(d.cache_read_tokens)', 'sum(d.input_tokens + d.cache_read_tokens + d.cache_creation_tokens)')} AS read_share,
  sum(d.cache_read_tokens) AS cache_read_tokens, sum(d.cache_creation_tokens) AS cache_creation_tokens,
  ${1 - relativePrices.cacheRead} * sum(d.cache_read_tokens) * sum(d.cost_nanodollars) / 1e9 / nullif(sum(d.input_tokens
    + ${relativePrices.cacheRead} * d.cache_read_tokens + ${relativePrices.cacheWrite} * d.cache_creation_tokens + ${relativePrices.output} * d.output_tokens), 0) AS saved_usd
FROM ${from('days')} AS d WHERE model <> '' GROUP BY model ORDER BY sum(d.cache_read_tokens) DESC, model`,
    note: 'Saved: what the tokens that were read from the cache would have cost more as input.',
  },
  'cost-sessions': {
    section: 'cost',
    title: 'Dearest sessions',
    query: ({ from }) => `
SELECT session_id, person, ${project} AS project, round(minutes) AS minutes, prompts, tool_calls, tool_failures, cost_usd
FROM ${from('sessions')} AS s ORDER BY cost_nanodollars DESC, session_id LIMIT 100`,
    mostRows: 10,
  },
});

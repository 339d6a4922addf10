import { counted, type ReportFinding } from './finding.ts';
import { contextTokens, relativePrices, unitPrices } from './price.ts';

export const leastSessions = 3;

/** A server is connected in every session, and never called. */
export const unusedMcpServers: ReportFinding = {
  title: 'MCP servers were connected and never used',
  sql: (builder) => {
    const { from, whole } = builder;
    const connected = `(SELECT DISTINCT m.session_id, m.server_name FROM ${from('mcp_server_connection')} AS m
    WHERE m.status = 'connected' AND m.session_id IS NOT NULL AND m.server_name IS NOT NULL AND m.server_name <> 'custom')`;
    const first = `(SELECT r.session_id, min(${contextTokens('r')}) AS tokens, count(*) AS requests FROM ${from('api_request')} AS r
    WHERE r.agent_id IS NULL AND r.session_id IS NOT NULL AND coalesce(r.cache_read_tokens, 0) + coalesce(r.cache_creation_tokens, 0) > 0
    GROUP BY r.session_id)`;
    const others = `nullif(everybody.sessions - weights.sessions, 0)`;
    const without = `(everybody.tokens - weights.tokens) / ${others}`;
    const more = `(1.0 * weights.tokens / nullif(weights.sessions, 0) - ${without})`;
    const prefix = `'mcp__' || replace(replace(c.server_name, ' ', '_'), '.', '_') || '__'`;
    return `
SELECT servers.session_id, servers.server_name AS subject, 1 AS times,
  coalesce(${whole(`CASE WHEN ${others} >= ${leastSessions} AND ${more} > 0 THEN ${more} END * ${relativePrices.cacheRead} * prices.unit * own.requests`)}, 0) AS nanodollars
FROM ${connected} AS servers
JOIN (
  SELECT c.server_name, coalesce(sum(f.tokens), 0) AS tokens, count(f.tokens) AS sessions
  FROM ${connected} AS c LEFT JOIN ${first} AS f ON f.session_id = c.session_id
  GROUP BY c.server_name HAVING count(DISTINCT c.session_id) >= ${leastSessions}
) AS weights ON weights.server_name = servers.server_name
CROSS JOIN (SELECT 1.0 * coalesce(sum(f.tokens), 0) AS tokens, count(*) AS sessions FROM ${first} AS f) AS everybody
LEFT JOIN ${first} AS own ON own.session_id = servers.session_id
LEFT JOIN ${unitPrices(builder)} AS prices ON prices.session_id = servers.session_id
WHERE servers.server_name NOT IN (
  SELECT c.server_name FROM ${connected} AS c CROSS JOIN (SELECT DISTINCT tool, mcp_server FROM ${from('tool_calls')} AS k) AS called
  WHERE called.mcp_server = c.server_name OR (called.tool = 'mcp_tool' AND called.mcp_server IS NULL)
    OR substr(called.tool, 1, length(${prefix})) = ${prefix})`;
  },
  told: ({ sessions, subjects }) =>
    `${counted(subjects, 'MCP server')} of ${counted(sessions, 'session')} answered no call.`,
  advice:
    'Take it out of the configuration, or switch it on only where it is needed: /mcp, `.mcp.json` of the project.',
  estimate:
    'Sessions with the server begin with a larger context than those without; the difference, read from the cache by each request. Without at least three sessions of both kinds the saving is not known and counts as nothing.',
  limits:
    'Names of servers of your own are sent only with OTEL_LOG_TOOL_DETAILS. Where a call does not say which server answered it (no hooks), none is reported.',
};

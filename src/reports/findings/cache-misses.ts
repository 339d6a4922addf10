import { counted, type ReportFinding } from './finding.ts';
import { contextTokens, relativePrices, unitPrices } from './price.ts';

/** How long the prompt cache lives. https://docs.claude.com/en/docs/build-with-claude/prompt-caching */
const cacheMicroseconds = 300_000_000;
const leastTokens = 10_000;
const dearer = relativePrices.cacheWrite - relativePrices.cacheRead;

/** After a pause the cache is gone, and the whole context is written anew. */
export const cacheMisses: ReportFinding = {
  title: 'Pauses lost the prompt cache',
  sql: (builder) => {
    const { from, lag, whole } = builder;
    const window =
      "PARTITION BY r.session_id, r.model, coalesce(r.agent_id, ''), coalesce(r.query_source, '') ORDER BY r.time, r.id";
    return `
SELECT requests.session_id, requests.model AS subject, count(*) AS times,
  ${whole(`sum(CASE WHEN requests.written < requests.context_before - requests.cached THEN requests.written
    ELSE requests.context_before - requests.cached END * ${dearer} * prices.unit)`)} AS nanodollars
FROM (
  SELECT r.session_id, r.model, coalesce(r.cache_creation_tokens, 0) AS written, coalesce(r.cache_read_tokens, 0) AS cached,
    r.time - 1000 * coalesce(r.duration_ms, 0) AS begun, ${lag('r.time', window)} AS time_before,
    ${lag(contextTokens('r'), window)} AS context_before
  FROM ${from('api_request')} AS r
) AS requests
LEFT JOIN ${unitPrices(builder)} AS prices ON prices.session_id = requests.session_id
WHERE begun - time_before > ${cacheMicroseconds} AND context_before >= ${leastTokens}
  AND cached < 0.5 * context_before AND written >= 0.5 * context_before
GROUP BY requests.session_id, requests.model`;
  },
  told: ({ times, sessions }) =>
    `${counted(times, 'time')} a pause of more than five minutes was followed by a request that wrote its context into the cache anew, in ${counted(sessions, 'session')}.`,
  advice:
    'Before a break finish the thought, and begin the next task with /clear: an old context is dear to take up again.',
  estimate: 'The tokens that had to be written again, at the price of writing less that of reading.',
};

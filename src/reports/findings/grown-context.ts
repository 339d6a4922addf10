import { counted, type ReportFinding } from './finding.ts';
import { contextTokens, relativePrices, unitPrices } from './price.ts';

/** A context of this size does for most work; beyond it each request pays for what is no longer needed. */
export const enoughTokens = 100_000;
export const leastRequests = 5;

/** The context grows, and nothing is taken out of it. */
export const grownContext: ReportFinding = {
  title: 'Contexts grew without a compaction',
  sql: (builder) => {
    const { from, whole } = builder;
    return `
SELECT large.session_id, 'up to ' || CAST(max(large.context) AS TEXT) || ' tokens' AS subject, count(*) AS times,
  ${whole(`sum((large.context - ${enoughTokens}) * ${relativePrices.cacheRead} * prices.unit)`)} AS nanodollars
FROM (
  SELECT r.session_id, ${contextTokens('r')} AS context FROM ${from('api_request')} AS r
  WHERE r.agent_id IS NULL AND r.session_id NOT IN (SELECT c.session_id FROM ${from('compaction')} AS c WHERE c.success = 1 AND c.session_id IS NOT NULL)
) AS large
LEFT JOIN ${unitPrices(builder)} AS prices ON prices.session_id = large.session_id
WHERE large.context > ${enoughTokens}
GROUP BY large.session_id
HAVING count(*) >= ${leastRequests}`;
  },
  told: ({ times, sessions }) =>
    `${counted(times, 'request')} read more than ${counted(enoughTokens, 'token')}, in ${counted(sessions, 'session')} that compacted nothing.`,
  advice: 'End a task with /clear; within a long one, /compact at a good moment rather than at the limit.',
  estimate: `What is beyond ${enoughTokens.toLocaleString('en-US')} tokens, read from the cache by each of those requests.`,
};

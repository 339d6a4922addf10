import { counted, type ReportFinding } from './finding.ts';
import { inputEquivalents } from './price.ts';

/** An input token of the cheapest current model (Haiku 4.5, $1 per million), in nano-dollars. https://docs.claude.com/en/docs/about-claude/pricing */
export const cheapestUnit = 1000;
const mostRequests = 2;
const mostOutputTokens = 300;

/** A question that any model answers goes to a dear one. */
export const dearModel: ReportFinding = {
  title: 'Trivial turns went to a dear model',
  sql: ({ from, whole }) => `
SELECT session_id, model AS subject, count(*) AS times, ${whole(`sum(cost - equivalents * ${cheapestUnit})`)} AS nanodollars
FROM (
  SELECT r.session_id, r.prompt_id, max(r.model) AS model, sum(r.cost_nanodollars) AS cost, sum(${inputEquivalents('r')}) AS equivalents
  FROM ${from('api_request')} AS r
  WHERE r.prompt_id IS NOT NULL AND r.agent_id IS NULL
    AND r.prompt_id NOT IN (SELECT k.prompt_id FROM ${from('tool_calls')} AS k WHERE k.prompt_id IS NOT NULL)
  GROUP BY r.session_id, r.prompt_id
  HAVING count(*) <= ${mostRequests} AND sum(r.output_tokens) <= ${mostOutputTokens} AND count(DISTINCT r.model) = 1
) AS turns
WHERE cost > 2 * equivalents * ${cheapestUnit}
GROUP BY session_id, model`,
  told: ({ times, sessions }) =>
    `${counted(times, 'turn')} without a tool call and with an answer of at most ${mostOutputTokens} tokens used a dear model, in ${counted(sessions, 'session')}.`,
  advice: 'Begin short questions in a session of their own with a small model: `claude --model haiku`.',
  estimate: 'The same tokens at the price of the cheapest current model.',
  limits:
    'Within a conversation another model has to write the cache anew: it pays for questions of their own.',
};

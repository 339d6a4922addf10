import type { Builder } from '../../queries/saved-query.ts';

/**
 * What tokens cost, in input tokens. The relations are the same for all models, so that the price of a token follows from
 * what a request did cost, whatever the contract. https://docs.claude.com/en/docs/about-claude/pricing
 */
export const relativePrices = { cacheRead: 0.1, cacheWrite: 1.25, cacheWriteHour: 2, output: 5 } as const;

/** A rule of thumb for English and code. https://docs.claude.com/en/docs/about-claude/glossary#tokens */
export const bytesPerToken = 4;

const { cacheRead, cacheWrite, cacheWriteHour, output } = relativePrices;

const column = (alias: string, name: string): string => `coalesce(${alias}.${name}, 0)`;

/** The tokens of a request as so many input tokens. */
export const inputEquivalents = (alias: string): string => `(${column(alias, 'input_tokens')}
  + ${cacheRead} * ${column(alias, 'cache_read_tokens')}
  + ${cacheWrite} * (${column(alias, 'cache_creation_tokens')} - ${column(alias, 'cache_creation_1h_tokens')})
  + ${cacheWriteHour} * ${column(alias, 'cache_creation_1h_tokens')} + ${output} * ${column(alias, 'output_tokens')})`;

/** The tokens that a request reads. */
export const contextTokens = (alias: string): string =>
  `(${column(alias, 'input_tokens')} + ${column(alias, 'cache_read_tokens')} + ${column(alias, 'cache_creation_tokens')})`;

/** A table of `session_id` and `unit`: what an input token cost there, in nano-dollars. */
export const unitPrices = ({ from }: Builder): string => `(
  SELECT p.session_id, 1.0 * sum(p.cost_nanodollars) / nullif(sum(${inputEquivalents('p')}), 0) AS unit
  FROM ${from('api_request')} AS p GROUP BY p.session_id)`;

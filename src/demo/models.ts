/** Models the demo's people use, and what a million tokens cost there in US dollars, as clients 2.1.x compute it. */
export const prices = {
  'claude-opus-4-8': { input: 5, output: 25, cacheRead: 0.5, cacheCreation: 6.25 },
  'claude-sonnet-5': { input: 3, output: 15, cacheRead: 0.3, cacheCreation: 3.75 },
  'claude-haiku-4-5': { input: 1, output: 5, cacheRead: 0.1, cacheCreation: 1.25 },
} as const;

export type Model = keyof typeof prices;

export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheCreation: number;
}

/** US dollars, to the tenth of a nano-dollar that a sum of doubles keeps. */
export const costOf = (model: Model, tokens: Tokens): number => {
  const price = prices[model];
  const types = Object.keys(price) as (keyof Tokens)[];
  return types.reduce((sum, type) => sum + tokens[type] * Math.round(price[type] * 1000), 0) / 1e9;
};

import type { Price, Rates } from './price-table.ts';

/** What a request used. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  readonly webSearches: number;
  readonly speed?: 'fast' | undefined;
  readonly isBatch?: boolean | undefined;
  readonly isUsOnly?: boolean | undefined;
}

/** Parts of a dollar that prices and factors are whole numbers of, so that nothing is rounded before the end. */
const picoDollars = 1_000_000_000_000;
const factorParts = 1_000_000n;

const tokenTypes = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'] as const;

/** Pico-dollars for one token: dollars for a million tokens, a million times. */
const perToken = (dollarsPerMillion: number): bigint => BigInt(Math.round(dollarsPerMillion * 1_000_000));
const factor = (number: number): bigint => BigInt(Math.round(number * Number(factorParts)));

const promptTokens = ({ input, cacheRead, cacheWrite5m, cacheWrite1h }: Usage): number =>
  input + cacheRead + cacheWrite5m + cacheWrite1h;

const ratesFor = (price: Price, usage: Usage): Rates => {
  if (usage.speed === 'fast' && price.fast) return price.fast;
  const { longPrompt } = price;
  return longPrompt && promptTokens(usage) > longPrompt.abovePromptTokens ? longPrompt : price;
};

const rounded = (amount: bigint, parts: bigint): bigint => (amount + parts / 2n) / parts;

/** What a request cost, in whole nano-dollars. Searches have no discount, as in the client's own sums. */
export const costOf = (price: Price, usage: Usage): bigint => {
  const rates = ratesFor(price, usage);
  let tokens = 0n;
  for (const type of tokenTypes) tokens += BigInt(usage[type]) * perToken(rates[type]);
  if (usage.isBatch) tokens = rounded(tokens * factor(price.batch), factorParts);
  if (usage.isUsOnly) tokens = rounded(tokens * factor(price.usOnly), factorParts);
  const searches = BigInt(usage.webSearches) * BigInt(Math.round(price.webSearch * picoDollars));
  return rounded(tokens + searches, 1000n);
};

/** The name that prices go by: without provider, region, date, version and the mark of a long context. */
export const modelName = (id: string): string =>
  id
    .toLowerCase()
    .replace(/^.*(?=claude-)/, '')
    .replace(/\[\w+\]$/, '')
    .replace(/-v\d+(:\d+)?$/, '')
    .replace(/[-@]\d{8}$/, '')
    .replace(/-latest$/, '');

/** The price of a model on a day; undefined: the table has none. */
export const priceOf = (prices: readonly Price[], model: string, milliseconds: number): Price | undefined => {
  const name = modelName(model);
  const day = new Date(milliseconds).toISOString().slice(0, 10);
  return prices.find(
    ({ models, from, until }) =>
      models.includes(name) && (from === undefined || day >= from) && (until === undefined || day < until),
  );
};

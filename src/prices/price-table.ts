import * as z from 'zod';

const dollars = z.number().nonnegative().max(100_000);
const day = z.iso.date();

/** Dollars for a million tokens. */
const rates = z.strictObject({
  input: dollars.describe('Input tokens that were not cached.'),
  output: dollars.describe('Output tokens, thinking included.'),
  cacheRead: dollars.describe('Tokens read from the prompt cache.'),
  cacheWrite5m: dollars.describe('Tokens written to the prompt cache for five minutes.'),
  cacheWrite1h: dollars.describe('Tokens written to the prompt cache for an hour.'),
});

export type Rates = z.output<typeof rates>;

const price = z.strictObject({
  models: z
    .array(z.string().min(1).max(200))
    .min(1)
    .describe('Names of models, without the date that an id ends in and without the name of a provider.'),
  from: day.optional().describe('First day of the price, UTC; absent: always.'),
  until: day.optional().describe('First day on which it no longer holds, UTC.'),
  ...rates.shape,
  longPrompt: z
    .strictObject({ abovePromptTokens: z.int().positive(), ...rates.shape })
    .optional()
    .describe('What all tokens of a request cost whose prompt, cached tokens included, is longer.'),
  fast: rates.optional().describe('In fast mode.'),
  batch: z
    .number()
    .min(0)
    .max(10)
    .default(0.5)
    .describe('Share of the price that a request through the Batch API costs.'),
  webSearch: dollars.default(0.01).describe('Dollars for one web search of the API.'),
  usOnly: z.number().min(0).max(10).default(1.1).describe('Times the price where inference stays in the US.'),
});

export type Price = z.output<typeof price>;

/** What `prices.yaml` holds. */
export const priceTable = z.strictObject({
  prices: z.array(price).describe('The first entry that names the model and holds on the day counts.'),
});

import { type Price, priceTable } from './price-table.ts';

const rates = (
  input: number,
  output: number,
  { cacheRead = input / 10 }: { readonly cacheRead?: number } = {},
) => ({
  input,
  output,
  cacheRead,
  cacheWrite5m: Number((input * 1.25).toPrecision(6)),
  cacheWrite1h: input * 2,
});

/**
 * List prices, as client 2.1.332 has them built in, and those of older models as the price page of the API had them.
 * Read on 2026-11-30. A price that has changed gets `until`, and a second entry the new one.
 */
export const builtInPrices: readonly Price[] = priceTable.parse({
  prices: [
    {
      models: ['claude-fable-5-2', 'claude-mythos-5-2'],
      ...rates(8, 40, { cacheRead: 0.2 }),
      fast: rates(16, 80, { cacheRead: 0.4 }),
    },
    { models: ['claude-fable-5-1', 'claude-mythos-5-1'], ...rates(10, 50, { cacheRead: 0.25 }) },
    { models: ['claude-fable-5', 'claude-mythos-5'], ...rates(10, 50) },
    {
      models: ['claude-opus-5-5'],
      ...rates(4, 20, { cacheRead: 0.2 }),
      fast: rates(8, 40, { cacheRead: 0.4 }),
    },
    { models: ['claude-opus-5', 'claude-opus-4-8'], ...rates(5, 25), fast: rates(10, 50) },
    { models: ['claude-opus-4-7', 'claude-opus-4-6'], ...rates(5, 25), fast: rates(30, 150) },
    { models: ['claude-opus-4-5'], ...rates(5, 25) },
    { models: ['claude-opus-4-1', 'claude-opus-4-0', 'claude-opus-4', 'claude-3-opus'], ...rates(15, 75) },
    { models: ['claude-sonnet-5-5'], ...rates(2, 10, { cacheRead: 0.1 }) },
    { models: ['claude-sonnet-5'], ...rates(2, 10) },
    {
      models: [
        'claude-sonnet-4-6',
        'claude-sonnet-4-5',
        'claude-sonnet-4-0',
        'claude-sonnet-4',
        'claude-3-7-sonnet',
        'claude-3-5-sonnet',
      ],
      ...rates(3, 15),
    },
    {
      models: ['claude-haiku-5-5'],
      ...rates(0.1, 0.5),
      longPrompt: { abovePromptTokens: 100_000, ...rates(0.5, 2.5) },
    },
    { models: ['claude-haiku-4-5'], ...rates(1, 5) },
    { models: ['claude-3-5-haiku'], ...rates(0.8, 4) },
    { models: ['claude-3-haiku'], ...rates(0.25, 1.25), cacheWrite5m: 0.3, cacheRead: 0.03 },
  ],
}).prices;

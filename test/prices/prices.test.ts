import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { homeAt } from '../../src/config/home.ts';
import { builtInPrices } from '../../src/prices/built-in.ts';
import { costOf, modelName, priceOf, type Usage } from '../../src/prices/cost.ts';
import { pricesOf, readPrices } from '../../src/prices/read.ts';

const none: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, webSearches: 0 };
const now = Date.parse('2026-11-30T12:00:00Z');

/** Nano-dollars of a request to a model today. */
const cost = (model: string, usage: Partial<Usage>): bigint => {
  const price = priceOf(builtInPrices, model, now);
  if (!price) throw new Error(`no price for ${model}`);
  return costOf(price, { ...none, ...usage });
};

const file = (text: string): string => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'prices-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const place = path.join(folder, 'prices.yaml');
  writeFileSync(place, text);
  return place;
};

test('each kind of token has its price, to the nano-dollar', () => {
  const million = 1_000_000;
  expect(cost('claude-opus-4-8', { input: million })).toBe(5_000_000_000n);
  expect(cost('claude-opus-4-8', { output: million })).toBe(25_000_000_000n);
  expect(cost('claude-opus-4-8', { cacheRead: million })).toBe(500_000_000n);
  expect(cost('claude-opus-4-8', { cacheWrite5m: million })).toBe(6_250_000_000n);
  expect(cost('claude-opus-4-8', { cacheWrite1h: million })).toBe(10_000_000_000n);
  expect(cost('claude-opus-4-8', { webSearches: 3 })).toBe(30_000_000n);
  // A cached token of the cheapest model is ten nano-dollars; what is less is rounded once, at the end.
  expect(cost('claude-haiku-5-5', { cacheRead: 1 })).toBe(10n);
});

test('fast mode, batches, inference in the US and long prompts have their own price', () => {
  expect(cost('claude-opus-4-8', { output: 1000, speed: 'fast' })).toBe(50_000_000n);
  expect(cost('claude-opus-4-8', { output: 1000, isBatch: true })).toBe(12_500_000n);
  expect(cost('claude-opus-4-8', { output: 1000, isUsOnly: true, webSearches: 1 })).toBe(37_500_000n);
  expect(cost('claude-haiku-5-5', { input: 100_000 })).toBe(10_000_000n);
  expect(cost('claude-haiku-5-5', { input: 1, cacheRead: 99_999, cacheWrite5m: 1 })).toBe(
    500n + 99_999n * 50n + 625n,
  );
});

test('what clients counted themselves for recorded requests comes out', () => {
  // `total_cost_usd` of client 2.1.332 over 22 answers of a session with three subagents.
  const sum = {
    input: 473,
    output: 4653,
    cacheRead: 253_000,
    cacheWrite5m: 3333 - 22 * 40,
    cacheWrite1h: 22 * 40,
  };
  expect(cost('claude-sonnet-4-5', sum)).toBe(161_592_750n);
});

test.each([
  'claude-sonnet-4-5',
  'claude-sonnet-4-5-20250929',
  'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'claude-sonnet-4-5@20250929',
  'claude-sonnet-4-5[1m]',
  'anthropic/claude-sonnet-4-5-latest',
])('%s has the price of its model', (id) => {
  expect(modelName(id)).toBe('claude-sonnet-4-5');
});

test('every price holds for one model on one day', () => {
  const names = builtInPrices.flatMap(({ models }) => models);
  expect(names.length).toBe(new Set(names).size);
});

const own = `
prices:
  - models: [claude-opus-4-8]
    until: 2026-06-01
    { input: 1, output: 2, cacheRead: 3, cacheWrite5m: 4, cacheWrite1h: 5 }
`;

test('prices of one’s own come first, and hold from their first to their last day', () => {
  const entry = (days: string) =>
    `  - { models: [claude-opus-4-8], ${days}, input: 1, output: 2, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 }`;
  const prices = readPrices(file(`prices:\n${entry("from: '2026-05-01', until: '2026-06-01'")}\n`));
  const inputOn = (day: string) => priceOf(prices, 'claude-opus-4-8', Date.parse(`${day}T12:00:00Z`))?.input;
  expect(['2026-04-30', '2026-05-01', '2026-05-31', '2026-06-01'].map(inputOn)).toEqual([5, 1, 1, 5]);
  expect(priceOf(prices, 'claude-haiku-4-5', now)?.input).toBe(1);
});

test('a file that is no table of prices is refused with the place and the key', () => {
  expect(() => readPrices(file(own))).toThrow(/cannot be read/);
  expect(() => readPrices(file('prices: [{ models: [x], input: -1 }]'))).toThrow(/not as they must be/);
  expect(() => readPrices('/nowhere/prices.yaml')).toThrow(/cannot be read/);
});

test('without a file of one’s own the built-in prices count', () => {
  expect(pricesOf(homeAt('/nowhere'))).toBe(builtInPrices);
});

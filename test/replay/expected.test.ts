import { describe, expect, test } from 'vitest';
import { scenarios } from '../captures/read.ts';
import { expected, expectedFromEvents, truthOf } from './expected.ts';

const none = { input: 0n, output: 0n, cacheRead: 0n, cacheCreation: 0n };

describe.each(scenarios())('in the scenario $name of client $version', (scenario) => {
  test('the metrics add up to what the recorder counted', () => {
    const { tokens, cost } = expected([scenario]);
    expect({ tokens: { ...none, ...tokens }, cost }).toEqual(truthOf(scenario).metrics);
  });

  test('the events add up to what the recorder counted', () => {
    expect(expectedFromEvents([scenario])).toEqual(truthOf(scenario).events);
  });

  test('tokens and money by model add up to the whole', () => {
    const { tokens, tokensByModel, cost, costByModel } = expected([scenario]);
    const sum = (parts: Readonly<Record<string, bigint>>) => Object.values(parts).reduce((a, b) => a + b, 0n);
    expect(sum(tokensByModel)).toBe(sum(tokens));
    expect(sum(costByModel)).toBe(cost);
  });
});

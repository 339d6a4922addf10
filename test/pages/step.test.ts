import { describe, expect, it } from 'vitest';
import { timing } from '../../packages/viewer/src/prometheus/step.ts';

const day = 86_400_000;
const over = (toMilliseconds: number, intervalMilliseconds: number, minimumSeconds?: number) =>
  timing({ fromMilliseconds: 0, toMilliseconds, intervalMilliseconds, minimumSeconds });

describe('the step of a query', () => {
  it('is the interval that fits the width of the panel', () => {
    expect(over(day, 60_000).stepSeconds).toBe(60);
  });

  it('is never shorter than a scrape', () => {
    expect(over(day / 24, 2_000).stepSeconds).toBe(15);
  });

  it('is never shorter than the panel wants', () => {
    expect(over(day, 60_000, 86_400).stepSeconds).toBe(86_400);
  });

  it('never asks for more points than Prometheus gives', () => {
    const { stepSeconds } = over(365 * day, 1_000);
    expect((365 * 86_400) / stepSeconds).toBeLessThanOrEqual(11_000);
  });

  it('fills the variables of an expression', () => {
    expect(over(day, 60_000).variables).toEqual({
      __interval: '1m',
      __interval_ms: '60000',
      __rate_interval: '75s',
      __rate_interval_ms: '75000',
      __range: '86400s',
      __range_s: '86400',
      __range_ms: '86400000',
    });
  });

  it('keeps four scrapes in a rate interval', () => {
    expect(over(day / 24, 2_000).variables['__rate_interval']).toBe('1m');
    expect(over(day, 60_000, 300).variables['__rate_interval']).toBe('20m');
  });
});

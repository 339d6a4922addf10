import { expect, test } from 'vitest';
import { compareBars, unknownBars } from './bars.ts';
import { fillPrometheus } from './month.ts';

test('every panel of bars is compared', () => {
  expect(unknownBars).toEqual([]);
});

test('the bars of every board add up to the number beside them, over every range and by days', async () => {
  const now = Date.parse('2026-11-18T15:20:00Z');
  const prometheus = await fillPrometheus({ days: 4, now, seed: 'bars' });
  if (!prometheus) return;
  try {
    const { compared, wrong } = await compareBars(prometheus.url, now / 1000);
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(150);
  } finally {
    await prometheus.stop();
  }
}, 600_000);

import { describe, expect, it } from 'vitest';
import { ticksFor } from '../../packages/viewer/src/panels/axes.ts';

const stepsFor = (unit: string, ...values: (number | null)[]) => {
  const axis: { incrs?: number[] } = {};
  return ticksFor([{ fields: [{ values }] }])(axis, { config: { unit } }).incrs;
};

describe('the ticks of a vertical axis', () => {
  it('stand at times that people count in, not at 250 seconds', () => {
    const steps = stepsFor('s', 12.5, 45.25) ?? [];
    expect(steps).toEqual(expect.arrayContaining([0.5, 5, 15, 60, 300, 3600, 86_400]));
    expect(steps.filter((step) => step > 10 && step < 3600 && 3600 % step !== 0)).toEqual([]);
  });

  it('stand at whole minutes from a minute on, so that no two labels are the same', () => {
    const steps = stepsFor('s', 175) ?? [];
    expect(steps[0]).toBe(60);
    expect(steps.every((step) => step % 60 === 0)).toBe(true);
  });

  it('count milliseconds in the same times', () => {
    expect(stepsFor('ms', 1.5)).toEqual(expect.arrayContaining([500, 15_000, 300_000]));
  });

  it('stand at whole numbers where what is drawn is counted', () => {
    const steps = stepsFor('short', 0, 3, null) ?? [];
    expect(steps[0]).toBe(1);
    expect(steps.every(Number.isInteger)).toBe(true);
  });

  it('are left to the plot where there are parts of a whole', () => {
    expect(stepsFor('currencyUSD', 0.5, 3)).toBeUndefined();
  });
});

import { expect, it } from 'vitest';
import { withGaps } from '../../packages/viewer/src/panels/gaps.ts';

const hour = 3_600_000;

const curve = (times: number[], values: number[]) => ({
  length: times.length,
  fields: [
    { config: { interval: hour }, values: times },
    { config: {}, values },
  ],
});

const drawn = (times: number[], values: number[]) =>
  withGaps(curve(times, values)).fields.map((field) => field.values);

it('a curve ends where steps are missing, and begins anew after them', () => {
  expect(drawn([0, hour, 5 * hour], [1, 2, 3])).toEqual([
    [0, hour, 2 * hour, 5 * hour],
    [1, 2, null, 3],
  ]);
});

it('a curve without a missing step stays as it is', () => {
  expect(drawn([0, hour, 2 * hour], [1, 2, 3])).toEqual([
    [0, hour, 2 * hour],
    [1, 2, 3],
  ]);
});

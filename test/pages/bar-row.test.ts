import { describe, expect, it } from 'vitest';
import { rowUnder } from '../../packages/viewer/src/panels/bar-row.ts';

const day = 86_400_000;
const hour = day / 24;
/** Friday, Saturday, Monday: nobody worked on Sunday. */
const times = [0, day, 3 * day];

describe('the bar under the cursor', () => {
  it.each([
    ['begins at its time, and is the same in the evening', 0, 20 * hour, 0],
    ['is the next one at midnight', 0, day, 1],
    ['is none on a day without one', 0, 2 * day + hour, undefined],
    ['is the present day until its end', 0, 3 * day + 23 * hour, 2],
    ['ends at its time, where bars stand before it', day, 3 * day - hour, 2],
    ['is none after its time, where bars stand before it', day, 4 * day + hour, undefined],
    ['stands around its time', day / 2, day - 11 * hour, 1],
  ])('%s', (_, before, moment, row) => {
    expect(rowUnder(times, moment, day, before)).toBe(row);
  });
});

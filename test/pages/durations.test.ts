import { expect, test } from 'vitest';
import { durations } from '../../packages/viewer/src/panels/durations.ts';

const written = (format: keyof typeof durations, seconds: number): string => {
  const { text, suffix = '' } = durations[format](seconds);
  return text + suffix;
};

test.each([
  [0, '0 s'],
  [0.0414, '41.4 ms'],
  [7.7421, '7.74 s'],
  [59.96, '1 min'],
  [60, '1 min'],
  [111.6, '1 min 52 s'],
  [1600, '26 min 40 s'],
  [3600, '1 h'],
  [3599.9, '1 h'],
  [21_240, '5 h 54 min'],
  [86_400, '1 d'],
  [259_199, '3 d'],
  [266_400, '3 d 2 h'],
  [-90, '-1 min 30 s'],
])('%d seconds are written as people write them: %s', (seconds, text) => {
  expect(written('s', seconds)).toBe(text);
});

test.each([
  [34.368, '34 s'],
  [61_260, '17 h 1 min'],
  [259_500, '72 h 5 min'],
])('%d seconds of work are hours however many they are: %s', (seconds, text) => {
  expect(written('clocks', seconds)).toBe(text);
});

test('a value that is not there is nothing', () => {
  expect(written('s', Number.NaN)).toBe('');
  // Null is what the library hands over for a step without a value.
  expect(written('s', null as unknown as number)).toBe('');
});

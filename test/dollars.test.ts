import { expect, test } from 'vitest';
import { dollars } from '../src/dollars.ts';

test('what is less than a cent is not shown as nothing', () => {
  expect([0, 0.0003, -0.0003, 0.005, 14.2, -3, 1250].map(dollars)).toEqual([
    '$0.00',
    'under $0.01',
    'under $0.01',
    '$0.01',
    '$14.20',
    '-$3.00',
    '$1,250.00',
  ]);
});

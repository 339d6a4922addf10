import { expect, test } from 'vitest';
import { costUsage } from '../../src/catalogue/telemetry.ts';
import { labelsOf } from '../../src/ledger/labels.ts';

test('the name that somebody chose for a person comes before the id on every point', () => {
  const own = new Map([
    ['user.id', '4f6c'],
    ['model', 'claude-opus-4-8'],
  ]);
  expect(labelsOf(costUsage, own, new Map([['user', 'amara']]), ['user'])).toMatchObject({ user: 'amara' });
  expect(labelsOf(costUsage, own, new Map(), ['user'])).toMatchObject({ user: '4f6c' });
});

test('what a point says comes before what its resource says', () => {
  const labels = labelsOf(costUsage, new Map([['team', 'web']]), new Map([['team', 'data']]), ['team']);
  expect(labels).toMatchObject({ team: 'web' });
});

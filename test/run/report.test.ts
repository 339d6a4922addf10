import { expect, test } from 'vitest';
import { count } from './report.ts';

const file = (name: string, tests: Readonly<Record<string, string>>, more = {}) => ({
  name: `/clone/${name}`,
  status: Object.values(tests).includes('failed') ? 'failed' : 'passed',
  message: '',
  assertionResults: Object.entries(tests).map(([fullName, status]) => ({ fullName, status })),
  ...more,
});

const allowed = [{ file: 'test/a.test.ts', test: 'needs systemd', why: 'not everywhere' }];
const counted = (...testResults: readonly ReturnType<typeof file>[]) =>
  count({ testResults }, '/clone', allowed);

test('a run says how many tests passed, failed and were skipped', () => {
  expect(
    counted(file('test/a.test.ts', { one: 'passed', two: 'failed', 'needs systemd': 'skipped' })),
  ).toEqual({
    passed: 1,
    failed: 1,
    skipped: 1,
    wrong: ['test/a.test.ts: two'],
    failedFiles: ['test/a.test.ts'],
  });
});

test('a skipped test fails the run, unless the list of allowed skips has it', () => {
  expect(counted(file('test/b.test.ts', { 'needs systemd': 'skipped' }))).toMatchObject({
    failed: 1,
    wrong: ['test/b.test.ts: needs systemd (skipped; no list allows it)'],
    failedFiles: ['test/b.test.ts'],
  });
});

test('a file that cannot be loaded fails the run', () => {
  expect(
    counted(file('test/c.test.ts', {}, { status: 'failed', message: 'no such module\n at x' })),
  ).toMatchObject({
    failed: 1,
    wrong: ['test/c.test.ts: no such module'],
  });
});

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { heldDocuments, promisesOf, unheld } from './promises.ts';
import { namesIn } from './test-names.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

test.each(heldDocuments)('every row of %s names a test that is there', (document) => {
  const promises = promisesOf(readFileSync(path.join(root, document), 'utf8'));
  expect(promises.length).toBeGreaterThan(50);
  const missing = promises.filter(({ file, test }) => {
    const place = path.join(root, file);
    return file === '' || !existsSync(place) || !namesIn(place).some((name) => name.test(test));
  });
  expect(missing.map(({ promise, file, test }) => `${promise}: ${file} > ${test}`)).toEqual([]);
});

const row = (last: string) =>
  promisesOf(`| promised | here | test |\n| --- | --- | --- |\n| Exact | so | ${last} |`);
const ran = (...tests: readonly (readonly [string, string])[]) => [
  {
    testResults: [
      {
        name: '/clone/test/a.test.ts',
        status: 'passed',
        message: '',
        assertionResults: tests.map(([fullName, status]) => ({ fullName, status })),
      },
    ],
  },
];
const allowed = [{ file: 'test/a.test.ts', why: 'needs systemd' }];

test('a promise is held by a test that passed: below a group, or one case of several', () => {
  const reports = ran(['ledger counts once', 'passed'], ['client 2.1 says it', 'passed']);
  expect(unheld(row('`test/a.test.ts` > `counts once`'), reports, '/clone')).toEqual([]);
  expect(unheld(row('`test/a.test.ts` > `client %s says it`'), reports, '/clone')).toEqual([]);
});

test('a promise whose test did not run, failed, or was skipped without the reason is named', () => {
  const lines = (last: string, status = 'passed') =>
    unheld(row(last), ran(['counts once', status]), '/clone', allowed);
  expect(lines('later')).toEqual(['"Exact" names no test']);
  expect(lines('`test/b.test.ts` > `counts once`')).toEqual([
    '"Exact": test/b.test.ts ran no test "counts once"',
  ]);
  const failed = ['"Exact": the test "counts once" of test/a.test.ts did not pass'];
  expect(lines('`test/a.test.ts` > `counts once`', 'failed')).toEqual(failed);
  expect(lines('`test/a.test.ts` > `counts once`', 'skipped')).toEqual(failed);
  expect(lines('`test/a.test.ts` > `counts once` (needs systemd)', 'skipped')).toEqual([]);
});

import { writeFileSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'vitest';
import { Failure } from '../src/failure.ts';
import { systemFailure } from '../src/system-failure.ts';

const thrownBy = (act: () => void): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
};

test.runIf(process.platform === 'linux')('a full disk is called that, with the file and what to do', () => {
  const error = systemFailure(thrownBy(() => writeFileSync('/dev/full', 'x')));
  expect(error?.text).toMatch(/^The disk is full\.\n {2}fix: {3}make room/);
});

test('a full disk is called that, where a database notices it', () => {
  const database = new DatabaseSync(':memory:');
  database.exec('PRAGMA max_page_count = 2; CREATE TABLE t (text TEXT)');
  const error = thrownBy(() => database.exec('INSERT INTO t VALUES (hex(zeroblob(99999)))'));
  database.close();
  expect(systemFailure(error)?.message).toBe('The disk is full.');
});

test('a file system that is read-only, and a limit of open files, are called that', () => {
  const failing = (code: string) => Object.assign(new Error(`${code}: no`), { code, path: '/state' });
  expect(systemFailure(failing('EROFS'))?.text).toContain('cannot be written.\n  where: /state');
  expect(systemFailure(failing('EMFILE'))?.text).toContain('ulimit -n');
});

test('what is understood already, and what nobody understands, stays as it is', () => {
  expect(systemFailure(new Failure('The disk is full.'))).toBeUndefined();
  expect(systemFailure(new TypeError('x is not a function'))).toBeUndefined();
  expect(systemFailure('text')).toBeUndefined();
});

import { closeSync, existsSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rotate } from '../../src/runtime/rotate.ts';
import { temporaryHome } from '../home.ts';

test('a log that grew too large is set aside while its writer goes on, and only so many are kept', () => {
  const log = path.join(temporaryHome().root, 'x.log');
  const writer = openSync(log, 'a');
  const few = { bytes: 10, kept: 2 };
  expect(rotate(log, few)).toBe(false);
  for (const text of ['first, long enough\n', 'second, long enough\n', 'third, long enough\n']) {
    writeSync(writer, text);
    expect(rotate(log, few)).toBe(true);
  }
  writeSync(writer, 'last\n');
  closeSync(writer);
  expect(readFileSync(log, 'utf8')).toBe('last\n');
  expect(readFileSync(`${log}.1`, 'utf8')).toBe('third, long enough\n');
  expect(readFileSync(`${log}.2`, 'utf8')).toBe('second, long enough\n');
  expect(existsSync(`${log}.3`)).toBe(false);
});

test('a log that is not there, or small, is left alone', () => {
  const log = path.join(temporaryHome().root, 'x.log');
  expect(rotate(log)).toBe(false);
  writeFileSync(log, 'small');
  expect(rotate(log)).toBe(false);
  expect(readFileSync(log, 'utf8')).toBe('small');
});

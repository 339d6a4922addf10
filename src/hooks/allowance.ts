import { mkdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A person's leave for one exact call: an empty file named after the call's code, because the service and the entry's
 * own process both must be able to use it up, and only one of them may.
 */

/** How long a leave holds. */
export const allowanceMilliseconds = 10 * 60_000;

export const codePattern = /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/;

const fileOf = (data: string, code: string) => path.join(data, 'allowed', code);

/** Allows the call with this code once, within the next ten minutes. */
export const grant = (data: string, code: string): void => {
  const file = fileOf(data, code);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  rmSync(file, { force: true });
  writeFileSync(file, '', { mode: 0o600, flag: 'wx' });
};

/** Uses up the leave for a call. True for exactly one caller, and only in time. */
export const consume = (data: string, code: string, now = Date.now()): boolean => {
  const file = fileOf(data, code);
  try {
    const { mtimeMs } = statSync(file);
    unlinkSync(file);
    return now - mtimeMs < allowanceMilliseconds;
  } catch {
    return false;
  }
};

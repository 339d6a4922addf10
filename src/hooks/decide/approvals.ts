import { mkdirSync, readdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A person's leave for one exact call: an empty file named after the call's code, in a folder of the entry. While there
 * is one, the entry decides by itself, so that only one program ever uses leaves up, wherever the service runs.
 */

/** How long a leave holds. */
export const allowanceMilliseconds = 10 * 60_000;

export const codePattern = /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/;

const folderOf = (entry: string) => path.join(entry, 'allowed');
const fileOf = (entry: string, code: string) => path.join(folderOf(entry), code);

/** Allows the call with this code once, within the next ten minutes. */
export const grant = (entry: string, code: string): void => {
  const file = fileOf(entry, code);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  rmSync(file, { force: true });
  writeFileSync(file, '', { mode: 0o600, flag: 'wx' });
};

/** Uses up the leave for a call. True for exactly one caller, and only in time. */
export const consume = (entry: string, code: string, now = Date.now()): boolean => {
  const file = fileOf(entry, code);
  try {
    const { mtimeMs } = statSync(file);
    unlinkSync(file);
    return now - mtimeMs < allowanceMilliseconds;
  } catch {
    return false;
  }
};

/** Removes leaves whose time has passed. */
export const expire = (entry: string, now = Date.now()): void => {
  try {
    for (const code of readdirSync(folderOf(entry))) {
      const file = fileOf(entry, code);
      if (now - statSync(file).mtimeMs >= allowanceMilliseconds) rmSync(file, { force: true });
    }
  } catch {
    // No folder, or another process was first.
  }
};

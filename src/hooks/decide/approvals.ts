import { randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { signed, verified } from './signature.ts';

/**
 * A person's approval of one exact call: a signed file in a folder of the entry. While there is one, the entry decides
 * by itself, so that only one program ever uses approvals up, wherever the service runs.
 */

/** How long an approval holds. */
export const approvalMilliseconds = 10 * 60_000;

const purpose = 'approval';
const waitingFolder = (entry: string) => path.join(entry, 'approvals');
const usedFolder = (entry: string) => path.join(entry, 'approvals-used');

interface Approval {
  readonly id: string;
  readonly code: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Approves the call with this code once, within the next ten minutes. */
export const approve = (entry: string, key: Buffer, code: string, now = Date.now()): void => {
  const approval: Approval = { id: randomBytes(8).toString('hex'), code, until: now + approvalMilliseconds };
  const folder = waitingFolder(entry);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, approval.id), signed(key, purpose, approval), { mode: 0o600, flag: 'wx' });
};

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const readApproval = (file: string, key: Buffer, now: number): Approval | undefined => {
  try {
    const { id, code, until } = verified(key, purpose, readFileSync(file, 'utf8')) ?? {};
    const isWhole = typeof id === 'string' && typeof code === 'string' && typeof until === 'number';
    // Never longer than an approval can hold, also when the clock went back.
    return isWhole && until > now && until <= now + approvalMilliseconds ? { id, code, until } : undefined;
  } catch {
    return undefined;
  }
};

/** True for exactly one caller: the mark stays for as long as the approval could be put back. */
const claim = (entry: string, { id }: Approval): boolean => {
  try {
    mkdirSync(usedFolder(entry), { recursive: true, mode: 0o700 });
    closeSync(openSync(path.join(usedFolder(entry), id), 'wx', 0o600));
    return true;
  } catch {
    return false;
  }
};

/** Uses up an approval of a call. True for exactly one caller, and only in time. */
export const useApproval = (entry: string, key: Buffer, code: string, now = Date.now()): boolean => {
  for (const name of namesIn(waitingFolder(entry))) {
    const file = path.join(waitingFolder(entry), name);
    const approval = readApproval(file, key, now);
    if (approval?.code !== code || !/^[0-9a-f]{16}$/.test(approval.id)) continue;
    const isOurs = claim(entry, approval);
    rmSync(file, { force: true });
    if (isOurs) return true;
  }
  return false;
};

/** Removes what no longer means anything: approvals whose time has passed or that are unsigned, and old marks. */
export const expireApprovals = (entry: string, key: Buffer | undefined, now = Date.now()): void => {
  for (const name of namesIn(waitingFolder(entry))) {
    const file = path.join(waitingFolder(entry), name);
    if (!key || !readApproval(file, key, now)) rmSync(file, { force: true, recursive: true });
  }
  for (const name of namesIn(usedFolder(entry))) {
    const file = path.join(usedFolder(entry), name);
    try {
      if (now - statSync(file).mtimeMs > 2 * approvalMilliseconds) rmSync(file, { force: true });
    } catch {
      // Another process was first.
    }
  }
};

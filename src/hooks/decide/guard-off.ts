import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { signed, verified } from './signature.ts';

/**
 * The guard switched off for a while by a person: a signed file beside the entry. It ends when the time is over, and every answer
 * names it while it holds.
 */

const purpose = 'guard-off';
const fileOf = (entry: string) => path.join(entry, 'guard-off');

/** The longest that the guard can be off in one go. */
export const longestOffMilliseconds = 24 * 3_600_000;

export interface GuardOff {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  readonly reason: string;
}

/** Switches the guard off until a time. */
export const switchOff = (entry: string, key: Buffer, off: GuardOff): void => {
  mkdirSync(entry, { recursive: true, mode: 0o700 });
  const fresh = `${fileOf(entry)}.${process.pid}`;
  writeFileSync(fresh, signed(key, purpose, off), { mode: 0o600 });
  renameSync(fresh, fileOf(entry));
};

export const switchOn = (entry: string): void => rmSync(fileOf(entry), { force: true });

/** Until when and why the guard is off; undefined when it is on. What is unsigned, or over, is removed. */
export const guardOff = (entry: string, key: Buffer | undefined, now = Date.now()): GuardOff | undefined => {
  let text: string;
  try {
    text = readFileSync(fileOf(entry), 'utf8');
  } catch {
    return undefined;
  }
  const { from, until, reason } = (key && verified(key, purpose, text)) ?? {};
  const isWhole = typeof from === 'number' && typeof until === 'number' && typeof reason === 'string';
  if (isWhole && from <= now + 60_000 && until > now && until - from <= longestOffMilliseconds)
    return { from, until, reason };
  rmSync(fileOf(entry), { force: true });
  return undefined;
};

/** What a person is shown with every answer while the guard is off. */
export const offNotice = ({ until, reason }: GuardOff): string =>
  `The guard of start-observability is off until ${new Date(until).toLocaleTimeString()} (${reason}). start-observability guard on ends that.`;

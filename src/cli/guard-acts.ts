import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What a person did about the guard, for the audit: one JSON object a line beside the entry, mode 0600. */
export interface GuardAct {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly user: string;
  readonly act: 'approve' | 'off' | 'on' | 'lift' | 'set' | 'unset' | 'setup';
  readonly code?: string;
  readonly pattern?: string;
  readonly tool?: string;
  readonly until?: string;
  readonly reason?: string;
  /** The key of config.yaml that was set; never its value, which may be a secret's name or a person. */
  readonly key?: string;
}

const fileIn = (root: string): string => path.join(root, 'logs', 'guard.log');

const userName = (): string => {
  try {
    return os.userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
};

export const noteAct = (root: string, act: Omit<GuardAct, 'at' | 'user'>): void => {
  const file = fileIn(root);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const line = { at: new Date().toISOString(), user: userName(), ...act };
  appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
};

/** The last acts, newest first. Lines that cannot be read are left out. */
export const lastActs = (root: string, limit: number): readonly GuardAct[] => {
  let text: string;
  try {
    text = readFileSync(fileIn(root), 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .flatMap((line): GuardAct[] => {
      try {
        return [JSON.parse(line) as GuardAct];
      } catch {
        return [];
      }
    })
    .slice(-limit)
    .toReversed();
};

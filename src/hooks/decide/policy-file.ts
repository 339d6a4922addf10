import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Policy } from '@start-observability/guard/policy.ts';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { isRecord } from '../payload.ts';

const fileOf = (entry: string) => path.join(entry, 'guard-policy.json');

/** Leaves the checked policy for the entry, which decides by the same one when the service does not answer. */
export const writePolicy = (entry: string, policy: Policy): void => {
  mkdirSync(entry, { recursive: true, mode: 0o700 });
  const fresh = `${fileOf(entry)}.${process.pid}`;
  writeFileSync(fresh, JSON.stringify(policy), { mode: 0o600 });
  renameSync(fresh, fileOf(entry));
};

/** The policy that was left, without its schema (which would cost 20 ms); the defaults when there is none. */
export const readPolicy = (entry: string): Policy => {
  try {
    const policy: unknown = JSON.parse(readFileSync(fileOf(entry), 'utf8'));
    return isRecord(policy) && typeof policy['profile'] === 'string'
      ? { ...defaultPolicy, ...(policy as Partial<Policy>) }
      : defaultPolicy;
  } catch {
    return defaultPolicy;
  }
};

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Policy } from '@start-observability/guard/policy.ts';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { isObject } from '../../object.ts';

/** Name of the policy's file in the folder of the entry. */
export const policyFile = 'guard-policy.json';

const fileOf = (entry: string) => path.join(entry, policyFile);

/** What the entry decides by when the service does not answer. */
export interface EntryPolicy {
  readonly policy: Policy;
  /** Ports on which the ledger and the hook service are asked. */
  readonly stackPorts: readonly number[];
}

/** Leaves the checked policy for the entry. */
export const writePolicy = (entry: string, left: EntryPolicy): void => {
  mkdirSync(entry, { recursive: true, mode: 0o700 });
  const fresh = `${fileOf(entry)}.${process.pid}`;
  writeFileSync(fresh, JSON.stringify(left), { mode: 0o600 });
  renameSync(fresh, fileOf(entry));
};

const policyIn = (policy: unknown): Policy =>
  isObject(policy) && typeof policy['profile'] === 'string'
    ? { ...defaultPolicy, ...(policy as Partial<Policy>) }
    : defaultPolicy;

/** The policy that was left, without its schema (which would cost 20 ms); the defaults when there is none. */
export const readPolicy = (entry: string): EntryPolicy => {
  try {
    const left: unknown = JSON.parse(readFileSync(fileOf(entry), 'utf8'));
    if (!isObject(left)) return { policy: defaultPolicy, stackPorts: [] };
    const ports = left['stackPorts'];
    return {
      // Versions that knew no ports left the bare policy.
      policy: policyIn(left['policy'] ?? left),
      stackPorts: Array.isArray(ports) ? ports.filter(Number.isInteger) : [],
    };
  } catch {
    return { policy: defaultPolicy, stackPorts: [] };
  }
};

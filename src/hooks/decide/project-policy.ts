import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { EffectivePolicy } from '@start-observability/guard/decide.ts';
import type { Policy } from '@start-observability/guard/policy.ts';
import { defaultPolicy, tighten } from '@start-observability/guard/tighten.ts';
import { isObject } from '../../object.ts';

/** A project's own additions to the guard, beside the settings of the client. */
export const projectPolicyPlace = path.join('.claude', 'guard.json');

/** Larger files are not a policy. */
const largestFileBytes = 64 * 1024;
const highest = 40;

const decisions = new Set(['allow', 'ask', 'deny']);
const profiles = new Set(['off', 'audit', 'default', 'strict']);

const decisionsIn = (value: unknown): Record<string, 'allow' | 'ask' | 'deny'> =>
  isObject(value)
    ? (Object.fromEntries(
        Object.entries(value).filter(([, decision]) => decisions.has(String(decision))),
      ) as Record<string, 'allow' | 'ask' | 'deny'>)
    : {};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** As in `config.yaml`; ids become labels. */
const isId = (value: unknown): value is string => isText(value) && /^[a-z0-9-]{1,64}$/.test(value);

const textOr = (value: unknown, other: string): string => (isText(value) ? value : other);

const extraOf = (one: Readonly<Record<string, unknown>>): Policy['extra'] => {
  const { id, command, arguments: words, path: place } = one;
  if (!isId(id) || !(isText(command) || isText(place))) return [];
  return [
    {
      id,
      decision: one['decision'] === 'ask' ? 'ask' : 'deny',
      ...(isText(command) && { command }),
      ...(isText(place) && { path: place }),
      arguments: Array.isArray(words) ? words.filter(isText) : [],
      reason: textOr(one['reason'], 'The project forbids it.'),
      suggestion: textOr(one['suggestion'], ''),
    },
  ];
};

const extraIn = (value: unknown): Policy['extra'] =>
  (Array.isArray(value) ? value : []).filter(isObject).slice(0, 200).flatMap(extraOf);

/** What a project may say, read without the schema. What is not understood is left out, and the rest still holds. */
const parse = (text: string): Policy => {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) return { ...defaultPolicy, profile: 'off' };
  const profile = value['profile'];
  return {
    ...defaultPolicy,
    profile: profiles.has(String(profile)) ? (profile as Policy['profile']) : 'off',
    categories: decisionsIn(value['categories']),
    patterns: decisionsIn(value['patterns']),
    extra: extraIn(value['extra']),
  };
};

const foldersAbove = (folder: string): readonly string[] => {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
};

const readIn = (folder: string): string | undefined => {
  const file = path.join(folder, projectPolicyPlace);
  try {
    const found = statSync(file);
    return found.isFile() && found.size <= largestFileBytes ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
};

export interface ProjectPolicyFile {
  readonly file: string;
  readonly text: string;
}

/** The policy of the project around a folder: that of the nearest folder that has one. */
export const projectPolicyFile = (cwd: string): ProjectPolicyFile | undefined => {
  for (const folder of foldersAbove(cwd).slice(0, highest)) {
    const text = readIn(folder);
    if (text !== undefined) return { file: path.join(folder, projectPolicyPlace), text };
  }
  return undefined;
};

/**
 * The person's policy, tightened by what the project around `cwd` adds (`.claude/guard.json` there or in a folder
 * above). A project can only make it stricter: a checkout of another person's code must not switch the guard off.
 */
export const policyFor = (policy: Policy, cwd: string): EffectivePolicy => {
  if (!path.isAbsolute(cwd) || policy.profile === 'off') return policy;
  const found = projectPolicyFile(cwd);
  if (!found) return policy;
  try {
    return tighten(policy, parse(found.text));
  } catch {
    return policy;
  }
};

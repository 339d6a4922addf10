import { harder } from './findings/decision.ts';
import type { PatternId } from './patterns.ts';
import type { Policy } from './policy.ts';
import type { Category, Decision } from './verdict.ts';

/** What `config.yaml` means when it says nothing about the guard; the schema's own defaults, without loading the schema. */
export const defaultPolicy: Policy = {
  profile: 'default',
  categories: {},
  patterns: {},
  extra: [],
  allowedPaths: [],
};

const profileRank: Record<Policy['profile'], number> = { off: 0, audit: 1, default: 2, strict: 3 };

/** Decisions a project adds: kept only where they are harder than what the user's own policy says or implies. */
const hardened = <Key extends string>(
  own: Partial<Record<Key, Decision>>,
  added: Partial<Record<Key, Decision>>,
): Partial<Record<Key, Decision>> => {
  const result: Partial<Record<Key, Decision>> = { ...own };
  for (const key of Object.keys(added) as Key[]) {
    const decision = added[key];
    if (decision) result[key] = harder(own[key] ?? 'allow', decision);
  }
  return result;
};

/**
 * The user's policy with a project's additions, where the project can only tighten: the stricter profile wins, a decision
 * is only ever raised, extra patterns are added, and the project's allowed paths are ignored. A decision the project sets
 * for something the user has no override for is marked `project`, so that it raises and never lowers the profile's own.
 */
export const tighten = (policy: Policy, projectPolicy: Policy): Policy & { atLeast: AtLeast } => ({
  ...policy,
  profile:
    profileRank[projectPolicy.profile] > profileRank[policy.profile] ? projectPolicy.profile : policy.profile,
  extra: [...policy.extra, ...projectPolicy.extra.filter(({ decision }) => decision !== 'allow')],
  atLeast: {
    categories: hardened<Category>({}, projectPolicy.categories),
    patterns: hardened<PatternId>({}, projectPolicy.patterns),
  },
});

/** Lowest decisions a project asks for; the verdict is never milder than these. */
export interface AtLeast {
  readonly categories: Partial<Record<Category, Decision>>;
  readonly patterns: Partial<Record<PatternId, Decision>>;
}

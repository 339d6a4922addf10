import { patternById } from './patterns/index.ts';
import type { Pattern } from './patterns/pattern.ts';
import type { Policy } from './policy.ts';
import type { AtLeast } from './tighten.ts';
import { type Decision, harder, type Verdict } from './verdict.ts';

/** A policy, and what a project's own policy asks for at least. */
export type EffectivePolicy = Policy & { readonly atLeast?: AtLeast };

export const allowed: Verdict = { decision: 'allow', pattern: '', category: '', reason: '', suggestion: '' };

// biome-ignore format: one record
const unknownPattern = (id: string): Pattern => ({
  id, category: 'unreadable', decision: { default: 'ask', strict: 'deny' }, brief: 'Matches a pattern of its own', why: '', suggestion: '', catches: [], spares: [],
});

/** What the policy says about one pattern: an override by id, else by category, else the profile's own decision. */
export const decisionOf = (pattern: Pattern, policy: EffectivePolicy): Decision => {
  const own =
    policy.patterns[pattern.id] ??
    // A category switches patterns off or on as a whole, but what the default profile allows stays out of it.
    (pattern.decision.default === 'allow' ? undefined : policy.categories[pattern.category]) ??
    (policy.profile === 'strict' ? pattern.decision.strict : pattern.decision.default);
  const { atLeast } = policy;
  return harder(
    own,
    harder(atLeast?.categories[pattern.category] ?? 'allow', atLeast?.patterns[pattern.id] ?? 'allow'),
  );
};

const describe = (pattern: Pattern, decision: Decision, detail: string): Verdict => ({
  decision,
  pattern: pattern.id,
  category: pattern.category,
  reason: `${pattern.brief}${detail === '' ? '' : `: ${detail}`}. ${pattern.why}`.trim(),
  suggestion: pattern.suggestion,
});

const rank: Record<Decision, number> = { allow: 0, ask: 1, deny: 2 };

/** The hardest verdict of what was found. Ties go to what was found first. */
export const decide = (
  found: ReadonlyMap<string, string>,
  extra: readonly Verdict[],
  policy: EffectivePolicy,
): Verdict => {
  const verdicts = [...found].map(([id, detail]) => {
    const pattern = patternById.get(id) ?? unknownPattern(id);
    return describe(pattern, decisionOf(pattern, policy), detail);
  });
  const worst = [...extra, ...verdicts].reduce(
    (one, other) => (rank[other.decision] > rank[one.decision] ? other : one),
    allowed,
  );
  if (policy.profile !== 'audit') return worst;
  return { ...worst, decision: 'allow', would: worst.decision };
};

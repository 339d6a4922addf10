import { compareDecisions, type Decision, harder } from './findings/decision.ts';
import type { Pattern } from './findings/pattern.ts';
import type { PatternId } from './patterns.ts';
import type { Policy } from './policy.ts';
import type { AtLeast } from './tighten.ts';
import type { Verdict } from './verdict.ts';

/** A policy, and what a project's own policy asks for at least. */
export type EffectivePolicy = Policy & { readonly atLeast?: AtLeast };

export const allowed: Verdict = { decision: 'allow', pattern: '', category: '', reason: '', suggestion: '' };

/** What the policy says about one pattern: an override by id, else by category, else the profile's own decision. */
export const decisionOf = (pattern: Pattern, policy: EffectivePolicy): Decision => {
  const id = pattern.id as PatternId;
  const own =
    policy.patterns[id] ??
    // A category switches patterns off or on as a whole, but what the default profile allows stays out of it.
    (pattern.decision.default === 'allow' ? undefined : policy.categories[pattern.category]) ??
    (policy.profile === 'strict' ? pattern.decision.strict : pattern.decision.default);
  const { atLeast } = policy;
  return harder(
    own,
    harder(atLeast?.categories[pattern.category] ?? 'allow', atLeast?.patterns[id] ?? 'allow'),
  );
};

const sentence = ({ brief, why }: Pattern, detail: string): string =>
  `${brief}${detail === '' ? '' : `: ${detail}`}. ${why}`.trim();

const verdictOf = (pattern: Pattern, decision: Decision, detail: string): Verdict => ({
  decision,
  pattern: pattern.id,
  category: pattern.category,
  reason: sentence(pattern, detail),
  suggestion: pattern.suggestion,
});

/** Most findings that a refusal names beside the first. */
const mostOthers = 4;

/** How a person stops being asked: the key of `config.yaml` for each pattern that only asks. */
const howToStop = (asking: readonly Verdict[]): string => {
  const keys = asking.filter(({ category }) => category !== 'custom').map(({ pattern }) => pattern);
  if (keys.length === 0) return '';
  const lines = keys.map((key) => `guard.patterns.${key}: allow`);
  return `A person who does not want to be asked sets ${lines.join(', ')} in config.yaml.`;
};

/** The hardest verdict, with what else was found; ties go to what was found first. */
const together = (verdicts: readonly Verdict[]): Verdict => {
  const stopped = verdicts.filter(({ decision }) => decision !== 'allow');
  const [worst, ...others] = stopped.sort((one, other) => compareDecisions(other.decision, one.decision));
  if (worst === undefined) return allowed;
  const also = others.slice(0, mostOthers).map(({ reason }) => `Also: ${reason}`);
  const more = others.length > mostOthers ? [`And ${others.length - mostOthers} more.`] : [];
  const stop = worst.decision === 'ask' ? howToStop(stopped) : '';
  return {
    ...worst,
    reason: [worst.reason, ...also, ...more].join(' '),
    suggestion: [worst.suggestion, stop].filter((text) => text !== '').join(' '),
  };
};

/** What the policy answers to everything that was found. */
export const decide = (
  found: ReadonlyMap<Pattern, string>,
  extra: readonly Verdict[],
  policy: EffectivePolicy,
): Verdict => {
  const worst = together([
    ...extra,
    ...[...found].map(([pattern, detail]) => verdictOf(pattern, decisionOf(pattern, policy), detail)),
  ]);
  if (policy.profile !== 'audit') return worst;
  return { ...worst, decision: 'allow', would: worst.decision };
};

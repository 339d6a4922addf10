import type { EffectivePolicy } from './decide.ts';
import { judge } from './judge.ts';
import { isWithin } from './paths/path.ts';
import type { Decision, Verdict } from './verdict.ts';

/** One line of a corpus file. */
export interface CorpusCase {
  readonly id: string;
  readonly tool: string;
  readonly input: unknown;
  readonly cwd: string;
  readonly verdict: Decision;
  readonly strict: Decision;
  readonly tags: readonly string[];
  readonly contested: boolean;
}

/** right; bypass: harm got through; soft: asked where it should be denied; refusal: harmless work stopped; hard: denied where asking is enough. */
export type Outcome = 'right' | 'bypass' | 'soft' | 'refusal' | 'hard';

export const outcomeOf = (wanted: Decision, got: Decision): Outcome => {
  if (wanted === got) return 'right';
  if (wanted === 'allow') return 'refusal';
  if (got === 'allow') return 'bypass';
  return wanted === 'deny' ? 'soft' : 'hard';
};

export interface CorpusResult {
  readonly case: CorpusCase;
  readonly wanted: Decision;
  readonly verdict: Verdict;
  readonly outcome: Outcome;
}

/** The folders a corpus assumes; a case whose current folder lies elsewhere is its own project. */
export interface CorpusPlaces {
  readonly home: string;
  readonly project: string;
}

const corpusPlaces: CorpusPlaces = { home: '/home/dev', project: '/home/dev/project' };

/** Judges every case under one profile. */
export const runCorpus = (
  cases: readonly CorpusCase[],
  policy: EffectivePolicy,
  { home, project }: CorpusPlaces = corpusPlaces,
): CorpusResult[] =>
  cases.map((one) => {
    const { tool, input, cwd } = one;
    const verdict = judge(
      { tool, input, cwd, project: isWithin(cwd, project) ? project : cwd, home },
      policy,
    );
    const wanted = policy.profile === 'strict' ? one.strict : one.verdict;
    return { case: one, wanted, verdict, outcome: outcomeOf(wanted, verdict.decision) };
  });

/** Counts of outcomes, uncontested and contested apart. */
export const summarise = (
  results: readonly CorpusResult[],
): Record<'uncontested' | 'contested', Record<Outcome, number>> => {
  const empty = (): Record<Outcome, number> => ({ right: 0, bypass: 0, soft: 0, refusal: 0, hard: 0 });
  const summary = { uncontested: empty(), contested: empty() };
  for (const result of results)
    summary[result.case.contested ? 'contested' : 'uncontested'][result.outcome]++;
  return summary;
};

import { decisionOf, type EffectivePolicy } from './decide.ts';
import { dispatch } from './dispatch.ts';
import { pathMatcher } from './extra.ts';
import { compareDecisions } from './findings/decision.ts';
import { Reading } from './findings/reading.ts';
import { placesOf, readCall } from './judge.ts';
import type { Shell } from './shell/shell.ts';
import type { State } from './shell/state.ts';
import { plain } from './text/text.ts';
import type { Call, Decision } from './verdict.ts';

/** One command the reader came to, as its words after expansion. */
export interface ExplainedStep {
  readonly depth: number;
  readonly folder: string;
  readonly words: readonly string[];
}

export interface Explanation {
  /** Every command that would run, in the order it was read, nested ones indented by their depth. */
  readonly steps: readonly ExplainedStep[];
  /** Every pattern that was found, hardest first, with what it was found on. */
  readonly findings: readonly {
    readonly pattern: string;
    readonly decision: Decision;
    readonly detail: string;
  }[];
}

const shown = (word: string): string =>
  plain(word)
    .replace(/\uE000/g, '<unknown>')
    .replace(/\uE002/g, '<network>')
    .replace(/\uE003/g, '<decoded>')
    .replace(/\uE004/g, '<secret>')
    .replace(/\uE005/g, '<environment>');

/** How a call is understood: the commands it comes to and everything found in them. Runs nothing. */
export const explain = (call: Call, policy: EffectivePolicy): Explanation => {
  const places = placesOf(call);
  const reading = new Reading(places, { isAllowedPath: pathMatcher(policy.allowedPaths, places) });
  const steps: ExplainedStep[] = [];
  const traced = (
    words: readonly string[],
    shell: Shell,
    state: State,
    stdin: string | undefined,
    streams?: Parameters<typeof dispatch>[4],
  ): string => {
    if (steps.length < 200)
      steps.push({ depth: reading.depth, folder: shown(state.cwd[0] ?? ''), words: words.map(shown) });
    return dispatch(words, shell, state, stdin, streams);
  };
  readCall(call, reading, traced, () => undefined);
  const findings = [...reading.found]
    .map(([pattern, detail]) => ({
      pattern: pattern.id,
      decision: decisionOf(pattern, policy),
      detail: shown(detail),
    }))
    .sort((one, other) => compareDecisions(other.decision, one.decision));
  return { steps, findings };
};

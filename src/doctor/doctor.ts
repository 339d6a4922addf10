import type { CheckFinding, Mend } from './check.ts';
import { checks } from './checks.ts';
import { firstCause, runChecks } from './run.ts';
import { type SurroundingsOptions, surroundingsOf } from './surroundings.ts';

/** What doctor found. */
export interface Diagnosis {
  /** Nothing failed; there may be warnings. */
  readonly healthy: boolean;
  /** The first step that failed, by its id. */
  readonly cause: string | null;
  readonly findings: readonly CheckFinding[];
}

/**
 * Follows a data point and a hook event from the client's settings to the dashboards, and looks around. Changes nothing.
 * @param tell is given each finding as soon as it and all before it are there
 */
export const diagnose = async (
  options: SurroundingsOptions = {},
  tell?: (finding: CheckFinding) => void,
): Promise<Diagnosis> => {
  const findings = await runChecks(checks, surroundingsOf(options), tell);
  const cause = firstCause(findings);
  return { healthy: cause === undefined, cause: cause?.id ?? null, findings };
};

/** Does what is safe to do about the findings. Returns what was done, in words, each with the error where it failed. */
export const mend = async ({
  findings,
}: Diagnosis): Promise<readonly { readonly what: string; readonly error?: string }[]> => {
  const done: { what: string; error?: string }[] = [];
  const wanted = findings.flatMap(({ mend: one }): Mend[] => (one ? [one] : []));
  // What runs comes last: it reads what the others repair.
  for (const { what, run } of wanted.toReversed()) {
    try {
      await run();
      done.push({ what });
    } catch (error) {
      done.push({ what, error: (error as Error).message });
    }
  }
  return done;
};

/** A finding as data: without what can only be run. */
export const asData = ({ mend: mends, isRoot: _isRoot, ...finding }: CheckFinding) => ({
  ...finding,
  fixable: mends !== undefined,
});

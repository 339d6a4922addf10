import { Failure } from '../failure.ts';
import type { Check, CheckFinding, Found } from './check.ts';
import type { DoctorSurroundings } from './surroundings.ts';

const findingOf = (check: Check, found: Found<string>, milliseconds: number): CheckFinding => {
  const { id, title, group, isRoot } = check;
  const base = { id, title, group, milliseconds, ...(isRoot && { isRoot }) };
  if ('notReached' in found) return { ...base, status: 'not reached', what: found.notReached, evidence: [] };
  if ('ok' in found) return { ...base, status: 'ok', what: found.ok, evidence: found.evidence ?? [] };
  const { status, what, fix } = check.problems[found.problem] as Check['problems'][string];
  return {
    ...base,
    status,
    problem: found.problem,
    what,
    evidence: found.evidence ?? [],
    fix: found.fix ?? fix,
    ...(found.mend && { mend: found.mend }),
  };
};

/** A check that breaks says so; the others go on. */
const broken = ({ id, title, group }: Check, error: unknown, milliseconds: number): CheckFinding => ({
  id,
  title,
  group,
  milliseconds,
  status: 'failed',
  problem: 'broken',
  what: error instanceof Failure ? error.message : 'This check itself broke.',
  evidence: [
    error instanceof Failure ? (error.where ?? '') : String((error as Error)?.stack ?? error),
  ].filter(Boolean),
  fix:
    (error instanceof Failure && error.fix) ||
    'start-observability doctor --archive FILE, and attach it to a bug report',
});

const carryOut = async (
  check: Check,
  at: DoctorSurroundings,
  before: readonly CheckFinding[],
): Promise<CheckFinding> => {
  const cut = before.find(({ status }) => status === 'failed' || status === 'not reached');
  if (cut) return findingOf(check, { notReached: `after ${cut.id}` }, 0);
  const begun = performance.now();
  const elapsed = () => Math.round(performance.now() - begun);
  try {
    const found = await check.run(at);
    return findingOf(check, found, elapsed());
  } catch (error) {
    return broken(check, error, elapsed());
  }
};

/**
 * Carries out the checks, each as soon as those it needs are done, at the same time where nothing stands between them.
 * @param tell is given the findings in the order of the table, each as soon as it and all before it are there
 */
export const runChecks = async (
  checks: readonly Check[],
  at: DoctorSurroundings,
  tell: (finding: CheckFinding) => void = () => {},
): Promise<readonly CheckFinding[]> => {
  const running = new Map<string, Promise<CheckFinding>>();
  for (const check of checks) {
    const needed = check.needs.map((id) => running.get(id)).filter((one) => one !== undefined);
    running.set(
      check.id,
      Promise.all(needed).then((before) => carryOut(check, at, before)),
    );
  }
  const findings: CheckFinding[] = [];
  for (const one of running.values()) {
    const finding = await one;
    findings.push(finding);
    tell(finding);
  }
  return findings;
};

/** What to repair first: the cause of all the rest, else the first step that failed. */
export const firstCause = (findings: readonly CheckFinding[]): CheckFinding | undefined => {
  const broken = findings.filter(({ status }) => status === 'failed');
  return broken.find(({ isRoot }) => isRoot) ?? broken[0];
};

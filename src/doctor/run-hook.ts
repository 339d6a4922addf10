import type { InstalledHook } from './hooks.ts';
import { runBounded } from './run-bounded.ts';

/** What a hook's program answered, as the client takes it. */
export interface HookAnswer {
  /** `allow` also where it says nothing; undefined where the client ignores the answer, and the call runs. */
  readonly decision: string | undefined;
  readonly trouble?: string;
  /** What the person is shown beside it. */
  readonly notice?: string;
  readonly milliseconds: number;
}

/** Seconds that any hook has to answer here, also where the settings give it more. */
const mostSeconds = 15;

const decisions = new Set(['allow', 'deny', 'ask', 'defer']);

/** What is printed counts only as one JSON object about this event with a decision that exists. */
const decisionIn = (stdout: string, event: string): string | undefined => {
  try {
    const { hookSpecificOutput: said } = JSON.parse(stdout);
    const isMeant = said?.hookEventName === event && decisions.has(said?.permissionDecision);
    return isMeant ? said.permissionDecision : undefined;
  } catch {
    return undefined;
  }
};

/** A message for the person without a decision: the guard is switched off for a while. */
const noticeIn = (stdout: string): string | undefined => {
  try {
    const { hookSpecificOutput, systemMessage } = JSON.parse(stdout);
    return hookSpecificOutput === undefined && typeof systemMessage === 'string' ? systemMessage : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Runs a hook as the client does: the command of the settings by a shell, or its program with its arguments, the payload
 * on standard input, and no longer than the settings allow. Exit code 2 blocks; any other but 0 lets the call run.
 */
export const runHook = async (
  { calls, args, event, timeoutSeconds = mostSeconds }: InstalledHook,
  payload: unknown,
  env: NodeJS.ProcessEnv,
): Promise<HookAnswer> => {
  const begun = performance.now();
  const seconds = Math.min(timeoutSeconds, mostSeconds);
  const answer = await runBounded(args ? calls : '/bin/sh', args ?? ['-c', calls], {
    input: JSON.stringify(payload),
    env,
    cwd: '/',
    seconds,
  });
  const milliseconds = Math.round(performance.now() - begun);
  if (!answer) return { decision: undefined, trouble: `no answer within ${seconds} s`, milliseconds };
  const { exitCode, stdout, stderr, shortMessage } = answer;
  if (exitCode === 2) return { decision: 'deny', milliseconds };
  const printed = (stdout ?? '').trim();
  if (exitCode !== 0 && !printed.startsWith('{')) {
    const why = (stderr ?? '').trim().split('\n').at(-1) || (shortMessage ?? `exit code ${exitCode}`);
    return { decision: undefined, trouble: why.slice(0, 300), milliseconds };
  }
  if (printed === '') return { decision: 'allow', milliseconds };
  const notice = noticeIn(printed);
  if (notice !== undefined) return { decision: 'allow', notice, milliseconds };
  const decision = decisionIn(printed, event);
  if (decision) return { decision, milliseconds };
  return { decision, trouble: `it printed ${printed.slice(0, 100)}`, milliseconds };
};

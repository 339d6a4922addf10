import os from 'node:os';
import { judge } from '@start-observability/guard/judge.ts';
import { execa } from 'execa';
import { canary } from '../../catalogue/canary.ts';
import { entryFolder, entryPath } from '../../hooks/entry/install.ts';
import { canaryPayload, dangerousCommand, harmlessCommand } from '../canary.ts';
import { defineCheck, failed, warning } from '../check.ts';
import { metricsText, samplesIn } from '../ledger.ts';
import type { Surroundings } from '../surroundings.ts';

/** What the entry answered to a call: nothing, or a decision; undefined when it cannot be understood. */
interface Answered {
  readonly decision: string | undefined;
  readonly trouble?: string;
  readonly milliseconds: number;
}

const call = async ({ home, env }: Surroundings, command: string): Promise<Answered> => {
  const begun = performance.now();
  const {
    failed: isFailed,
    stdout,
    shortMessage,
  } = await execa(entryPath(entryFolder(home.root)), {
    input: JSON.stringify(canaryPayload(command)),
    env,
    extendEnv: false,
    reject: false,
    timeout: 15_000,
  });
  const milliseconds = Math.round(performance.now() - begun);
  if (isFailed) return { decision: undefined, trouble: shortMessage ?? 'it failed', milliseconds };
  if (stdout === '') return { decision: 'allow', milliseconds };
  try {
    return { decision: JSON.parse(stdout).hookSpecificOutput.permissionDecision, milliseconds };
  } catch {
    return { decision: undefined, trouble: `it printed ${stdout.slice(0, 100)}`, milliseconds };
  }
};

/** Canaries that the service has counted; undefined when it does not answer. */
const countedBy = async ({ config }: Surroundings): Promise<number | undefined> => {
  const text = await metricsText(config.ports.hooks);
  return text === undefined ? undefined : samplesIn(text, canary.series)[0]?.value;
};

export const entry = defineCheck({
  id: 'entry',
  title: 'The guard answers',
  group: 'hooks',
  needs: ['hooks'],
  problems: {
    broken: failed('The hook entry cannot be run, or does not answer.', 'start-observability setup'),
    'refuses-all': failed(
      'The guard refuses a call that harms nothing.',
      'start-observability guard check true',
    ),
    'lets-pass': failed(
      `The guard lets \`${dangerousCommand}\` pass, although the configuration says otherwise.`,
      'start-observability restart hooks; start-observability setup',
    ),
    'switched-off': warning(
      `The configuration lets \`${dangerousCommand}\` pass: the guard is off, only audits, or was told to allow it.`,
      'start-observability config set guard.profile default',
    ),
    dead: failed(
      'The hook-event service does not answer. The guard still decides, and its events are kept for later; what the client sends straight to the service is lost meanwhile.',
      'start-observability start; why: start-observability logs hooks',
    ),
    fallback: warning(
      'The entry decides alone, although the hook-event service answers: it was too slow, or a leave of `allow-once` waits. The events are kept for later.',
      'try again; start-observability restart hooks',
    ),
  },
  run: async (at) => {
    const before = await countedBy(at);
    const harmless = await call(at, harmlessCommand);
    const dangerous = await call(at, dangerousCommand);
    const trouble = harmless.trouble ?? dangerous.trouble;
    if (trouble) return { problem: 'broken', evidence: [trouble] };
    if (harmless.decision !== 'allow')
      return { problem: 'refuses-all', evidence: [`${harmlessCommand}: ${harmless.decision}`] };
    const wanted = judge(
      { tool: 'Bash', input: { command: dangerousCommand }, cwd: '/', home: os.homedir() },
      at.config.guard,
    ).decision;
    const evidence = [`${dangerousCommand}: ${dangerous.decision}, ${dangerous.milliseconds} ms`];
    if (dangerous.decision === 'allow' && wanted !== 'allow') return { problem: 'lets-pass', evidence };
    const after = await countedBy(at);
    const isCounted = before !== undefined && after !== undefined && after >= before + 2;
    if (isCounted) at.trace.hooks = after;
    if (dangerous.decision === 'allow') return { problem: 'switched-off', evidence };
    if (!isCounted) {
      if (after !== undefined) return { problem: 'fallback', evidence };
      return { problem: 'dead', evidence: [...evidence, `nothing answers on port ${at.config.ports.hooks}`] };
    }
    return { ok: evidence.join('') };
  },
});

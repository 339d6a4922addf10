import os from 'node:os';
import { judge } from '@start-observability/guard/judge.ts';
import { canary } from '../../catalogue/canary.ts';
import { canaryPayload, dangerousCommand, harmlessCommand } from '../canary.ts';
import { defineCheck, failed, warning } from '../check.ts';
import { type InstalledHook, installedHooks } from '../hooks.ts';
import { metricsText, samplesIn } from '../ledger.ts';
import { runHook } from '../run-hook.ts';
import type { DoctorSurroundings } from '../surroundings.ts';

/** Canaries that the service has counted; undefined when it does not answer. */
const countedBy = async (at: DoctorSurroundings): Promise<number | undefined> => {
  const text = await metricsText(at, at.config.ports.hooks);
  return text === undefined ? undefined : samplesIn(text, canary.series)[0]?.value;
};

/** Our commands as the settings name them, each once; the guard's own first. */
const namedCommands = async (at: DoctorSurroundings): Promise<readonly InstalledHook[]> => {
  const ours = (await installedHooks(at)).filter(({ isOurs, type }) => isOurs && type === 'command');
  const sorted = ours.toSorted((a, b) => Number(b.event === 'PreToolUse') - Number(a.event === 'PreToolUse'));
  const seen = new Set<string>();
  return sorted.filter(({ calls, args = [] }) => {
    const key = [calls, ...args].join(' ');
    return !seen.has(key) && seen.add(key);
  });
};

export const entry = defineCheck({
  id: 'entry',
  title: 'The guard answers',
  group: 'hooks',
  needs: ['hooks'],
  problems: {
    broken: failed(
      'The command that the settings name cannot be run, or does not answer: the client then lets every call run.',
      'start-observability setup (it writes the path of this machine)',
    ),
    'refuses-all': failed(
      'The guard refuses a call that harms nothing.',
      'start-observability guard test true',
    ),
    'lets-pass': failed(
      `The guard lets \`${dangerousCommand}\` pass, although the configuration says otherwise.`,
      'start-observability restart hooks; start-observability setup',
    ),
    'switched-off': warning(
      `The configuration lets \`${dangerousCommand}\` pass: the guard is off, only audits, or was told to allow it.`,
      'start-observability config set guard.profile default',
    ),
    'switched-off-by-person': warning(
      'A person has switched the guard off for a while: no call is stopped.',
      'start-observability guard on',
    ),
    dead: failed(
      'The hook-event service does not answer. The guard still decides, and its events are kept for later; what the client sends straight to the service is lost meanwhile.',
      'start-observability start; why: start-observability logs hooks',
    ),
    fallback: warning(
      'The entry decides alone, although the hook-event service answers: it was too slow, or a one-time approval waits. The events are kept for later.',
      'try again; start-observability restart hooks',
    ),
  },
  run: async (at) => {
    const [guard, ...others] = await namedCommands(at);
    if (!guard) return { notReached: 'no hook of ours is a command' };
    const before = await countedBy(at);
    const ask = (hook: InstalledHook, command: string) =>
      runHook({ ...hook, event: 'PreToolUse' }, canaryPayload(command), at.env);
    const harmless = await ask(guard, harmlessCommand);
    const dangerous = await ask(guard, dangerousCommand);
    const after = await countedBy(at);
    for (const [{ calls, place }, answer] of [
      [guard, harmless],
      [guard, dangerous],
      ...(await Promise.all(
        others.slice(0, 10).map(async (hook) => [hook, await ask(hook, harmlessCommand)] as const),
      )),
    ] as const) {
      if (answer.trouble) return { problem: 'broken', evidence: [answer.trouble, `${calls} in ${place}`] };
    }
    if (harmless.decision !== 'allow')
      return { problem: 'refuses-all', evidence: [`${harmlessCommand}: ${harmless.decision}`] };
    if (dangerous.notice) return { problem: 'switched-off-by-person', evidence: [dangerous.notice] };
    const wanted = judge(
      { tool: 'Bash', input: { command: dangerousCommand }, cwd: '/', home: os.homedir() },
      at.config.guard,
    ).decision;
    const evidence = [`${dangerousCommand}: ${dangerous.decision}, ${dangerous.milliseconds} ms`];
    if (dangerous.decision === 'allow' && wanted !== 'allow') return { problem: 'lets-pass', evidence };
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

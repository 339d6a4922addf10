import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import type { ComponentName } from '../stack/components/component.ts';
import type { ComponentStatus, Runtime } from './runtime.ts';

export interface WaitOptions {
  /** Called once for each component, when it becomes healthy. */
  readonly onHealthy: (status: ComponentStatus, seconds: number) => void;
  readonly deadlineMs?: number;
  /** Waits for this one alone; others may have been stopped on purpose. */
  readonly only?: ComponentName;
}

/** One that dies this often before it is healthy will not recover. */
const hopeless = 3;

const tail = async (runtime: Runtime, name: ComponentStatus['name']): Promise<string> =>
  `the last lines of its log:\n${(await runtime.lastLines(name, 12)).replaceAll(/^/gm, '    ')}`;

const dead = async (runtime: Runtime, { name, lastExit }: ComponentStatus): Promise<Failure> =>
  new Failure(`${name} ${lastExit ?? 'does not start'}.`, {
    where: await tail(runtime, name),
    fix: `start-observability logs ${name}`,
  });

const late = async (runtime: Runtime, all: readonly ComponentStatus[], seconds: number): Promise<Failure> => {
  const one = all.find(({ state }) => state !== 'healthy');
  if (!one) return new Failure('Nothing was started.', { fix: 'start-observability start --verbose' });
  if (one.state === 'down') return dead(runtime, one);
  return new Failure(`${one.name} is not ready after ${Math.round(seconds)} s.`, {
    where: await tail(runtime, one.name),
    fix: `start-observability logs ${one.name}; start-observability start waits again`,
  });
};

/**
 * Waits until every component, or the one asked for, is healthy.
 * @throws Failure with the last lines of its log when one dies again and again, or is not healthy in time
 */
export const waitUntilHealthy = async (
  runtime: Runtime,
  { onHealthy, deadlineMs = 60_000, only }: WaitOptions,
): Promise<readonly ComponentStatus[]> => {
  const begun = Date.now();
  const told = new Set<string>();
  const before = new Map((await runtime.status()).map(({ name, restarts }) => [name, restarts]));
  const isLost = ({ state, restarts, name }: ComponentStatus): boolean =>
    state !== 'healthy' && restarts - (before.get(name) ?? 0) >= hopeless;
  for (;;) {
    const all = (await runtime.status()).filter(({ name }) => only === undefined || name === only);
    const seconds = (Date.now() - begun) / 1000;
    for (const status of all.filter(({ state, name }) => state === 'healthy' && !told.has(name))) {
      told.add(status.name);
      onHealthy(status, seconds);
    }
    if (all.length > 0 && told.size >= all.length && all.every(({ state }) => state === 'healthy'))
      return all;
    const lost = all.find(isLost);
    if (lost) throw await dead(runtime, lost);
    if (seconds * 1000 > deadlineMs) throw await late(runtime, all, seconds);
    await pause(100);
  }
};

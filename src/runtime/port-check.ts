import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../config/schema.ts';
import { Failure } from '../failure.ts';
import { marker } from './plan.ts';
import { isFree, listenerOn } from './port.ts';
import { end, environmentOf, identify } from './process.ts';

/** A process of ours that no file lists, because everything was killed the moment after it was started. */
const endForgotten = async (pid: number, mark: string): Promise<boolean> => {
  if (!environmentOf(pid).includes(`${marker}=${mark}`)) return false;
  const forgotten = identify(pid);
  if (forgotten) await end(forgotten);
  return true;
};

const isFreeSoon = async (port: number): Promise<boolean> => {
  // What was just stopped may take a moment to let go.
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (await isFree(port)) return true;
    await pause(50);
  }
  return false;
};

const keyOf = (config: Config, port: number): string | undefined =>
  Object.entries(config.ports).find(([, number]) => number === port)?.[0];

const advice = (config: Config, port: number): string => {
  const other = port + (port > 50_000 ? -10_000 : 10_000);
  return `end that process, or take another port: start-observability config set ports.${keyOf(config, port)} ${other}`;
};

/**
 * Makes sure that a component can have its port.
 * @param mark what a forgotten process of ours carries in its environment: that one is ended
 * @throws Failure that names the process that has the port
 */
export const mustBeFree = async (
  port: number,
  component: string,
  config: Config,
  mark = '',
): Promise<void> => {
  if (await isFree(port)) return;
  const listener = await listenerOn(port);
  if (listener && (await endForgotten(listener.pid, mark)) && (await isFreeSoon(port))) return;
  if (!listener && (await isFreeSoon(port))) return;
  throw new Failure(`Port ${port}, which ${component} needs, is taken.`, {
    where: listener
      ? `by process ${listener.pid}: ${listener.command.slice(0, 200)}`
      : 'by a process of another user, or of a container',
    fix: advice(config, port),
  });
};

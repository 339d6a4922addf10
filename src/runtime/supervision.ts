import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import writeFileAtomic from 'write-file-atomic';
import { tryLock } from '../binaries/lock.ts';
import { checkout } from '../checkout.ts';
import type { Home } from '../config/home.ts';
import { Failure } from '../failure.ts';
import type { ComponentName } from '../stack/components/component.ts';
import { lastLines } from './logs.ts';
import {
  logPath,
  marker,
  markerOf,
  planPath,
  type RunPlan,
  readPlan,
  readState,
  type State,
  statePath,
  supervisorLock,
} from './plan.ts';
import { commandOf, end, environmentOf, isAlive, type ProcessIdentity } from './process.ts';

/** Heap of the supervisor in MiB: it holds a few lines about a few processes. */
const supervisorHeap = 32;
const followMs = 30_000;
const stopMs = 90_000;

const write = (home: Home, plan: RunPlan): void =>
  writeFileAtomic.sync(planPath(home), JSON.stringify(plan), { mode: 0o600 });

const hangUp = ({ supervisor }: State): void => {
  process.kill(supervisor.pid, 'SIGHUP');
};

/** What a living supervisor says; undefined when none lives. */
export const supervised = (home: Home): State | undefined => {
  const state = readState(home);
  return state && isAlive(state.supervisor) ? state : undefined;
};

const launch = (home: Home): ChildProcess => {
  mkdirSync(home.logs, { recursive: true, mode: 0o700 });
  const log = openSync(logPath(home, 'supervisor'), 'a', 0o600);
  const entry = path.join(checkout.root, 'dist', 'runtime', 'supervisor.js');
  const args = [`--max-old-space-size=${supervisorHeap}`, '--max-semi-space-size=1', entry, home.root];
  const child = spawn(process.execPath, args, {
    cwd: home.root,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  return child;
};

const hasEnded = (child: ChildProcess | undefined): boolean =>
  child !== undefined && (child.exitCode !== null || child.signalCode !== null);

/** Waits until the supervisor's state shows that it follows the plan: it knows every process of it. */
const followed = async (home: Home, plan: RunPlan, child?: ChildProcess): Promise<void> => {
  const wanted = JSON.stringify(plan.processes);
  const deadline = Date.now() + followMs;
  let hasAsked = false;
  while (Date.now() < deadline) {
    const state = supervised(home);
    if (state && JSON.stringify(state.processes.map(({ planned }) => planned)) === wanted) return;
    // Another supervisor was first, and read an earlier plan.
    if (state && hasEnded(child) && !hasAsked) {
      hangUp(state);
      hasAsked = true;
    }
    if (hasEnded(child) && child?.exitCode !== 0) break;
    await pause(25);
  }
  const log = logPath(home, 'supervisor');
  throw new Failure('The supervisor of the native processes does not follow.', {
    where: `${log}\n${(await lastLines(log, 10)).replaceAll(/^/gm, '    ')}`,
    fix: 'see its log above; then `start-observability stop` and start again',
  });
};

/** Starts a supervisor with a plan. It takes over what an earlier one left running. */
export const supervise = async (home: Home, plan: RunPlan): Promise<void> => {
  mkdirSync(home.run, { recursive: true, mode: 0o700 });
  write(home, plan);
  await followed(home, plan, launch(home));
};

/** Has the living supervisor follow a changed plan. */
export const replan = async (
  home: Home,
  state: State,
  change: (processes: RunPlan['processes']) => RunPlan['processes'],
): Promise<void> => {
  const plan: RunPlan = { processes: change(readPlan(home)?.processes ?? []) };
  write(home, plan);
  hangUp(state);
  await followed(home, plan);
};

/** Whether a process was started as the supervisor of this home: what a file says of a number is not enough to end it. */
const isSupervisorOf = (home: Home, { pid }: ProcessIdentity): boolean => {
  const command = commandOf(pid) ?? '';
  return command.includes('supervisor.js') && command.endsWith(home.root);
};

/** Whether a process carries the mark of a component of this home; where the system shows no marks, it is believed. */
const isComponentOf = (home: Home, { pid }: ProcessIdentity, name: ComponentName): boolean => {
  const environment = environmentOf(pid);
  return environment.length === 0 || environment.includes(`${marker}=${markerOf(home, name)}`);
};

/** Ends what the state file says still runs, in reverse order. */
const endComponents = async (home: Home): Promise<void> => {
  for (const { identity, planned } of (readState(home)?.processes ?? []).toReversed()) {
    if (identity && isComponentOf(home, identity, planned.name)) await end(identity);
  }
};

/** Ends the supervisor, also one that is just starting, and whatever an earlier one left, in reverse order. */
export const endAll = async (home: Home): Promise<void> => {
  const deadline = Date.now() + stopMs;
  for (;;) {
    const state = supervised(home);
    if (state && isSupervisorOf(home, state.supervisor)) await end(state.supervisor, stopMs);
    const release = await tryLock(supervisorLock(home));
    if (release) {
      await endComponents(home);
      rmSync(statePath(home), { force: true });
      release();
      return;
    }
    if (Date.now() > deadline)
      throw new Failure('The supervisor does not end.', { where: logPath(home, 'supervisor') });
    await pause(50);
  }
};

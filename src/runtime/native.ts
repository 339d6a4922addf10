import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import writeFileAtomic from 'write-file-atomic';
import { checkout } from '../checkout.ts';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import { lock } from '../programs/lock.ts';
import { lastLines, printLogs } from './logs.ts';
import {
  logPath,
  markerOf,
  type Plan,
  planPath,
  readPlan,
  readState,
  type State,
  type SupervisedProcess,
  statePath,
  supervisorLock,
} from './plan.ts';
import { mustBeFree } from './port-check.ts';
import { end, isAlive, residentBytes } from './process.ts';
import { isReady } from './ready.ts';
import type { ComponentStatus, Runtime } from './runtime.ts';

export interface NativeOptions {
  readonly home: Home;
  /** Decides what to run; called only when something is to be started. */
  readonly plan: () => Promise<Plan>;
  readonly config: Config;
  readonly say: (line: string) => void;
}

/** Heap of the supervisor in MiB: it holds a few lines about a few processes. */
const supervisorHeap = 32;

/** How long a process may run without answering before `start` replaces it. */
const dumbAfterMs = 30_000;

const exitText = ({ lastExit }: SupervisedProcess): string | undefined => {
  if (!lastExit) return undefined;
  if (lastExit.signal) return `ended by ${lastExit.signal}`;
  return lastExit.code === null ? 'ended' : `ended with exit code ${lastExit.code}`;
};

const statusOf = async (process: SupervisedProcess): Promise<ComponentStatus> => {
  const { planned, restarts, since, identity } = process;
  const runs = identity !== undefined && isAlive(identity);
  const lastExit = exitText(process);
  const base = {
    name: planned.name,
    version: planned.version,
    ports: planned.ports,
    restarts,
    ...(lastExit && { lastExit }),
  };
  if (!runs) return { ...base, state: 'down' };
  const memoryBytes = residentBytes(identity.pid);
  return {
    ...base,
    state: (await isReady(planned.ready)) ? 'healthy' : 'starting',
    pid: identity.pid,
    ...(since && { since }),
    ...(memoryBytes && { memoryBytes }),
  };
};

/** Runs the components as processes of this machine, under a supervisor that outlives the command line. */
export const native = ({ home, config, plan, say }: NativeOptions): Runtime => {
  const supervised = (): State | undefined => {
    const state = readState(home);
    return state && isAlive(state.supervisor) ? state : undefined;
  };

  const launch = (): ChildProcess => {
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

  /** Waits until the supervisor tells that it follows the plan: it knows every process of it. */
  const followed = async (wanted: Plan, child?: ChildProcess): Promise<void> => {
    const known = JSON.stringify(wanted.processes);
    const deadline = Date.now() + 60_000;
    for (;;) {
      const state = supervised();
      if (state && JSON.stringify(state.processes.map(({ planned }) => planned)) === known) return;
      const died = child && (child.exitCode !== null || child.signalCode !== null) && !state;
      if (died || Date.now() > deadline) {
        throw new Failure('The supervisor of the native processes did not start.', {
          where: `${logPath(home, 'supervisor')}\n${await lastLines(logPath(home, 'supervisor'), 10)}`,
          fix: 'see its log above; then `start-observability stop` and start again',
        });
      }
      await pause(25);
    }
  };

  const write = (wanted: Plan): void =>
    writeFileAtomic.sync(planPath(home), JSON.stringify(wanted), { mode: 0o600 });

  /** Ends processes that an earlier supervisor left, in reverse order. */
  const endLeft = async (): Promise<void> => {
    const left = readState(home)?.processes ?? [];
    for (const { identity } of left.toReversed()) if (identity) await end(identity);
    rmSync(statePath(home), { force: true });
  };

  const launchAnew = async (): Promise<void> => {
    const wanted = await plan();
    const alive = (readState(home)?.processes ?? []).filter(({ identity }) => identity && isAlive(identity));
    const held = new Set(alive.flatMap(({ planned }) => planned.ports));
    for (const { name, ports } of wanted.processes) {
      for (const port of ports)
        if (!held.has(port)) await mustBeFree(port, name, config, markerOf(home, name));
    }
    mkdirSync(home.run, { recursive: true, mode: 0o700 });
    write(wanted);
    await followed(wanted, launch());
  };

  const nudge = async ({ supervisor }: State, change: (plan: Plan) => Plan): Promise<void> => {
    const wanted = change(readPlan(home) ?? { processes: [] });
    write(wanted);
    process.kill(supervisor.pid, 'SIGHUP');
    await followed(wanted);
  };

  /** One that ran before and does not answer is replaced. */
  const mend = async (state: State): Promise<void> => {
    const statuses = await Promise.all(state.processes.map(statusOf));
    const dumb = statuses.filter(
      ({ state: is, since }) => is === 'starting' && Date.now() - Date.parse(since ?? '') > dumbAfterMs,
    );
    if (dumb.length === 0) return;
    const names = new Set<string>(dumb.map(({ name }) => name));
    say(`${[...names].join(', ')}: running but not answering, replaced`);
    await nudge(
      state,
      again((name) => names.has(name)),
    );
  };

  const again =
    (isMeant: (name: string) => boolean) =>
    ({ processes }: Plan): Plan => ({
      processes: processes.map((one) =>
        isMeant(one.name) ? { ...one, generation: one.generation + 1 } : one,
      ),
    });

  return {
    name: 'native',
    start: async () => {
      const state = supervised();
      await (state ? mend(state) : launchAnew());
    },
    stop: async () => {
      const state = readState(home);
      if (state && isAlive(state.supervisor)) await end(state.supervisor, 60_000);
      // A supervisor that is just starting has written nothing yet.
      const release = await lock(supervisorLock(home));
      await endLeft();
      release();
    },
    restart: async (component) => {
      const state = supervised();
      const fresh = (await plan()).processes.find(({ name }) => name === component);
      if (!state)
        throw new Failure('Nothing runs.', {
          fix: 'start-observability start',
          exitCode: exitCode.unhealthy,
        });
      if (!state.processes.some(({ planned }) => planned.name === component) || !fresh) {
        throw new Failure(`${component} is no part of what runs now.`, {
          where: `running: ${state.processes.map(({ planned }) => planned.name).join(', ')}`,
          fix: '`start-observability restart` without a name applies the whole configuration',
          exitCode: exitCode.usage,
        });
      }
      await nudge(state, ({ processes }) => ({
        processes: processes.map((one) =>
          one.name === component ? { ...fresh, generation: one.generation + 1 } : one,
        ),
      }));
    },
    status: () => Promise.all((readState(home)?.processes ?? []).map(statusOf)),
    logs: (options) => printLogs(home, options),
    lastLines: (component, lines) => lastLines(logPath(home, component), lines),
    reset: async () => {
      rmSync(home.data, { recursive: true, force: true });
      rmSync(home.logs, { recursive: true, force: true });
      rmSync(planPath(home), { force: true });
    },
  };
};

import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import type { ComponentName } from '../stack/components/component.ts';
import { componentNames } from '../stack/components.ts';
import { lastLines, printLogs } from './logs.ts';
import {
  logPath,
  markerOf,
  type PlannedProcess,
  planPath,
  type RunPlan,
  readState,
  type State,
  type SupervisedProcess,
} from './plan.ts';
import { mustBeFree } from './port-check.ts';
import { isAlive, residentBytes } from './process.ts';
import { readinessOf } from './ready.ts';
import type { ComponentStatus, Runtime } from './runtime.ts';
import { endAll, replan, supervise, supervised } from './supervision.ts';

export interface NativeOptions {
  readonly home: Home;
  readonly config: Config;
  /** Decides what to run; called only when something is to be started. */
  readonly plan: () => Promise<RunPlan>;
  readonly say: (line: string) => void;
}

/** How long a process may run without answering before `start` replaces it. */
const dumbAfterMs = 30_000;

const exitText = ({ lastExit }: SupervisedProcess): string | undefined => {
  if (!lastExit) return undefined;
  if (lastExit.signal) return `ended by ${lastExit.signal}`;
  return lastExit.code === null ? 'ended' : `ended with exit code ${lastExit.code}`;
};

const runs = ({ identity }: SupervisedProcess): boolean => identity !== undefined && isAlive(identity);

const statusOf = async (process: SupervisedProcess): Promise<ComponentStatus> => {
  const { planned, restarts, since, identity } = process;
  const lastExit = exitText(process);
  const base = {
    name: planned.name,
    version: planned.version,
    ports: planned.ports,
    restarts,
    ...(lastExit && { lastExit }),
  };
  if (!identity || !runs(process)) return { ...base, state: 'down' };
  const memoryBytes = residentBytes(identity.pid);
  const { isReady, reason } = await readinessOf(planned.ready, { login: planned.login });
  return {
    ...base,
    state: isReady ? 'healthy' : 'starting',
    ...(reason && { reason }),
    pid: identity.pid,
    ...(since && { since }),
    ...(memoryBytes && { memoryBytes }),
  };
};

const released = ({ held: _held, ...process }: PlannedProcess): PlannedProcess => process;

/** Runs the components as processes of this machine, under a supervisor that outlives the command line. */
export const native = ({ home, config, plan, say }: NativeOptions): Runtime => {
  const mustHavePorts = async ({ name, ports }: PlannedProcess): Promise<void> => {
    for (const port of ports) await mustBeFree(port, name, config, markerOf(home, name));
  };

  const launch = async (): Promise<void> => {
    const wanted = await plan();
    const held = new Set((readState(home)?.processes ?? []).filter(runs).map(({ planned }) => planned.name));
    for (const one of wanted.processes) if (!held.has(one.name)) await mustHavePorts(one);
    await supervise(home, wanted);
  };

  /** Replaces what ran before and does not answer, and starts at once what waits to be started again. */
  const mend = async (state: State): Promise<void> => {
    const statuses = await Promise.all(state.processes.map(statusOf));
    const isIll = ({ state: is, since }: ComponentStatus): boolean =>
      is === 'down' || (is === 'starting' && Date.now() - Date.parse(since ?? '') > dumbAfterMs);
    const ill = statuses.filter(isIll);
    if (ill.length === 0) return;
    const names = new Set<string>(ill.map(({ name }) => name));
    for (const { planned, ...rest } of state.processes) {
      if (names.has(planned.name) && !runs({ planned, ...rest })) await mustHavePorts(planned);
    }
    say(`${[...names].join(', ')}: down or not answering, started again`);
    await replan(home, state, (processes) =>
      processes.map((one) =>
        names.has(one.name) ? { ...released(one), generation: one.generation + 1 } : one,
      ),
    );
  };

  const isDown = (component: ComponentName): boolean =>
    !readState(home)?.processes.some(({ planned, identity }) => planned.name === component && identity);

  const change = (
    state: State,
    component: ComponentName,
    to: (one: PlannedProcess) => PlannedProcess,
  ): Promise<void> =>
    replan(home, state, (all) => all.map((one) => (one.name === component ? to(one) : one)));

  const release = async (component: ComponentName): Promise<void> => {
    const state = supervised(home);
    if (state) await change(state, component, released);
  };

  const hold = async (component: ComponentName): Promise<() => Promise<void>> => {
    const state = supervised(home);
    if (!state || isDown(component)) return async () => {};
    await change(state, component, (one) => ({ ...one, held: true }));
    while (!isDown(component)) await pause(20);
    return () => release(component);
  };

  const replace = async (component: string): Promise<void> => {
    const state = supervised(home);
    if (!state) {
      throw new Failure('Nothing runs.', { fix: 'start-observability start', exitCode: exitCode.unhealthy });
    }
    const fresh = (await plan()).processes.find(({ name }) => name === component);
    if (!fresh || !state.processes.some(({ planned }) => planned.name === component)) {
      throw new Failure(`${component} is not running.`, {
        where: `running: ${state.processes.map(({ planned }) => planned.name).join(', ')}`,
        fix: '`start-observability restart` without a name applies the whole configuration',
        exitCode: exitCode.usage,
      });
    }
    await replan(home, state, (processes) =>
      processes.map((one) => (one.name === component ? { ...fresh, generation: one.generation + 1 } : one)),
    );
  };

  return {
    name: 'native',
    start: () => {
      const state = supervised(home);
      return state ? mend(state) : launch();
    },
    stop: () => endAll(home),
    restart: replace,
    hold,
    release,
    prepare: async () => {
      for (const name of componentNames)
        mkdirSync(path.join(home.data, name), { recursive: true, mode: 0o700 });
    },
    status: () => Promise.all((readState(home)?.processes ?? []).map(statusOf)),
    isSupervised: () => readState(home) === undefined || supervised(home) !== undefined,
    overheadBytes: () => residentBytes(supervised(home)?.supervisor.pid ?? 0) ?? 0,
    logs: (options) => printLogs(home, options),
    lastLines: (component, lines) => lastLines(logPath(home, component), lines),
    reset: async () => {
      for (const left of [home.data, home.logs, planPath(home)])
        rmSync(left, { recursive: true, force: true });
    },
  };
};

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { type Home, homeAt } from '../../src/config/home.ts';
import { readState } from '../../src/runtime/plan.ts';
import type { ComponentName } from '../../src/stack/components/component.ts';
import { type Outcome, run } from '../cli/run.ts';
import { vectorOf } from '../e2e/prometheus.ts';
import { stackPorts } from '../ports.ts';
import { programFor } from '../programs.ts';
import { createLoad, type Load } from './load.ts';

/** A whole native stack with the real collector, started by the command line, under load. */
export interface ChaosStack {
  readonly home: Home;
  readonly load: Load;
  readonly cli: (...args: readonly string[]) => Promise<Outcome>;
  readonly signal: (name: ComponentName | 'supervisor', signal: NodeJS.Signals) => void;
  /** Ends every process at once, as the loss of power does. */
  readonly powerCut: () => void;
  readonly running: () => readonly ComponentName[];
  /** What is counted now, in nano-dollars and requests. */
  readonly counted: () => Promise<{ readonly cost: number; readonly requests: number }>;
  readonly remove: () => Promise<void>;
}

const pidOf = (home: Home, name: ComponentName | 'supervisor'): number | undefined => {
  const state = readState(home);
  if (name === 'supervisor') return state?.supervisor.pid;
  return state?.processes.find(({ planned }) => planned.name === name)?.identity?.pid;
};

const kill = (pid: number | undefined, signal: NodeJS.Signals): void => {
  try {
    if (pid) process.kill(pid, signal);
  } catch {
    // It ended already.
  }
};

const programs = ['prometheus', 'pushgateway', 'otelcol'] as const;

export const startChaosStack = async (seed: number): Promise<ChaosStack> => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'chaos-'));
  const home = homeAt(root);
  const ports = await stackPorts();
  const found = await Promise.all(programs.map(programFor));
  const config = {
    runtime: 'native',
    collector: 'otelcol',
    ports,
    prometheus: { scrapeInterval: '1s' },
    programs: {
      ...Object.fromEntries(programs.map((name, index) => [name, found[index]?.path])),
      offline: true,
    },
  };
  writeFileSync(home.config, stringify(config), { mode: 0o600 });
  const cli = (...args: readonly string[]) => run(home, args, { HOME: root });
  const vector = vectorOf(`http://127.0.0.1:${ports.prometheus}`);
  const sumOf = async (metric: string): Promise<number> =>
    Object.values(await vector(`sum(${metric})`))[0] ?? 0;
  const running = () => (readState(home)?.processes ?? []).map(({ planned }) => planned.name);
  const signal: ChaosStack['signal'] = (name, sent) => kill(pidOf(home, name), sent);
  const started = await cli('start');
  if (started.code !== 0) throw new Error(started.err);
  return {
    home,
    cli,
    signal,
    running,
    load: createLoad(`http://127.0.0.1:${ports.otlpHttp}`, seed),
    powerCut: () => {
      for (const name of ['supervisor', ...running()] as const) signal(name, 'SIGKILL');
    },
    counted: async () => ({
      cost: Math.round((await sumOf('claude_code_cost_usage_USD_total')) * 1e9),
      requests: await sumOf('claude_code_api_requests_total'),
    }),
    remove: async () => {
      await cli('stop');
      rmSync(root, { recursive: true, force: true });
    },
  };
};

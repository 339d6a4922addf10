import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Home } from '../../src/config/home.ts';
import { defaults } from '../../src/config/schema.ts';
import { native } from '../../src/runtime/native.ts';
import { marker, markerOf, type PlannedProcess, type RunPlan } from '../../src/runtime/plan.ts';
import type { ComponentStatus, Runtime } from '../../src/runtime/runtime.ts';
import { makeHome } from '../../src/runtime/stack.ts';
import { endAll } from '../../src/runtime/supervision.ts';
import { waitUntilHealthy } from '../../src/runtime/wait.ts';
import type { ComponentName } from '../../src/stack/components/component.ts';
import { temporaryHome } from '../home.ts';
import { freePort } from '../ports.ts';

export const standIn = path.join(import.meta.dirname, 'stand-in.mjs');

export const planned = (
  home: Home,
  name: ComponentName,
  port: number,
  env: Readonly<Record<string, string>> = {},
): PlannedProcess => ({
  name,
  version: '1.0.0',
  command: process.execPath,
  args: [standIn],
  env: { PATH: process.env['PATH'] ?? '', PORT: String(port), [marker]: markerOf(home, name), ...env },
  folder: path.join(home.data, name),
  ready: `http://127.0.0.1:${port}/ready`,
  ports: [port],
  inputs: '',
  generation: 0,
});

export interface StandInStack {
  readonly home: Home;
  readonly runtime: Runtime;
  /** What the next start is to run. */
  plan: RunPlan;
  readonly up: () => Promise<readonly ComponentStatus[]>;
  readonly pids: () => Promise<Readonly<Record<string, number | undefined>>>;
}

/** A native stack of stand-ins in a state folder of its own; ended with the test. */
export const standInStack = async (names: readonly ComponentName[]): Promise<StandInStack> => {
  const home = temporaryHome();
  makeHome(home);
  onTestFinished(() => endAll(home));
  const ports = await Promise.all(names.map(freePort));
  const stack: StandInStack = {
    home,
    plan: { processes: names.map((name, index) => planned(home, name, ports[index] ?? 0)) },
    runtime: native({ home, config: defaults(), plan: async () => stack.plan, say: () => {} }),
    up: async () => {
      await stack.runtime.start();
      return waitUntilHealthy(stack.runtime, { onHealthy: () => {}, deadlineMs: 15_000 });
    },
    pids: async () => Object.fromEntries((await stack.runtime.status()).map(({ name, pid }) => [name, pid])),
  };
  return stack;
};

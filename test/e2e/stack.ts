import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Home, homeAt } from '../../src/config/home.ts';
import type { Config } from '../../src/config/schema.ts';
import { clickhouseHashes } from '../../src/runtime/clickhouse-passwords.ts';
import type { ComponentName, PortName } from '../../src/stack/components/component.ts';
import { components } from '../../src/stack/components.ts';
import { secrets } from '../../src/stack/secrets.ts';
import { processes, readyAddress } from '../../src/stack/site.ts';
import { stackArtefacts } from '../../src/stack/stack-files.ts';
import { surroundingsOf } from '../../src/stack/surroundings.ts';
import { freePorts, testConfig } from '../ports.ts';
import { programFor } from '../programs.ts';
import { type Vector, vectorOf } from './prometheus.ts';
import { waitFor } from './wait.ts';

export interface StackOptions {
  readonly collector: 'otelcol' | 'embedded';
  readonly run?: readonly ComponentName[];
  readonly config?: Partial<Config>;
}

/** The real components, on ports of their own, in a home that is thrown away. */
export interface Stack {
  readonly config: Config;
  readonly home: Home;
  readonly url: (port: PortName) => string;
  /** Where a component says whether it is ready. */
  readonly ready: (name: ComponentName) => string;
  readonly start: (name: ComponentName) => Promise<void>;
  /** Ends a component, by default as a power cut would. */
  readonly kill: (name: ComponentName, signal?: NodeJS.Signals) => Promise<void>;
  /** The value of an instant query that gives one number; undefined when it gives nothing. */
  readonly query: (promql: string, at?: Date) => Promise<number | undefined>;
  /** The values of an instant query by their labels, `model=a,type=b`. */
  readonly vector: Vector;
  readonly log: (name: ComponentName) => string;
  readonly memory: (name: ComponentName) => number;
  /** Undefined while it does not run. */
  readonly pid: (name: ComponentName) => number | undefined;
  readonly stop: () => Promise<void>;
}

const root = path.resolve(import.meta.dirname, '..', '..');

/** Which programs a stack needs and this machine cannot have; a test skips with them as the reason. */
export const missingPrograms = async (
  names: readonly ('otelcol' | 'prometheus' | 'pushgateway' | 'alertmanager' | 'clickhouse')[],
) => {
  const found = await Promise.all(names.map(programFor));
  const missing = names.filter((_, index) => !found[index]);
  if (!existsSync(path.join(root, 'dist', 'ledger', 'main.js'))) missing.push('npm run build' as never);
  if (missing.length > 0) console.warn(`skipped: this machine lacks ${missing.join(', ')}`);
  return missing;
};

export const startStack = async ({
  collector,
  run = ['ledger', 'collector', 'prometheus'],
  config: change = {},
}: StackOptions): Promise<Stack> => {
  const config = await testConfig(change);
  const home = homeAt(mkdtempSync(path.join(os.tmpdir(), 'e2e-')));
  const embeddedCollector = collector === 'embedded';
  // Only our pages stand in front of other components: without them each has its public port itself.
  const [prometheus = 0, pushgateway = 0, alertmanager = 0, otlpHttp = 0] = await freePorts(4);
  const privatePorts = run.includes('pages')
    ? {
        prometheus,
        pushgateway,
        ...(run.includes('alertmanager') && { alertmanager }),
        ...(!embeddedCollector && { otlpHttp }),
      }
    : {};
  for (const folder of [home.secrets, home.logs, home.data]) mkdirSync(folder, { mode: 0o700 });
  for (const secret of Object.keys(secrets)) {
    writeFileSync(path.join(home.secrets, secret), randomBytes(32).toString('hex'), { mode: 0o600 });
  }
  const site = processes(config, home, {
    embeddedCollector,
    privatePorts,
    clickhouseHashes: clickhouseHashes(home),
  });
  for (const artefact of stackArtefacts(site)) {
    const file = path.join(home.generated, artefact.path);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, artefact.text);
  }

  const running = new Map<ComponentName, ChildProcess>();
  const url = (port: PortName) => `http://${site.address(port)}`;

  const start: Stack['start'] = async (name) => {
    const component = components[name];
    const data = path.join(home.data, name);
    mkdirSync(data, { recursive: true, mode: 0o700 });
    const here = surroundingsOf(site, name);
    const found = component.program === 'service' ? undefined : await programFor(component.program);
    const command = found?.path ?? process.execPath;
    const args = found
      ? [...found.extraArgs, ...component.args(here)]
      : component.args(here).map((arg) => path.join(root, 'dist', arg));
    const output = openSync(path.join(home.logs, `${name}.log`), 'a');
    const child = spawn(command, args, {
      cwd: data,
      env: { PATH: process.env['PATH'], HOME: data, ...found?.env, ...component.env(here) },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    running.set(name, child);
    await waitFor(
      `${name} being ready`,
      async () => {
        if (child.exitCode !== null) throw new Error(`${name} ended: ${log(name).slice(-2000)}`);
        return (await fetch(readyAddress(site, name))).ok;
      },
      { forMs: 120_000 },
    );
  };

  const kill: Stack['kill'] = async (name, signal = 'SIGKILL') => {
    const child = running.get(name);
    running.delete(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };

  const log = (name: ComponentName) => readFileSync(path.join(home.logs, `${name}.log`), 'utf8');

  const vector = vectorOf(url('prometheus'));

  const stop = async () => {
    for (const name of [...running.keys()].reverse()) await kill(name, 'SIGTERM');
    rmSync(home.root, { recursive: true, force: true });
  };

  try {
    for (const name of run) if (!(name === 'collector' && embeddedCollector)) await start(name);
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    config,
    home,
    url,
    ready: (name) => readyAddress(site, name),
    start,
    kill,
    vector,
    log,
    stop,
    query: async (promql, at) => Object.values(await vector(promql, at))[0],
    pid: (name) => running.get(name)?.pid,
    memory: (name) => {
      const status = readFileSync(`/proc/${running.get(name)?.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    },
  };
};

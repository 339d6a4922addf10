import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import writeFileAtomic from 'write-file-atomic';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import { composeFile } from './compose-command.ts';
import { canRunContainers, type Engine, lookForEngine, mustRunContainers } from './engine.ts';
import { type RuntimeName, runtimeNames } from './runtime.ts';

const markerPath = (home: Home): string => path.join(home.run, 'runtime');

/** The runtime in which a stack was started and not stopped since. */
export const startedRuntime = (home: Home): RuntimeName | undefined => {
  if (!existsSync(markerPath(home))) return undefined;
  const text = readFileSync(markerPath(home), 'utf8').trim();
  return runtimeNames.find((name) => name === text);
};

export const rememberRuntime = (home: Home, name: RuntimeName): void =>
  writeFileAtomic.sync(markerPath(home), `${name}\n`, { mode: 0o600 });

export const forgetRuntime = (home: Home): void => rmSync(markerPath(home), { force: true });

/** The runtime that has the data of the last start, whether it runs or not. */
export const lastRuntime = (home: Home): RuntimeName | undefined => {
  if (existsSync(composeFile(home))) return 'docker';
  return existsSync(path.join(home.data, 'ledger', 'ledger.db')) ? 'native' : undefined;
};

/** After a login the engine may come later than we do. */
const patienceMs = 60_000;

/** Waits for an engine that is installed and does not answer yet. A person sees to it faster. */
const awaitEngine = async (say: Wish['say']): Promise<Engine> => {
  let engine = await lookForEngine();
  const isLate = () => !engine.engine && engine.isInstalled;
  if (!isLate() || process.stdout.isTTY) return engine;
  say('Waiting for the container engine, which has the data of this stack ...');
  for (const deadline = Date.now() + patienceMs; isLate() && Date.now() < deadline; ) {
    await pause(1000);
    engine = await lookForEngine();
  }
  return engine;
};

interface Wish {
  readonly home: Home;
  readonly config: Config;
  /** What the command line says. */
  readonly asked: RuntimeName | undefined;
  readonly say: (line: string) => void;
  readonly detail: (line: string) => void;
}

/**
 * The runtime for a start: what is running already, else what was asked for, else the configuration, else the one that
 * has the data of the last start, else Docker when its engine answers and Compose v2 is there.
 * @throws Failure when another runtime than the one asked for is running, or Docker is to be used and is not there
 */
export const chooseRuntime = async ({ home, config, asked, say, detail }: Wish): Promise<RuntimeName> => {
  const running = startedRuntime(home);
  const wanted = asked ?? (config.runtime === 'auto' ? undefined : config.runtime);
  if (running && wanted && running !== wanted) {
    throw new Failure(`The stack runs in the other runtime (${running}).`, {
      fix: `start-observability restart --runtime ${wanted} (each runtime keeps data of its own)`,
      exitCode: exitCode.usage,
    });
  }
  const last = lastRuntime(home);
  const name = running ?? wanted ?? last;
  if (name === 'native') return name;
  const engine = last === 'docker' ? await awaitEngine(say) : await lookForEngine();
  detail(`container engine: ${engine.engine ?? 'none'}, compose: ${engine.compose ?? 'none'}`);
  if (name === 'docker') mustRunContainers(engine);
  return canRunContainers(engine) ? 'docker' : 'native';
};

import { setTimeout as pause } from 'node:timers/promises';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import {
  canRunContainers,
  type Engine,
  type EngineName,
  lookForEngine,
  mustRunContainers,
} from './engine.ts';
import { lastRuntime, startedRuntime } from './remembered.ts';
import type { RuntimeName } from './runtime.ts';

/** After a login the engine may come later than we do. */
const patienceMs = 60_000;

/** Waits for an engine that is installed and does not answer yet. A person sees to it faster. */
const awaitEngine = async (name: EngineName, say: Wish['say']): Promise<Engine> => {
  let engine = await lookForEngine(name);
  const isLate = () => !engine.engine && engine.isInstalled;
  if (!isLate() || process.stdout.isTTY) return engine;
  say('Waiting for the container engine, which has the data of this stack ...');
  for (const deadline = Date.now() + patienceMs; isLate() && Date.now() < deadline; ) {
    await pause(1000);
    engine = await lookForEngine(name);
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
  const wantedEngine = name ?? 'docker';
  const engine =
    last === wantedEngine ? await awaitEngine(wantedEngine, say) : await lookForEngine(wantedEngine);
  detail(`container engine: ${engine.engine ?? 'none'}, compose: ${engine.compose ?? 'none'}`);
  if (name) mustRunContainers(engine);
  return canRunContainers(engine) ? wantedEngine : 'native';
};

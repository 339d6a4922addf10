import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import { canRunContainers, lookForEngine, mustRunContainers } from './engine.ts';
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

interface Wish {
  readonly home: Home;
  readonly config: Config;
  /** What the command line says. */
  readonly asked: RuntimeName | undefined;
  readonly detail: (line: string) => void;
}

/**
 * The runtime for a start: what is running already, else what was asked for, else the configuration, else Docker when
 * its engine answers and Compose v2 is there.
 * @throws Failure when another runtime than the one asked for is running, or Docker was asked for and is not there
 */
export const chooseRuntime = async ({ home, config, asked, detail }: Wish): Promise<RuntimeName> => {
  const running = startedRuntime(home);
  const wanted = asked ?? (config.runtime === 'auto' ? undefined : config.runtime);
  if (running && wanted && running !== wanted) {
    throw new Failure(`The stack runs in the other runtime (${running}).`, {
      fix: `start-observability restart --runtime ${wanted} (each runtime keeps data of its own)`,
      exitCode: exitCode.usage,
    });
  }
  if (running) return running;
  if (wanted === 'native') return wanted;
  const engine = await lookForEngine();
  detail(`container engine: ${engine.engine ?? 'none'}, compose: ${engine.compose ?? 'none'}`);
  if (wanted === 'docker') mustRunContainers(engine);
  return canRunContainers(engine) ? 'docker' : 'native';
};

import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Home } from '../config/home.ts';
import { load } from '../config/load.ts';
import { engineKey } from '../stack/compose.ts';
import type { EngineName } from './engine.ts';
import { isInContainers, type RuntimeName, runtimeNames } from './runtime.ts';

/** What the state folder says of the runtime: which one runs, and which one has the data. */

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

/** Path of the generated file; there while the last start of the stack was one in containers. */
export const composeFile = ({ generated }: Home): string => path.join(generated, 'compose.yaml');

/** The runtime that has the data of the last start, whether it runs or not. */
export const lastRuntime = (home: Home): RuntimeName | undefined => {
  const file = composeFile(home);
  if (existsSync(file))
    return readFileSync(file, 'utf8').includes(`\n${engineKey}: podman\n`) ? 'podman' : 'docker';
  return existsSync(path.join(home.data, 'ledger', 'ledger.db')) ? 'native' : undefined;
};

const configuredRuntime = (home: Home): RuntimeName | undefined => {
  try {
    const { runtime } = load(home).config;
    return runtime === 'auto' ? undefined : runtime;
  } catch {
    return undefined;
  }
};

/** The container engine of a stack: the one it runs in, else ran in last, else the configured one, else Docker. */
export const engineOf = (home: Home): EngineName => {
  const known = [startedRuntime(home), lastRuntime(home), configuredRuntime(home)];
  return known.find(isInContainers) ?? 'docker';
};

import {
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { type Home, homeAt } from '../config/home.ts';
import { load } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { takeDown } from '../lifecycle/bring-up.ts';
import { makeHome, silent } from '../runtime/stack.ts';
import { stackPorts } from './ports.ts';

const prefix = 'start-observability-demo-';
const ownerFile = 'demo.pid';

/** What differs from a stack of one's own: other ports, people told apart, budgets to look at, no fetched collector. */
const configFor = async (real: Home): Promise<object> => ({
  runtime: 'native',
  collector: 'embedded',
  ports: await stackPorts(),
  // Made-up people may be named.
  privacy: { person: 'keep' },
  labels: { shared: ['team', 'project', 'repository', 'user'] },
  budgets: { daily: 120, weekly: 600, monthly: 2400, plan: 900 },
  // Programs that the user set, or that were fetched once.
  programs: load(real).config.programs,
});

/** A home in the folder for temporary files, that shares nothing with the real one but the fetched programs. */
export const makeDemoHome = async (real: Home): Promise<{ readonly home: Home; readonly config: Config }> => {
  const home = homeAt(mkdtempSync(path.join(os.tmpdir(), prefix)));
  writeFileSync(path.join(home.root, ownerFile), String(process.pid));
  mkdirSync(real.bin, { recursive: true, mode: 0o700 });
  symlinkSync(real.bin, home.bin);
  makeHome(home);
  writeFileSync(home.config, stringify(await configFor(real)), { mode: 0o600 });
  return { home, config: load(home).config };
};

/** Ends what runs in a demo's home, and removes all of it. */
export const removeDemoHome = async (home: Home): Promise<void> => {
  await takeDown(home, silent).catch(() => undefined);
  rmSync(home.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/**
 * Whether a folder is one that this user made. Anybody can make one of that name in the folder for temporary files, and
 * what its files say about processes would be believed.
 */
const isMadeHere = (folder: string): boolean => {
  // Not through a link: that is no folder.
  const { uid, mode } = lstatSync(folder);
  const isPrivateFolder = (mode & (constants.S_IFMT | 0o777)) === (constants.S_IFDIR | 0o700);
  return isPrivateFolder && uid === process.getuid?.();
};

/** Removes what earlier demos left that were killed and could not do it themselves. */
export const removeAbandoned = async (): Promise<void> => {
  for (const name of readdirSync(os.tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const home = homeAt(path.join(os.tmpdir(), name));
    try {
      if (isMadeHere(home.root) && !isRunning(Number(readFileSync(path.join(home.root, ownerFile), 'utf8'))))
        await removeDemoHome(home);
    } catch {
      // Somebody else's, or just being made.
    }
  }
};

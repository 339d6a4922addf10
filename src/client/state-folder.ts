import { lstat, readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { Home } from '../config/home.ts';
import { entryFolder } from '../hooks/entry.ts';
import { backupFolder } from './backup.ts';

/** What this project keeps in the state folder. Anything else in it is somebody else's and stays. */
const kept = (home: Home): readonly string[] => [home.config, home.data, home.secrets, backupFolder(home)];

const made = (home: Home): readonly string[] => [
  entryFolder(home.root),
  home.logs,
  home.run,
  home.bin,
  home.generated,
  path.join(home.root, 'telemetry.env'),
  path.join(home.root, 'client.json'),
];

const exists = (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    () => false,
  );

/** What would be removed, as paths that are there. */
export const stateToRemove = async (home: Home, keepData: boolean): Promise<readonly string[]> => {
  const paths = keepData ? made(home) : [...kept(home), ...made(home)];
  const present = await Promise.all(paths.map(exists));
  return paths.filter((_, index) => present[index]);
};

/**
 * Removes the state folder, or all but configuration, data, secrets and backups.
 * @returns what is left in it: names that are not ours, or that were to be kept; empty when the folder is gone
 */
export const removeState = async (home: Home, keepData: boolean): Promise<readonly string[]> => {
  for (const one of await stateToRemove(home, keepData)) await rm(one, { recursive: true, force: true });
  await rmdir(home.root).catch(() => {});
  return readdir(home.root).catch(() => []);
};

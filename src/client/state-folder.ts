import { lstat, readdir, rm, rmdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { checkout } from '../checkout.ts';
import { type Home, restoreFolders } from '../config/home.ts';
import { exitCode, Failure } from '../failure.ts';
import { entryFolder } from '../hooks/entry/install.ts';
import { backupFolder } from './backup.ts';

/** What this project keeps in the state folder. Anything else in it belongs to the person and stays. */
const kept = (home: Home): readonly string[] => [
  home.config,
  home.data,
  home.secrets,
  backupFolder(home),
  ...Object.values(restoreFolders).map((name) => path.join(home.root, name)),
  ...['latest-report.json', 'last-backup.json', 'archive.key', 'evals.yaml', 'prices.yaml'].map((name) =>
    path.join(home.root, name),
  ),
];

const made = (home: Home): readonly string[] => [
  entryFolder(home.root),
  home.logs,
  home.run,
  home.bin,
  home.generated,
  path.join(home.root, 'telemetry.env'),
  path.join(home.root, 'client.json'),
];

const isAround = (outer: string, inner: string): boolean => {
  const way = path.relative(outer, inner);
  return way === '' || (!way.startsWith('..') && !path.isAbsolute(way));
};

/**
 * Whether `data`, `bin` and the like in the state folder can only be ours.
 * @throws Failure when the state folder was set to a place that holds other things too
 */
export const mustBeOwnFolder = async (home: Home): Promise<void> => {
  const ours = new Set([...kept(home), ...made(home), home.dashboards].map((one) => path.basename(one)));
  const names = await readdir(home.root).catch(() => []);
  const strangers = names.filter((name) => !ours.has(name));
  const holdsMore = isAround(home.root, os.homedir()) || isAround(home.root, checkout.root);
  const isNamedSo = path.basename(home.root) === 'start-observability';
  if (!holdsMore && (isNamedSo || strangers.length === 0)) return;
  throw new Failure('The state folder is not a folder of its own; nothing was changed.', {
    where: `${home.root} also holds ${holdsMore ? 'your files' : strangers.slice(0, 5).join(', ')}`,
    fix: 'move what is not of start-observability out of it, then try again',
    exitCode: exitCode.usage,
  });
};

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
  // Dashboards of the person's own stay: the folder goes when there are none.
  await rmdir(home.dashboards).catch(() => {});
  await rmdir(home.root).catch(() => {});
  return readdir(home.root).catch(() => []);
};

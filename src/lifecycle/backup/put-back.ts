import { existsSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { type Home, restoreFolders } from '../../config/home.ts';
import { check, readConfig } from '../../config/load.ts';
import type { RuntimeName } from '../../runtime/runtime.ts';
import { unpack } from './archive.ts';
import { withOwnPrograms } from './changes.ts';
import { keepers } from './contents.ts';
import type { Manifest } from './manifest.ts';
import { type DataPlace, placeOf } from './place.ts';
import { forget, note, type RestoreJournal, unended } from './restore-journal.ts';
import * as volume from './volume.ts';

/** Replaced by what an archive holds, and removed where it holds none. */
const replaced: readonly string[] = ['config.yaml', 'secrets'];
/**
 * Only added to: what is here tells about the client's settings as they are now, and about events that still wait.
 * `client.json` and the copies it speaks of belong together; it comes last, so that an interrupted addition goes on.
 */
const added = ['hooks/spool', 'dashboards', 'prices.yaml', 'evals.yaml', 'backups', 'client.json'] as const;

const ofAll = async (
  { components }: Pick<RestoreJournal, 'components'>,
  step: DataPlace['swap'],
  ofHome: () => Promise<void>,
): Promise<void> => {
  for (const component of components) await step(component);
  await ofHome();
};

const goBack = (home: Home, entry: RestoreJournal): Promise<void> =>
  ofAll(entry, placeOf(entry.runtime, home).undo, () => volume.undo(home.root, replaced));

const stageHome = async (home: Home, folder: string): Promise<void> => {
  const to = path.join(home.root, restoreFolders.fresh);
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { mode: 0o700 });
  for (const name of replaced) {
    const from = path.join(folder, name);
    if (existsSync(from)) await rename(from, path.join(to, name));
  }
};

const filesIn = async (place: string): Promise<readonly string[]> => {
  if (!statSync(place).isDirectory()) return [''];
  const entries = await readdir(place, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(place, path.join(entry.parentPath, entry.name)));
};

/** Moves every file there that is not there yet: whole or not at all, and without needing room. */
const addToHome = async (home: Home, folder: string): Promise<void> => {
  const isKnown = existsSync(path.join(home.root, 'client.json'));
  for (const part of added) {
    const [from, to] = [path.join(folder, part), path.join(home.root, part)];
    if (!existsSync(from) || (isKnown && (part === 'client.json' || part === 'backups'))) continue;
    for (const name of await filesIn(from)) {
      const target = path.join(to, name);
      if (existsSync(target)) continue;
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await rename(path.join(from, name), target);
    }
  }
};

/** All is in its place: removes what was there before, and adds what is only added. Can be interrupted and repeated. */
const goOn = async (home: Home, entry: RestoreJournal): Promise<void> => {
  await ofAll(entry, placeOf(entry.runtime, home).discard, () => volume.discard(home.root));
  if (entry.folder) await addToHome(home, path.join(home.run, entry.folder));
};

/** Removes what a backup or a restore that was killed left: copies of everything, with the secrets. */
const removeLitter = async ({ run, data }: Home): Promise<void> => {
  const unpacked = (await readdir(run)).filter((name) => /^(restore|backup)-\w{6}$/.test(name));
  const litter = [
    ...unpacked.map((name) => path.join(run, name)),
    ...keepers.map((component) => path.join(data, component, volume.staged)),
  ];
  for (const folder of litter) await rm(folder, { recursive: true, force: true });
};

/**
 * Ends what a restore that was killed left: brings the old data back, or goes on where the new is in its place; and
 * removes what was unpacked. The caller holds the stack, and nothing runs where a restore did not end.
 * @returns what became of it; undefined where every restore ended
 */
export const mendRestore = async (home: Home): Promise<'undone' | 'ended' | undefined> => {
  const entry = unended(home);
  if (entry) {
    await (entry.isDone ? goOn : goBack)(home, entry);
    forget(home);
  }
  await removeLitter(home);
  return entry && (entry.isDone ? 'ended' : 'undone');
};

interface PutBack {
  readonly home: Home;
  readonly runtime: RuntimeName;
  readonly archive: string;
  /** What `verify` said about the archive. */
  readonly manifest: Manifest;
  /** Stops what runs, and prepares the places of the data. Called once everything is unpacked and checked. */
  readonly stop: () => Promise<void>;
}

/**
 * Puts what a verified archive holds in the place of what is there: all of it, or nothing. The caller holds the stack.
 * @throws Failure when it cannot be done; everything is then as it was
 */
export const putBack = async ({ home, runtime, archive, manifest, stop }: PutBack): Promise<void> => {
  const { components } = manifest;
  const place = placeOf(runtime, home);
  const folder = await mkdtemp(path.join(home.run, 'restore-'));
  const entry: RestoreJournal = { runtime, components, folder: path.basename(folder), isDone: false };
  try {
    await unpack(archive, manifest, folder);
    // A configuration that this version does not understand must not replace one that it does.
    const config = path.join(folder, 'config.yaml');
    const text = withOwnPrograms(readConfig(config), home);
    check(text, `${archive}: config.yaml`);
    if (existsSync(config) || text !== '') writeFileSync(config, text, { mode: 0o600 });
    await stop();
    await note(home, entry);
    try {
      for (const component of components) await place.put(component, path.join(folder, 'data', component));
      await stageHome(home, folder);
      await execa('sync', { reject: false });
      await ofAll(entry, place.swap, () => volume.swap(home.root, replaced));
      await note(home, { ...entry, isDone: true });
    } catch (error) {
      await goBack(home, entry);
      forget(home);
      throw error;
    }
    await goOn(home, entry);
    forget(home);
  } finally {
    // Where it could not end, the next command goes on with what is in there.
    if (!unended(home)) await rm(folder, { recursive: true, force: true });
  }
};

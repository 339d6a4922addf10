import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { restoreFolders } from '../../config/home.ts';
import { Failure } from '../../failure.ts';
import type { ComponentName } from '../../stack/components/component.ts';
import { type Contents, contents } from './contents.ts';

/**
 * What is done inside the folder of one component's data, by the command line itself or by a program in a container.
 * All names of ours begin with a dot; the components ignore them.
 */
export const staged = '.backup';
/** `oldPart`: the old data is being moved out, or back, and nothing new lies in the folder. */
const { fresh, old, oldPart } = restoreFolders;
const ours: readonly string[] = [staged, fresh, old, oldPart];

/** A copy as of one moment, in one transaction that blocks no writer; compact, and without a journal beside it. */
const copyDatabase = async (from: string, to: string): Promise<void> => {
  const store = new DatabaseSync(from, { readOnly: true });
  try {
    store.exec('PRAGMA busy_timeout = 10000');
    store.prepare('VACUUM INTO ?').run(to);
  } catch (cause) {
    throw new Failure(`A database cannot be copied: ${(cause as Error).message}`, {
      where: from,
      fix: 'if it is damaged, restore an earlier backup; no backup was written now',
      cause,
    });
  } finally {
    store.close();
  }
};

/** Links where the file system can, else copies. */
const linkOrCopy = (from: string, to: string): Promise<void> =>
  link(from, to).catch(() => copyFile(from, to));

const copyTree = async (from: string, to: string, copy: (from: string, to: string) => Promise<void>) => {
  await mkdir(to, { mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target, copy);
    else if (entry.isFile()) await copy(source, target);
  }
};

const copyTop = async (folder: string, to: string, { settled, without }: NonNullable<Contents['tree']>) => {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (ours.includes(entry.name) || without.test(entry.name)) continue;
    const [source, target] = [path.join(folder, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target, settled.test(entry.name) ? linkOrCopy : copyFile);
    else if (entry.isFile()) await copyFile(source, target);
  }
};

/** Sets a consistent copy of a component's data aside, in the same folder. False where there is no data. */
export const stage = async (component: ComponentName, folder: string): Promise<boolean> => {
  const to = path.join(folder, staged);
  await rm(to, { recursive: true, force: true });
  const { database, tree } = contents[component] ?? {};
  const file = path.join(folder, database ?? '');
  if (!existsSync(tree ? folder : file)) return false;
  await mkdir(to, { mode: 0o700 });
  if (database) await copyDatabase(file, path.join(to, database));
  if (tree) await copyTop(folder, to, tree);
  return true;
};

const theirs = async (folder: string, names: readonly string[] | undefined): Promise<readonly string[]> => {
  const there = (await readdir(folder)).filter((name) => !ours.includes(name));
  return names ? there.filter((name) => names.includes(name)) : there;
};

const move = async (names: readonly string[], from: string, to: string): Promise<void> => {
  for (const name of names) await rename(path.join(from, name), path.join(to, name));
};

/**
 * Puts what lies in `.restore-new` in the place of what is there (of these names, else of everything), which is kept
 * aside. Interrupted at any moment, `undo` brings the old back.
 */
export const swap = async (folder: string, names?: readonly string[]): Promise<void> => {
  const [part, aside, next] = [oldPart, old, fresh].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(part, { mode: 0o700 });
  await move(await theirs(folder, names), folder, part);
  await rename(part, aside);
  await move(await readdir(next), next, folder);
  await rmdir(next);
};

/** Brings back what `swap` replaced, however far it came. Can itself be interrupted and repeated. */
export const undo = async (folder: string, names?: readonly string[]): Promise<void> => {
  const [part, aside] = [path.join(folder, oldPart), path.join(folder, old)];
  if (existsSync(aside)) {
    for (const name of await theirs(folder, names))
      await rm(path.join(folder, name), { recursive: true, force: true });
    await rename(aside, part);
  }
  if (existsSync(part)) {
    await move(await readdir(part), part, folder);
    await rmdir(part);
  }
  await discard(folder);
};

/** Removes what backup and restore left aside. */
export const discard = async (folder: string): Promise<void> => {
  for (const name of ours) await rm(path.join(folder, name), { recursive: true, force: true });
};

import { randomBytes } from 'node:crypto';
import { type FileHandle, lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../failure.ts';
import { codeOf, failed, refuse, type SettingsPlace, type SettingsSnapshot } from './settings-file.ts';

/** Somebody changed the file between our reading and our writing. Nothing was written. */
export class Overtaken extends Error {}

/**
 * Calls `attempt`, which reads, decides and writes, and once more when another program was faster.
 * @throws Failure when it was faster again
 */
export const retried = async <Result>(
  file: string,
  attempt: (again: boolean) => Promise<Result>,
): Promise<Result> => {
  for (const again of [false, true]) {
    try {
      return await attempt(again);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
  throw new Failure("Another program keeps changing the client's settings; they were left as they are.", {
    where: file,
    fix: 'close what edits the file (an editor, a sync tool, /config in the client), then try again',
  });
};

const mustBeUnchanged = async ({ target, bytes }: SettingsSnapshot): Promise<void> => {
  const now = await readFile(target).catch((error) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  const isSame = now === undefined ? bytes === undefined : bytes !== undefined && now.equals(bytes);
  if (!isSame) throw new Overtaken();
};

/** A rename would go through although the file says that it must not be changed. */
const mustBeWritable = ({ file, target, bytes, mode, owner }: SettingsSnapshot): void => {
  if (bytes !== undefined && (mode & 0o200) === 0) {
    refuse(
      "The client's settings are read-only; the file was left as it is.",
      file === target ? file : `${file}, a link to ${target}`,
      // A program made such a file (home-manager, stow) and would undo what is written into it.
      file === target
        ? `chmod u+w '${file}', then try again`
        : 'add the block of `start-observability setup --print` where that file is made',
    );
  }
  const me = process.getuid?.();
  if (owner && me !== undefined && me !== 0 && owner.uid !== me) {
    refuse(
      "The client's settings belong to another user; the file was left as it is.",
      file,
      'run this as the owner of the file',
    );
  }
};

/** Makes the change of a folder durable; where folders cannot be opened (Windows) it is already. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
};

const fill = async (handle: FileHandle, bytes: Buffer, { mode, owner }: SettingsSnapshot): Promise<void> => {
  await handle.writeFile(bytes);
  if (owner && process.getuid?.() !== undefined) {
    const { uid, gid } = await handle.stat();
    if (uid !== owner.uid || gid !== owner.gid) await handle.chown(owner.uid, owner.gid);
  }
  // After chown, which may clear bits; and whatever the umask is.
  await handle.chmod(mode);
  await handle.sync();
};

/**
 * Puts new bytes in the place of what `snapshot` saw: whole or not at all, with the same mode and owner; links stay.
 * @throws Overtaken when the file is not any more what `snapshot` saw
 * @throws Failure when it cannot be written
 */
export const replaceSettings = async (snapshot: SettingsSnapshot, bytes: Buffer): Promise<void> => {
  mustBeWritable(snapshot);
  const { file, target } = snapshot;
  const fresh = `${target}.${process.pid}.${randomBytes(4).toString('hex')}.new`;
  try {
    const handle = await open(fresh, 'wx', 0o600);
    try {
      await fill(handle, bytes, snapshot);
    } finally {
      await handle.close();
    }
    await mustBeUnchanged(snapshot);
    await rename(fresh, target);
    await syncFolder(path.dirname(target));
  } catch (error) {
    await rm(fresh, { force: true });
    if (error instanceof Overtaken) throw error;
    throw failed('written', file, error);
  }
};

/** Removes the file that `snapshot` saw. */
export const removeSettings = async (snapshot: SettingsSnapshot): Promise<void> => {
  mustBeWritable(snapshot);
  await mustBeUnchanged(snapshot);
  await rm(snapshot.target, { force: true });
};

/**
 * Makes the settings' folder where it is the usual one and missing: the client makes it with the same mode.
 * @returns whether it was made
 * @throws Failure when a folder that the person named is missing
 */
export const makeSettingsFolder = async ({ file, isFolderNamed }: SettingsPlace): Promise<boolean> => {
  const folder = path.dirname(file);
  const found = await lstat(folder).catch(() => undefined);
  if (found) return false;
  if (isFolderNamed) {
    refuse(
      'The folder that CLAUDE_CONFIG_DIR names does not exist.',
      folder,
      'make the folder, or unset CLAUDE_CONFIG_DIR',
    );
  }
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    throw failed('made', folder, error);
  }
  return true;
};

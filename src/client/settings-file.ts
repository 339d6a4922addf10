import { createHash } from 'node:crypto';
import { readFile, readlink, realpath, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { exitCode, Failure } from '../failure.ts';

/** Larger than any settings a person wrote. */
const largestFileBytes = 8 * 1024 * 1024;

export interface SettingsPlace {
  readonly file: string;
  /** The person named the folder (`CLAUDE_CONFIG_DIR`): when it is missing, that is more likely a slip than a wish. */
  readonly isFolderNamed: boolean;
}

/** Where the client reads the user's settings: `$CLAUDE_CONFIG_DIR`, else `~/.claude`. */
export const userSettings = (env: NodeJS.ProcessEnv = process.env): SettingsPlace => {
  const named = env['CLAUDE_CONFIG_DIR'];
  return {
    file: path.resolve(named || path.join(os.homedir(), '.claude'), 'settings.json'),
    isFolderNamed: Boolean(named),
  };
};

/** A settings file as it was at one moment. */
export interface SettingsSnapshot {
  readonly file: string;
  /** The file itself, where `file` is a link to it. */
  readonly target: string;
  /** Undefined: there is none. */
  readonly bytes: Buffer | undefined;
  readonly text: string | undefined;
  readonly mode: number;
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

export const digestOf = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'make it readable and writable for you (chmod u+rw), and its folder writable',
  EPERM: 'make it readable and writable for you (chmod u+rw), and its folder writable',
  EROFS: 'it lies on a file system that is mounted read-only; change it where it is made',
  ENOSPC: 'the disk is full; make room and try again',
  EDQUOT: 'your disk quota is used up; make room and try again',
  ELOOP: 'its links form a circle; remove one',
  ENOENT: 'the folder it belongs to does not exist; make it first',
  ENOTDIR: 'a part of its path is a file and not a folder',
};

/** An error of the file system in words. */
export const failed = (what: string, file: string, error: unknown): Failure => {
  if (error instanceof Failure) return error;
  const fix = reasons[codeOf(error)];
  return new Failure(`The client's settings cannot be ${what}; the file was left as it is.`, {
    where: `${file}: ${(error as Error).message}`,
    ...(fix && { fix }),
    cause: error,
  });
};

export const refuse = (what: string, where: string, fix: string): never => {
  throw new Failure(what, { where, fix, exitCode: exitCode.usage });
};

/** Follows links, also one whose target does not exist yet. */
const targetOf = async (file: string): Promise<string> => {
  try {
    return await realpath(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    const link = await readlink(file).catch(() => undefined);
    const folder = await realpath(path.dirname(file)).catch(() => path.dirname(file));
    return link === undefined ? path.join(folder, path.basename(file)) : path.resolve(folder, link);
  }
};

const decoded = (bytes: Buffer, file: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse(
      "The client's settings are not UTF-8; the file was left as it is.",
      file,
      'save the file as UTF-8; the client reads nothing else',
    );
  }
};

/**
 * Reads the settings.
 * @throws Failure when they cannot be read, are not a regular file, too large, or not UTF-8
 */
export const readSettings = async (file: string): Promise<SettingsSnapshot> => {
  try {
    const target = await targetOf(file);
    const found = await stat(target).catch((error) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (!found) return { file, target, bytes: undefined, text: undefined, mode: 0o600, owner: undefined };
    if (found.isDirectory()) {
      refuse(
        "The client's settings are a folder; nothing was changed.",
        file,
        'move it away: settings.json must be a file',
      );
    }
    if (!found.isFile())
      refuse("The client's settings are not a regular file; nothing was changed.", file, 'move it away');
    if (found.size > largestFileBytes) {
      refuse(
        "The client's settings are too large to be edited; nothing was changed.",
        `${file}: ${found.size} bytes`,
        'make them smaller',
      );
    }
    const bytes = await readFile(target);
    const { uid, gid } = found;
    return {
      file,
      target,
      bytes,
      text: decoded(bytes, file),
      mode: found.mode & 0o7777,
      owner: { uid, gid },
    };
  } catch (error) {
    throw failed('read', file, error);
  }
};

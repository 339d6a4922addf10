import { isKnown, mark } from '../text/text.ts';

/** What only a person may change or take the place of. */
export interface Guarded {
  /** Homes of this stack. */
  readonly stack: readonly string[];
  /** Folders with settings of the client. */
  readonly client: readonly string[];
  /** Ports on which this stack is asked, beside the default ones. */
  readonly ports?: readonly number[];
}

/** Folders a call is judged against. */
export interface Places {
  /** Absolute path of the project root. */
  readonly project: string;
  /** Absolute path of the user's home. */
  readonly home: string;
  /** The default places where this is missing. */
  readonly guarded?: Guarded | undefined;
}

/** Resolves `.`, `..`, doubled and trailing slashes of an absolute path; `..` above the root stays at the root. */
export const normalise = (path: string): string => {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
};

const windowsDrive = /^[a-z]:(?=[\\/]|$)/i;

/** `C:\Users\x` as `/c:/Users/x`, so that one set of rules reads both; other paths unchanged. */
export const fromWindows = (path: string): string =>
  windowsDrive.test(path)
    ? `/${path.replaceAll('\\', '/').replace(/^[A-Z]:/, (drive) => drive.toLowerCase())}`
    : path;

/** `/proc/self/cwd` and its kin are another spelling of the current folder. */
const throughProc = (path: string, cwd: string): string =>
  path
    .replace(/^\/+proc\/+(self|thread-self|\$\$|\uE000|\d+)\/+cwd(?=\/|$)/, () => cwd)
    .replace(/^\/+proc\/+(self|thread-self|\uE000|\d+)\/+root(?=\/|$)/, '');

/**
 * A word as an absolute path. `~` must be expanded before. A path that starts with something unknown keeps its mark in
 * front; one whose folder is unknown gets the mark there.
 */
export const absolute = (word: string, cwd: string): string => {
  const path = throughProc(fromWindows(word.replace(/^file:\/\/[^/]*/, '')), cwd);
  if (path.startsWith('/')) return normalise(path);
  const first = path[0] ?? '';
  if (first !== '' && !isKnown(first)) return path;
  return isKnown(cwd) || cwd.startsWith('/') ? normalise(`${cwd}/${path}`) : `${mark.unknown}/${path}`;
};

/** Where a command can stand: one folder, or several where a `cd` may have failed. */
export interface Standing {
  readonly cwd: readonly string[];
}

/** A word as the absolute paths it can be, one per folder the shell can be in. */
export const pathsOf = (word: string, { cwd }: Standing): string[] =>
  cwd.map((folder) => absolute(word, folder));

/** Whether `path` is `folder` or lies below it; both normalised. */
export const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);

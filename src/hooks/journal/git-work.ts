import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** Where in the source code a session works. */
export interface GitWork {
  readonly repository?: string;
  readonly branch?: string;
  /** Name of the worktree, where it is not the main one. */
  readonly worktree?: string;
}

const mostFoldersUp = 40;
const mostFileCharacters = 64 * 1024;
const longestName = 120;
/** A disk that is slower than this is not waited for: the hook's answer is. */
const patienceMilliseconds = 50;

const textOf = async (file: string): Promise<string | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined || text.length > mostFileCharacters ? undefined : text;
};

/** The folder of git's own files for a working folder: `.git`, or what a worktree's `.git` points to. */
const gitFolder = async (folder: string): Promise<{ git: string; top: string } | undefined> => {
  let top = folder;
  for (let up = 0; up < mostFoldersUp; up += 1) {
    const git = path.join(top, '.git');
    const found = await stat(git).catch(() => undefined);
    if (found?.isDirectory()) return { git, top };
    if (found?.isFile()) {
      const [, target] = /^gitdir: (.+)$/m.exec((await textOf(git)) ?? '') ?? [];
      return target === undefined ? undefined : { git: path.resolve(top, target.trim()), top };
    }
    const above = path.dirname(top);
    if (above === top) return undefined;
    top = above;
  }
  return undefined;
};

/** The last part of the address of `origin`, without credentials, host and owner; else the folder's own name. */
const repositoryOf = async (common: string, top: string): Promise<string> => {
  const config = (await textOf(path.join(common, 'config'))) ?? '';
  const [, url = ''] = /\[remote "origin"\][^[]*?\n\s*url\s*=\s*(\S+)/.exec(config) ?? [];
  const name = url
    .replace(/\/+$/, '')
    .split(/[/:]/)
    .at(-1)
    ?.replace(/\.git$/, '');
  return name || path.basename(path.basename(common) === '.git' ? path.dirname(common) : top);
};

const read = async (folder: string): Promise<GitWork> => {
  const found = await gitFolder(folder);
  if (!found) return {};
  const { git, top } = found;
  const head = (await textOf(path.join(git, 'HEAD'))) ?? '';
  const [, branch] = /^ref: refs\/heads\/(.+)$/m.exec(head) ?? [];
  const [, worktree] = /[/\\]worktrees[/\\]([^/\\]+)$/.exec(git) ?? [];
  const pointed = (await textOf(path.join(git, 'commondir')))?.trim();
  const common = pointed === undefined ? git : path.resolve(git, pointed);
  const repository = await repositoryOf(common, top);
  const short = (name: string | undefined) => name?.trim().slice(0, longestName);
  return {
    repository: repository.slice(0, longestName),
    ...(branch && { branch: short(branch) as string }),
    ...(worktree && { worktree: short(worktree) as string }),
  };
};

/** Repository, branch and worktree of a folder, from git's own files. Never slow, never fails: then nothing is known. */
export const gitWork = async (folder: unknown, waitMilliseconds = patienceMilliseconds): Promise<GitWork> => {
  if (typeof folder !== 'string' || !path.isAbsolute(folder)) return {};
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<GitWork>((resolve) => {
    timer = setTimeout(() => resolve({}), waitMilliseconds);
  });
  try {
    return await Promise.race([read(folder).catch(() => ({})), late]);
  } finally {
    clearTimeout(timer);
  }
};

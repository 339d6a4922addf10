import { execa } from 'execa';
import { exitCode, Failure } from '../../failure.ts';
import type { MergedPull } from '../../tables/merged-pulls.ts';

const mostMerges = 2000;
const timeoutMs = 30_000;

/** What services and git itself write into a merge commit: the branch, and the number where there is one. */
const messages: readonly RegExp[] = [
  // GitHub; the first part of the name is the owner of the branch.
  /^Merge pull request #(?<number>\d+) from [^/\s]+\/(?<branch>\S+)/,
  // Bitbucket.
  /^Merged in (?<branch>\S+) \(pull request #(?<number>\d+)\)/,
  // GitLab, which names the merge request below; git itself.
  /^Merge branch '(?<branch>[^']+)'[\s\S]*?(?:See merge request \S*!(?<number>\d+)|$)/,
];

const git = async (folder: string, ...args: readonly string[]): Promise<string> => {
  const options = { timeout: timeoutMs, maxBuffer: 64 * 2 ** 20 };
  try {
    return (await execa('git', ['-C', folder, '--no-optional-locks', ...args], options)).stdout;
  } catch (cause) {
    throw new Failure('git does not tell what was merged.', {
      where: `${folder}: ${(cause as { stderr?: string }).stderr || (cause as Error).message}`,
      fix: 'start-observability pulls FOLDER, with the folder of a repository',
      exitCode: exitCode.usage,
      cause,
    });
  }
};

/** The branch that pull requests are merged into: the one that the origin names, else the one that is checked out. */
const mainBranch = (folder: string): Promise<string> =>
  git(folder, 'rev-parse', '--verify', '--quiet', 'origin/HEAD').then(
    () => 'origin/HEAD',
    () => 'HEAD',
  );

/** The pull request that a merge commit is of; undefined where its message names no branch. */
export const pullIn = (commit: string, seconds: number, message: string): MergedPull | undefined => {
  const found = messages.map((pattern) => pattern.exec(message)?.groups).find((groups) => groups?.['branch']);
  if (!found?.['branch']) return undefined;
  const { branch, number } = found;
  return { pull: number ? `#${number}` : commit.slice(0, 12), branch, merged: seconds * 1000 };
};

/**
 * What was merged into the main branch, by its merge commits. Those that were squashed name no branch: `gh` knows them.
 * @throws Failure where the folder is of no repository, or git is missing
 */
export const pullsInGit = async (folder: string): Promise<readonly MergedPull[]> => {
  const log = [
    'log',
    '--first-parent',
    '--merges',
    '-n',
    String(mostMerges),
    '--format=%H%x00%ct%x00%B%x00%x00',
  ];
  const text = await git(folder, ...log, await mainBranch(folder), '--');
  return text.split('\0\0').flatMap((entry) => {
    const [commit = '', seconds = '', message = ''] = entry.trim().split('\0');
    const pull = message === '' ? undefined : pullIn(commit, Number(seconds), message);
    return pull ? [pull] : [];
  });
};

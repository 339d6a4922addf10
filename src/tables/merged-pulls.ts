import type { Database } from '../store/database.ts';

/** A pull request that was merged. */
export interface MergedPull {
  /** Its number as `#12`; the merge commit where git names none. */
  readonly pull: string;
  /** The branch that was merged. */
  readonly branch: string;
  /** Milliseconds since 1970. */
  readonly merged: number;
}

export interface MergedPulls {
  /** Takes merged pull requests of a repository, each as often as it comes. Returns how many are new. */
  readonly take: (repository: string, pulls: readonly MergedPull[]) => number;
}

export const createMergedPulls = (database: Database): MergedPulls => {
  const write = database.prepare(
    'INSERT OR IGNORE INTO merged_pull_data (repository, pull, branch, merged) VALUES (?, ?, ?, ?)',
  );
  return {
    take: (repository, pulls) =>
      pulls.filter(
        ({ pull, branch, merged }) => Number(write.run(repository, pull, branch, merged * 1000).changes) > 0,
      ).length,
  };
};

import { execa } from 'execa';
import * as z from 'zod';
import { Failure } from '../../failure.ts';
import type { MergedPull } from '../../tables/merged-pulls.ts';

const mostPulls = 1000;
const timeoutMs = 60_000;

const listed = z.array(
  z.object({ number: z.int(), headRefName: z.string().min(1), mergedAt: z.iso.datetime() }),
);

/**
 * What was merged, as GitHub's own `gh` tells it: squashed ones, too. It asks GitHub with the person's login, and is called
 * only where `reports.gh` says so. https://cli.github.com/manual/gh_pr_list
 * @throws Failure where `gh` is missing, or GitHub does not answer
 */
export const pullsInGithub = async (folder: string): Promise<readonly MergedPull[]> => {
  const fields = ['--json', 'number,headRefName,mergedAt'];
  const args = ['pr', 'list', '--state', 'merged', '--limit', String(mostPulls), ...fields];
  try {
    const { stdout } = await execa('gh', args, { cwd: folder, timeout: timeoutMs });
    return listed.parse(JSON.parse(stdout)).map(({ number, headRefName, mergedAt }) => ({
      pull: `#${number}`,
      branch: headRefName,
      merged: Date.parse(mergedAt),
    }));
  } catch (cause) {
    throw new Failure('gh does not tell what was merged.', {
      where: (cause as { stderr?: string }).stderr || (cause as Error).message,
      fix: 'gh auth status; without it: start-observability config, reports.gh false',
      cause,
    });
  }
};

import path from 'node:path';
import { Command } from 'commander';
import { home } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import { gitWork } from '../../hooks/journal/git-work.ts';
import { pullsInGithub } from '../../reports/merged-pulls/gh.ts';
import { pullsInGit } from '../../reports/merged-pulls/git.ts';
import { tokenHeaders } from '../../service/token.ts';
import type { MergedPull } from '../../tables/merged-pulls.ts';
import { counted } from '../amounts.ts';
import type { CommandGroup } from '../command.ts';
import { printJson, say } from '../terminal.ts';

interface PullsFlags {
  readonly json?: true;
}

/** A person asks for it and waits: a slow disk is waited for. */
const patienceMs = 10_000;

const handOver = async (repository: string, pulls: readonly MergedPull[]): Promise<number> => {
  const place = home();
  const port = load(place).config.ports.ledger;
  const answer = await fetch(`http://127.0.0.1:${port}/api/merged-pulls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...tokenHeaders(place.secrets) },
    body: JSON.stringify({ repository, pulls }),
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw new Failure('The stack must run to take merged pull requests.', {
      where: `127.0.0.1:${port}`,
      fix: 'start-observability start',
      exitCode: exitCode.unhealthy,
      cause,
    });
  });
  const told = (await answer.json()) as { readonly fresh?: number; readonly error?: string };
  if (answer.ok) return told.fresh ?? 0;
  throw new Failure(told.error ?? `The ledger answers ${answer.status}.`);
};

/** One entry for each: what GitHub says of a number goes before what git says. */
const joined = (...lists: readonly (readonly MergedPull[])[]): readonly MergedPull[] => [
  ...new Map(lists.flat().map((one) => [one.pull, one])).values(),
];

const run = async (named: string | undefined, { json }: PullsFlags): Promise<void> => {
  const folder = path.resolve(named ?? '.');
  const { repository } = await gitWork(folder, patienceMs);
  if (repository === undefined)
    throw new Failure('This is not a repository.', {
      where: folder,
      fix: 'start-observability pulls FOLDER, with the folder of a repository',
      exitCode: exitCode.usage,
    });
  const { gh } = load(home()).config.reports;
  const pulls = joined(await pullsInGit(folder), gh ? await pullsInGithub(folder) : []);
  const fresh = await handOver(repository, pulls);
  if (json) return printJson({ repository, found: pulls.length, fresh });
  say(`${repository}: ${counted(pulls.length, 'merged pull request')}, ${fresh} of them new.`);
  say('What each cost: start-observability query --saved board-merged-pulls, the report, the Code board.');
};

const examples = `
What a merged pull request cost is what the turns on its branch cost until it was merged. git tells which branches were merged
where a merge commit names them; squashed ones only GitHub knows: \`reports.gh: true\` asks it by \`gh\`, with your login.

Examples:
  start-observability pulls
  start-observability pulls ~/work/shop
  start-observability query --saved board-merged-pulls --since 90d`;

export const group: CommandGroup = 'see';
export const brief = 'Take note of merged pull requests, for what each cost';

export const build = (): Command =>
  new Command('pulls')
    .description('Tell the ledger which pull requests of a repository were merged, as git says.')
    .argument('[folder]', 'folder of the repository; by default the current one')
    .option('--json', 'as JSON')
    .addHelpText('after', examples)
    .action(run);

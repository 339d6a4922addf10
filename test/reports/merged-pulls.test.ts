import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { digest } from '../../src/ledger/attributes.ts';
import { run } from '../cli/run.ts';
import { temporary } from '../hooks/open.ts';
import { eventRequest } from '../ledger/point.ts';
import { served } from '../queries/served.ts';
import { succeeded } from '../succeeded.ts';

/** A repository whose main branch has merges in the words of four services, and one that was squashed. */
const repository = async () => {
  const folder = path.join(temporary(), 'shop');
  mkdirSync(folder);
  const git = (...args: readonly string[]) =>
    execa('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@shop.example', ...args], {
      cwd: folder,
      env: { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    });
  const commit = (message: string) => git('commit', '--quiet', '--allow-empty', '--message', message);
  await git('init', '--quiet', '--initial-branch', 'main');
  await commit('Begin');
  const merges = {
    'feature/cart': 'Merge pull request #12 from ann/feature/cart\n\nA cart',
    'fix/refund': 'Merged in fix/refund (pull request #3)',
    search: "Merge branch 'search' into 'main'\n\nSee merge request shop/shop!7",
    spike: "Merge branch 'spike'",
  };
  for (const [branch, message] of Object.entries(merges)) {
    await git('checkout', '--quiet', '-b', branch);
    await commit(`Work on ${branch}`);
    await git('checkout', '--quiet', 'main');
    await git('merge', '--quiet', '--no-ff', '--message', message, branch);
  }
  await commit('Squashed (#9)');
  return folder;
};

/** A `gh` that says what GitHub's own would, and notes that it was asked. */
const github = () => {
  const folder = temporary();
  const asked = path.join(folder, 'asked');
  const answer = [{ number: 9, headRefName: 'squashed', mergedAt: new Date().toISOString() }];
  const script = `#!/bin/sh\necho "$@" >> "$(dirname "$0")/asked"\necho '${JSON.stringify(answer)}'\n`;
  writeFileSync(path.join(folder, 'gh'), script);
  chmodSync(path.join(folder, 'gh'), 0o755);
  return { asked, env: { PATH: `${folder}:${process.env['PATH']}` } };
};

test('merged pull requests are those that git names, gh is asked only where it is switched on, and each has its cost', async () => {
  const { home, ledger, store } = await served();
  const folder = await repository();
  const { asked, env } = github();
  const pulls = async () => succeeded(await run(home, ['pulls', folder], env)).err;
  const known = () =>
    (store.prepare('SELECT pull, branch FROM merged_pulls ORDER BY branch').all() as object[]).map(
      (row) => Object.values(row) as string[],
    );
  expect(await pulls()).toContain('shop: 4 merged pull requests, 4 of them new.');
  const named = [
    ['#12', 'feature/cart'],
    ['#3', 'fix/refund'],
    ['#7', 'search'],
    [expect.stringMatching(/^[0-9a-f]{12}$/), 'spike'],
  ];
  expect(known()).toEqual(named);
  expect(existsSync(asked)).toBe(false);

  writeFileSync(home.config, `${readFileSync(home.config, 'utf8')}reports: { gh: true }\n`);
  expect(await pulls()).toContain('shop: 5 merged pull requests, 1 of them new.');
  expect(known()).toEqual([...named, ['#9', 'squashed']]);
  expect(readFileSync(asked, 'utf8')).toContain('pr list --state merged');

  const turn = (prompt: string, branch: string, dollars: number) => {
    const at = Date.now() - 3_600_000;
    ledger.takeHooks([
      {
        identity: digest(prompt),
        at,
        session: `session ${prompt}`,
        event: 'UserPromptSubmit',
        promptId: prompt,
        facts: {},
        git: { repository: 'shop', branch },
      },
    ]);
    const attributes = { 'prompt.id': prompt, cost_usd: dollars, model: 'opus' };
    return ledger.take('logs', eventRequest('api_request', attributes, { session: `session ${prompt}` }));
  };
  await turn('p1', 'feature/cart', 1.5);
  await turn('p2', 'feature/cart', 0.5);
  await turn('p3', 'squashed', 3);
  await turn('p4', 'not-merged', 7);
  const query = ['query', '--saved', 'board-merged-pulls', '--format', 'json'];
  const rows = JSON.parse(succeeded(await run(home, query)).out) as Record<string, unknown>[];
  expect(rows.map(({ pull, turns, cost_usd }) => [pull, turns, cost_usd]).sort()).toEqual([
    ['#12', 2, 2],
    ['#9', 1, 3],
  ]);
  const report = JSON.parse(succeeded(await run(home, ['report', '--format', 'json'])).out);
  const figure = (name: string) =>
    report.figures.find((one: { name: string }) => one.name === name)?.value as number | undefined;
  expect(figure('cost_per_merged_pull_request_usd')).toBe(2.5);
});

test('what is no repository is refused, and nothing is made up', async () => {
  const { home, store } = await served();
  const { code, err } = await run(home, ['pulls', temporary()]);
  expect([code, err]).toEqual([2, expect.stringContaining('This is not a repository.')]);
  expect(store.prepare('SELECT count(*) AS n FROM merged_pulls').get()).toEqual({ n: 0 });
});

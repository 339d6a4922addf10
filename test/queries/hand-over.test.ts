import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startHandOver } from '../../src/hooks/hand-over/hand-over.ts';
import { gitWork } from '../../src/hooks/journal/git-work.ts';
import { createPlanLimits } from '../../src/hooks/plan-limits/plan-limits.ts';
import { run } from '../cli/run.ts';
import { waitFor } from '../e2e/wait.ts';
import { bash, openService, secretsIn, temporary } from '../hooks/open.ts';
import { eventRequest, metricsRequest } from '../ledger/point.ts';
import { interaction, spansRequest } from '../ledger/span.ts';
import { served } from './served.ts';

/** A working folder with git's own files, as far as they are read. */
const repository = (branch: string) => {
  const folder = path.join(temporary(), 'shop');
  mkdirSync(path.join(folder, '.git'), { recursive: true });
  writeFileSync(
    path.join(folder, '.git', 'config'),
    '[core]\n\tbare = false\n[remote "origin"]\n\turl = https://ann:secret@git.example/team/storefront.git\n',
  );
  const checkOut = (name: string) =>
    writeFileSync(path.join(folder, '.git', 'HEAD'), `ref: refs/heads/${name}\n`);
  checkOut(branch);
  return { folder, checkOut };
};

/** A ledger and a hook-event service that hands it its events. */
const joined = async () => {
  const ledger = await served();
  secretsIn(ledger.home.root);
  const hooks = await openService({ secrets: ledger.home.secrets });
  const begin = () =>
    startHandOver(hooks.store, { ledger: ledger.url.replace('/api/v1', ''), token: hooks.token });
  let handOver = begin();
  onTestFinished(() => handOver.stop());
  const all = async <Row>(sql: string): Promise<Row[]> => ledger.store.prepare(sql).all() as Row[];
  const arrived = (count: number) =>
    waitFor('the ledger having the hook events', async () => {
      const [row] = await all<{ n: number }>("SELECT count(*) AS n FROM events WHERE name LIKE 'hook %'");
      return row?.n === count;
    });
  return {
    ...ledger,
    hooks,
    all,
    arrived,
    restart: async () => {
      await handOver.stop();
      handOver = begin();
    },
    lag: () => handOver.lagSeconds(Date.now()),
  };
};

test('a blocked call is one row, with what telemetry and the guard say of it', async () => {
  const { hooks, ledger, all, arrived } = await joined();
  const call = bash('rm -rf /', { session_id: 'one', tool_use_id: 'toolu_x', permission_mode: 'plan' });
  await hooks.post(call);
  await ledger.take(
    'logs',
    eventRequest(
      'tool_decision',
      { tool_name: 'Bash', tool_use_id: 'toolu_x', decision: 'reject', source: 'hook' },
      { session: 'one' },
    ),
  );
  await arrived(1);
  expect(
    await all(
      'SELECT tool_use_id, session_id, tool, outcome, verdict, decision, decision_source, permission_mode FROM tool_calls',
    ),
  ).toEqual([
    {
      tool_use_id: 'toolu_x',
      session_id: 'one',
      tool: 'Bash',
      outcome: 'blocked',
      verdict: 'deny',
      decision: 'reject',
      decision_source: 'hook',
      permission_mode: 'plan',
    },
  ]);
  expect(await all('SELECT blocks FROM sessions')).toEqual([{ blocks: 1 }]);
});

test('work follows the branch within a session, without hand work', async () => {
  const { hooks, all } = await joined();
  const { folder, checkOut } = repository('feature/SHOP-12-cart');
  let tries = 0;
  /** Each try is an event of its own: an equal one would be taken for the same, and not looked at. */
  const prompt = (id: string) => ({
    session_id: 'one',
    prompt_id: id,
    cwd: folder,
    hook_event_name: 'UserPromptSubmit',
    prompt: `try ${++tries}`,
  });
  await hooks.post({ session_id: 'one', cwd: folder, hook_event_name: 'SessionStart', source: 'startup' });
  /** A busy disk is not waited for, and the next prompt looks again. */
  const works = async (id: string, branch: string) => {
    await hooks.post(prompt(id));
    await waitFor(`the turn ${id} being on ${branch}`, async () => {
      const [row] = await all<{ branch: string | null }>(
        `SELECT branch FROM turns WHERE prompt_id = '${id}'`,
      );
      if (row?.branch !== branch) await hooks.post(prompt(id));
      return row?.branch === branch;
    });
  };
  await works('p1', 'feature/SHOP-12-cart');
  checkOut('main');
  await works('p2', 'main');
  expect(await all('SELECT prompt_id, repository, branch, ticket FROM turns ORDER BY prompt_id')).toEqual([
    { prompt_id: 'p1', repository: 'storefront', branch: 'feature/SHOP-12-cart', ticket: 'SHOP-12' },
    { prompt_id: 'p2', repository: 'storefront', branch: 'main', ticket: null },
  ]);
  expect(await all('SELECT branch FROM sessions')).toEqual([{ branch: 'main' }]);
});

test('what is handed over again after a restart counts once, and nothing is left behind', async () => {
  const { hooks, all, arrived, restart, lag } = await joined();
  await hooks.post(bash('ls', { session_id: 'one' }));
  await arrived(1);
  hooks.store.prepare("DELETE FROM facts WHERE name = 'handed over'").run();
  await restart();
  await hooks.post(bash('ls -l', { session_id: 'one' }));
  await arrived(2);
  await waitFor('nothing waiting', async () => lag() === 0);
  expect(await all('SELECT hook_events FROM sessions')).toEqual([{ hook_events: 2 }]);
});

test('how full each window of a plan got is known after it is over, and what is handed over again changes nothing', async () => {
  const { hooks, all, restart } = await joined();
  const now = Date.now();
  const began = now - 6 * 3_600_000;
  const resets = now - 3_600_000;
  const limits = createPlanLimits(hooks.store);
  const report = (account: string, used: number, at: number) =>
    limits.report([{ window: 'five_hour', used, resets, began }], account, at);
  report('one', 0.4, began + 60_000);
  report('one', 1, began + 120_000);
  // A session that rests reports what it saw last.
  report('one', 0.4, resets - 60_000);
  report('two', 0.95, resets - 1000);
  const rows = () =>
    all(
      'SELECT plan_window, account, began, resets, used, reached, reported FROM plan_windows ORDER BY account',
    );
  const wanted = [
    {
      plan_window: 'five_hour',
      account: 'one',
      began: began * 1000,
      resets: resets * 1000,
      used: 1,
      reached: (began + 120_000) * 1000,
      reported: (resets - 60_000) * 1000,
    },
    {
      plan_window: 'five_hour',
      account: 'two',
      began: began * 1000,
      resets: resets * 1000,
      used: 0.95,
      reached: null,
      reported: (resets - 1000) * 1000,
    },
  ];
  await restart();
  await waitFor('the windows to arrive', async () => (await rows()).length === 2);
  expect(await rows()).toEqual(wanted);
  hooks.store.prepare("DELETE FROM facts WHERE name = 'plan windows handed over'").run();
  report('three', 0.1, resets - 500);
  await restart();
  await waitFor('the windows to arrive again', async () => (await rows()).length === 3);
  expect(await rows()).toEqual(expect.arrayContaining(wanted));
});

test('a field of a newer client is listed by its name, and its value is not kept', async () => {
  const {
    hooks,
    get,
    arrived,
    folder,
    hooks: { data },
  } = await joined();
  await hooks.post(bash('ls', { session_id: 'one', tomorrow: 'a private text' }));
  await arrived(1);
  expect(await get('/unknown')).toMatchObject([{ event: 'hook PreToolUse', attribute: 'tomorrow', seen: 1 }]);
  for (const place of [folder, data])
    for (const file of readdirSync(place).filter((name) => name.includes('.db')))
      expect(readFileSync(path.join(place, file)).includes('a private text'), file).toBe(false);
});

test('forgetting a session leaves no byte of it in ledger and journal, and other sessions whole', async () => {
  const { hooks, ledger, home, all, arrived, folder } = await joined();
  for (const session of ['forgotten-session', 'other-session']) {
    await hooks.post(bash('ls', { session_id: session, tool_use_id: `toolu_${session}` }));
    await ledger.take('logs', eventRequest('api_request', { cost_usd: 0.5, model: 'opus' }, { session }));
  }
  await arrived(2);
  writeFileSync(
    home.config,
    `${readFileSync(home.config, 'utf8').trim().slice(0, -1)}, hooks: ${hooks.port} }\n`,
  );
  const dry = await run(home, ['forget', '--session', 'forgotten-session']);
  expect([dry.code, dry.err]).toEqual([0, expect.stringContaining('1 sessions would be forgotten')]);
  const done = await run(home, ['forget', '--session', 'forgotten-session', '--yes']);
  expect([done.code, done.out]).toEqual([0, expect.stringContaining('backups that were made before')]);
  expect(await all('SELECT session_id, requests, hook_events FROM sessions')).toEqual([
    { session_id: 'other-session', requests: 1, hook_events: 1 },
  ]);
  for (const place of [folder, hooks.data])
    for (const file of readdirSync(place).filter((name) => name.includes('.db'))) {
      expect(readFileSync(path.join(place, file)).includes('forgotten-session'), file).toBe(false);
    }
});

test.for([
  ['--person', 'forgotten-person'],
  ['--project', 'forgotten-project'],
] as const)(
  'forget %s leaves no byte of it, in events, spans and hooks, and others whole',
  async ([option, name]) => {
    const { hooks, ledger, home, all, arrived, folder } = await joined();
    for (const who of ['forgotten', 'other']) {
      const session = `${who}-session`;
      const resource = { user: `${who}-person`, project: `${who}-project` };
      await hooks.post(bash('ls', { session_id: session, tool_use_id: `toolu_${session}` }));
      await ledger.take(
        'metrics',
        metricsRequest({ metric: 'claude_code.cost.usage', value: 1, session, resource }),
      );
      await ledger.take(
        'traces',
        spansRequest({
          ...interaction,
          session,
          attributes: resource,
          spanId: who === 'other' ? '00000000000000b1' : interaction.spanId,
        }),
      );
    }
    await arrived(2);
    writeFileSync(
      home.config,
      `${readFileSync(home.config, 'utf8').trim().slice(0, -1)}, hooks: ${hooks.port} }\n`,
    );
    const done = await run(home, ['forget', option, name, '--yes']);
    expect([done.code, done.out]).toEqual([0, expect.stringContaining('backups that were made before')]);
    expect(done.out).toContain('in Prometheus: series with the label');
    expect(await all('SELECT session_id, hook_events FROM sessions')).toEqual([
      { session_id: 'other-session', hook_events: 1 },
    ]);
    expect(await all('SELECT session_id FROM spans')).toEqual([{ session_id: 'other-session' }]);
    for (const place of [folder, hooks.data])
      for (const file of readdirSync(place).filter((one) => one.includes('.db')))
        for (const text of ['forgotten-session', name])
          expect(readFileSync(path.join(place, file)).includes(text), `${text} in ${file}`).toBe(false);
  },
);

test('worktrees are named, and what is not a repository, or never ends, is nothing', async () => {
  const patience = 30_000;
  const { folder } = repository('main');
  const own = path.join(folder, '.git', 'worktrees', 'hotfix');
  mkdirSync(own, { recursive: true });
  writeFileSync(path.join(own, 'HEAD'), 'ref: refs/heads/fix/PAY-7\n');
  writeFileSync(path.join(own, 'commondir'), '../..\n');
  const worktree = temporary();
  writeFileSync(path.join(worktree, '.git'), `gitdir: ${own}\n`);
  expect(await gitWork(worktree, patience)).toEqual({
    repository: 'storefront',
    branch: 'fix/PAY-7',
    worktree: 'hotfix',
  });
  expect(await gitWork(temporary(), patience)).toEqual({});
  expect(await gitWork('relative')).toEqual({});
  expect(await gitWork(42)).toEqual({});
});

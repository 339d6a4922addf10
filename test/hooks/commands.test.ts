import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { homeAt } from '../../src/config/home.ts';
import { entryFolder } from '../../src/hooks/entry/install.ts';
import { findBlocks } from '../../src/hooks/journal/audit-trail.ts';
import { socketFolder } from '../../src/hooks/socket.ts';
import { run } from '../cli/run.ts';
import { bash, openService, secretsIn, temporary } from './open.ts';
import { atTerminal, confirm, hasTerminal } from './terminal.ts';

/** A home whose service has refused one call, on a port of its own. */
const refusing = async () => {
  const home = homeAt(temporary());
  const sockets = socketFolder(home.root);
  mkdirSync(sockets, { recursive: true });
  const data = path.join(home.data, 'hooks');
  const service = await openService({ data, sockets, secrets: secretsIn(home.root) });
  await service.post(bash('rm -rf /'));
  const places = { ...service.place, data, entry: entryFolder(home.root) };
  const [block] = await findBlocks(places, { limit: 1 });
  return { home, service, code: block?.code ?? '' };
};

test('`blocks` shows what was refused, as a table and as data, with the service and without', async () => {
  const { home, service, code } = await refusing();
  for (const _ of ['up', 'down']) {
    const { code: ended, out } = await run(home, ['blocks', '--category', 'delete']);
    expect(ended).toBe(0);
    expect(out).toMatch(new RegExp(`deny +${code} +Bash +delete`));
    const data = await run(home, ['blocks', '--json', '--since', '1h']);
    expect(JSON.parse(data.out)).toMatchObject([{ verdict: 'deny', tool: 'Bash', code }]);
    await service.close();
  }
  expect((await run(home, ['blocks', '--tool', 'Read'])).err).toContain('Nothing was blocked.');
  expect((await run(home, ['blocks', '--since', 'once'])).code).toBe(2);
});

const person = test.skipIf(!hasTerminal);

test('`guard approve` and `guard off` refuse whoever is not at a terminal, as a model is not', async () => {
  const { home } = await refusing();
  for (const args of [
    ['guard', 'approve', '1'],
    ['allow-once', '1'],
    ['guard', 'off', '5m', '--reason', 'x'],
  ]) {
    const { code: ended, err } = await run(home, args);
    expect(ended).toBe(2);
    expect(err).toContain('Only a person at a terminal');
  }
  expect(existsSync(path.join(entryFolder(home.root), 'approvals'))).toBe(false);
  expect(existsSync(path.join(entryFolder(home.root), 'guard-off'))).toBe(false);
});

person('a person approves one refused call by its number, with a word typed at the terminal', async () => {
  const { home } = await refusing();
  const approvals = path.join(entryFolder(home.root), 'approvals');
  const listed = await atTerminal(home.root, ['guard', 'approve']);
  expect(listed.output).toMatch(/1 +\S+ +Bash +delete-root/);
  expect((await atTerminal(home.root, ['guard', 'approve', '2'])).output).toContain(
    'No call that was refused',
  );
  const no = await atTerminal(home.root, ['guard', 'approve', '1'], (shown) => confirm(shown) && 'yes');
  expect(no.output).toContain('Nothing was changed');
  expect(existsSync(approvals)).toBe(false);
  const yes = await atTerminal(home.root, ['guard', 'approve', '1'], confirm);
  expect(yes.output).toContain('Approved once');
  expect(readdirSync(approvals)).toHaveLength(1);
  const status = await run(home, ['guard', 'status', '--json']);
  expect(JSON.parse(status.out).acts).toMatchObject([{ act: 'approve', pattern: 'delete-root' }]);
});

person(
  'below a coding agent, or in a terminal that a program lends, nobody is taken for a person',
  async () => {
    const { home } = await refusing();
    const approve = ['guard', 'approve', '1'];
    const inAgent = await atTerminal(home.root, approve, confirm, { CLAUDECODE: '1' });
    expect(inAgent.output).toContain('CLAUDECODE is set');
    const agent = path.join(temporary(), 'claude');
    copyFileSync('/bin/sh', agent);
    chmodSync(agent, 0o700);
    const main = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
    const command = `'${process.execPath}' '${main}' guard approve 1; true`;
    for (const [program, args, told] of [
      [
        agent,
        ['-c', `script -qec "${command}" /dev/null; true`],
        /started by a coding agent|lends this terminal/,
      ],
      ['script', ['-qec', command, '/dev/null'], /lends this terminal/],
      ['env', ['-u', 'CLAUDECODE', 'script', '-qec', command, '/dev/null'], /lends this terminal/],
    ] as const) {
      const { stdout } = await execa(program, args, {
        reject: false,
        env: { START_OBSERVABILITY_HOME: home.root },
      });
      expect(stdout).toMatch(told);
    }
    expect(existsSync(path.join(entryFolder(home.root), 'approvals'))).toBe(false);
  },
);

person('a person switches the guard off and on, with a broken entry and without the service', async () => {
  const home = homeAt(temporary());
  const folder = entryFolder(home.root);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'entry'), '#!/nowhere\n', { mode: 0o700 });
  const off = ['guard', 'off', '30m', '--reason', 'moving house'];
  expect((await atTerminal(home.root, off, (shown) => confirm(shown) && 'no')).code).toBe(130);
  expect(existsSync(path.join(folder, 'guard-off'))).toBe(false);
  expect((await atTerminal(home.root, off, confirm)).code).toBe(0);
  const call = () =>
    execa(path.join(folder, 'entry'), { input: JSON.stringify(bash('rm -rf /')) }).then(({ stdout }) =>
      JSON.parse(stdout),
    );
  expect(await call()).toEqual({ systemMessage: expect.stringContaining('moving house') });
  expect((await run(home, ['guard', 'status'])).out).toContain('moving house');
  expect((await run(home, ['guard', 'on'])).err).toContain('The guard is on');
  expect((await call()).hookSpecificOutput.permissionDecision).toBe('deny');
  const { out } = await run(home, ['guard', 'status', '--json']);
  expect(JSON.parse(out).acts).toMatchObject([{ act: 'on' }, { act: 'off', reason: 'moving house' }]);
  expect((await atTerminal(home.root, ['guard', 'off', '9d', '--reason', 'x'], confirm)).code).toBe(2);
});

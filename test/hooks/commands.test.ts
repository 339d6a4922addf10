import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { homeAt } from '../../src/config/home.ts';
import { entryFolder } from '../../src/hooks/entry/install.ts';
import { findBlocks } from '../../src/hooks/journal/audit-trail.ts';
import { run } from '../cli/run.ts';
import { bash, openService, temporary } from './open.ts';

/** A home whose service has refused one call, on a port of its own. */
const refusing = async () => {
  const home = homeAt(temporary());
  const service = await openService({ data: path.join(home.data, 'hooks') });
  writeFileSync(home.config, `ports: { hooks: ${service.port} }\n`);
  await service.post(bash('rm -rf /'));
  const places = { port: service.port, data: service.data, entry: entryFolder(home.root) };
  const [block] = await findBlocks(places, { limit: 1 });
  return { home, service, code: block?.code ?? '' };
};

test('`blocks` shows what was refused, as a table and as data, with the service and without', async () => {
  const { home, service, code } = await refusing();
  for (const _ of ['up', 'down']) {
    const { code: ended, out } = await run(home, ['blocks', '--category', 'delete']);
    expect(ended).toBe(0);
    expect(out).toMatch(new RegExp(`deny +delete +\\S+ +Bash +${code}`));
    const data = await run(home, ['blocks', '--json', '--since', '1h']);
    expect(JSON.parse(data.out)).toMatchObject([{ verdict: 'deny', tool: 'Bash', code }]);
    await service.close();
  }
  expect((await run(home, ['blocks', '--tool', 'Read'])).err).toContain('Nothing was blocked.');
  expect((await run(home, ['blocks', '--since', 'once'])).code).toBe(2);
});

test('`allow-once` refuses whoever is not at a terminal, as a model is not', async () => {
  const { home, code } = await refusing();
  const { code: ended, err } = await run(home, ['allow-once', code]);
  expect(ended).toBe(2);
  expect(err).toContain('Only a person at a terminal');
  expect(existsSync(path.join(entryFolder(home.root), 'allowed'))).toBe(false);
});

/** Runs the command at a terminal that `script` makes, and types. Undefined where there is no such program. */
const atTerminal = async (root: string, code: string, typed: string) => {
  const main = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
  const command = `stty cols 120 rows 40; exec '${process.execPath}' '${main}' allow-once ${code}`;
  const child = execa('script', ['-qec', command, '/dev/null'], {
    reject: false,
    env: { START_OBSERVABILITY_HOME: root, TERM: 'xterm' },
    stdin: 'pipe',
  });
  let asked = '';
  child.stdout.on('data', (part) => {
    asked += part;
    if (asked.includes('Let exactly this call')) child.stdin.end(typed);
  });
  return child;
};

test('`allow-once` asks the person, and gives the leave only after a yes', async () => {
  const found = await execa('script', ['--version'], { reject: false });
  if (found.failed) {
    console.warn('skipped: this machine lacks the program script');
    return;
  }
  const { home, code } = await refusing();
  const leave = path.join(entryFolder(home.root), 'allowed', code);
  const no = await atTerminal(home.root, code, 'n');
  expect(no.stdout).toContain('Nothing was allowed');
  expect(existsSync(leave)).toBe(false);
  const unknown = await atTerminal(home.root, 'AAAA-AAAA', 'y');
  expect(unknown.stdout).toContain('No blocked call has the code');
  const yes = await atTerminal(home.root, code.toLowerCase(), 'y');
  expect(yes.stdout).toContain('Allowed once');
  expect(existsSync(leave)).toBe(true);
});

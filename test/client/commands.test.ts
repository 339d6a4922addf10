import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { judge } from '@start-observability/guard/judge.ts';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { wholeProgram } from '../../src/cli/program.ts';
import { commandFiles, launcherWord } from '../../src/client/commands/files.ts';
import { run } from '../cli/run.ts';
import { succeeded } from '../succeeded.ts';
import { type Person, person, textOf } from './place.ts';

const launcher = '/opt/start-observability/start-observability';

const frontMatter = (text: string): Record<string, string> => parse(text.split('---')[1] ?? '');
const rulesOf = (text: string): readonly string[] =>
  [...(frontMatter(text)['allowed-tools'] ?? '').matchAll(/Bash\(([^)]*)\)/g)].map(([, rule = '']) => rule);
const linesOf = (text: string): readonly string[] =>
  [...text.matchAll(/^ {4}(\S.*)$/gm)].map(([, line = '']) => line);

describe.each(commandFiles(launcher))('$path', ({ text }) => {
  test('allows exactly the commands that it says', () => {
    const rules = rulesOf(text);
    expect(rules.length).toBeGreaterThan(0);
    expect(rules).toEqual(linesOf(text));
    for (const rule of rules)
      expect(rule).toMatch(/^\/opt\/start-observability\/start-observability [\w -]+$/);
  });

  test('says what it is for, and takes nothing that is typed', () => {
    expect(frontMatter(text)['description']?.length).toBeGreaterThan(20);
    expect(text).not.toMatch(/\$ARGUMENTS|\$\d|!`/);
  });

  test('names only commands and options that there are', async () => {
    const program = await wholeProgram();
    for (const line of linesOf(text)) {
      const [name, ...options] = line.slice(launcher.length + 1).split(' ');
      const command = program.commands.find((one) => one.name() === name);
      expect(command, line).toBeDefined();
      for (const option of options.filter((word) => word.startsWith('--')))
        expect(
          command?.options.map(({ long }) => long),
          line,
        ).toContain(option);
    }
  });

  test('is nothing that the guard refuses', () => {
    for (const command of linesOf(text)) {
      const call = { tool: 'Bash', input: { command }, cwd: '/tmp', home: '/home/me' };
      expect(judge(call as never, defaultPolicy).decision, command).toBe('allow');
    }
  });
});

test('a path that cannot stand in a rule is refused, one with blanks is quoted', () => {
  expect(launcherWord("/home/o'neil x/start-observability")).toBe(`'/home/o'\\''neil x/start-observability'`);
  expect(() => launcherWord('/tmp/(a)/start-observability')).toThrow(/cannot stand/);
  expect(() => launcherWord('/tmp/`id`/start-observability')).toThrow(/cannot stand/);
});

const setup = (one: Person, ...args: readonly string[]) =>
  run(one.home, ['setup', '--yes', ...args], one.env);
const uninstall = (one: Person) => run(one.home, ['uninstall', '--yes'], one.env);
const tree = (folder: string): readonly string[] =>
  (readdirSync(folder, { recursive: true }) as string[]).sort();

test('status line and commands come with setup, stay with a second one, and go with uninstall, byte for byte', async () => {
  const before = '{\n\t"statusLine": {"type": "command",   "command": "mine"},\n\t"model": "opus"\n}\n';
  const one = person(before);
  const claude = path.dirname(one.settings);
  const found = tree(claude);
  succeeded(await setup(one, '--with-statusline', '--with-commands'));
  expect(JSON.parse(textOf(one.settings)).statusLine).toEqual({
    type: 'command',
    command: `'${one.home.root}/hooks/statusline'`,
    padding: 0,
  });
  expect(existsSync(path.join(one.home.root, 'hooks', 'statusline'))).toBe(true);
  expect(tree(claude)).toEqual([
    'commands',
    'commands/obs-cost.md',
    'commands/obs-doctor.md',
    'commands/obs-setup.md',
    'commands/obs-status.md',
    'settings.json',
    'skills',
    'skills/start-observability',
    'skills/start-observability/SKILL.md',
  ]);
  expect((await setup(one)).err).toContain('Nothing to change');
  succeeded(await uninstall(one));
  expect(textOf(one.settings)).toBe(before);
  expect(tree(claude)).toEqual(found);
});

test('they can be taken away alone', async () => {
  const one = person('{"model":"opus"}');
  await setup(one, '--with-statusline', '--with-commands');
  succeeded(await setup(one, '--no-with-statusline', '--no-with-commands'));
  expect(JSON.parse(textOf(one.settings)).statusLine).toBeUndefined();
  expect(tree(path.dirname(one.settings))).toEqual(['settings.json']);
  succeeded(await uninstall(one));
  expect(textOf(one.settings)).toBe('{"model":"opus"}');
});

test("files of others, and ours that somebody changed, stay; other people's folders too", async () => {
  const one = person('{}');
  const commands = path.join(path.dirname(one.settings), 'commands');
  mkdirSync(commands);
  writeFileSync(path.join(commands, 'obs-cost.md'), 'mine');
  writeFileSync(path.join(commands, 'deploy.md'), 'theirs');
  const { err } = await setup(one, '--with-commands');
  expect(err).toContain('obs-cost.md is not of start-observability');
  expect(readFileSync(path.join(commands, 'obs-cost.md'), 'utf8')).toBe('mine');
  writeFileSync(path.join(commands, 'obs-doctor.md'), 'changed');
  const gone = await uninstall(one);
  expect(gone.err).toContain('obs-doctor.md');
  expect(tree(path.dirname(one.settings))).toEqual([
    'commands',
    'commands/deploy.md',
    'commands/obs-cost.md',
    'commands/obs-doctor.md',
    'settings.json',
  ]);
});

test('what would be written is shown first, and nothing is written', async () => {
  const one = person('{}');
  const shown = await run(one.home, ['setup', '--dry-run', '--with-commands', '--with-statusline'], one.env);
  expect(shown.out).toContain('commands/obs-status.md');
  expect(shown.out).toContain('statusLine');
  expect(tree(path.dirname(one.settings))).toEqual(['settings.json']);
});

test('a home folder without a client is left without one', async () => {
  const one = person();
  succeeded(await setup(one, '--with-commands', '--with-statusline'));
  succeeded(await uninstall(one));
  expect(existsSync(path.dirname(one.settings))).toBe(false);
});

test("the limits of the plan come from a status line of the person's own, which stays byte for byte", async () => {
  const theirs = `printf '%s\\n\\n' "a  'b'"; cat >&2; exit 7`;
  const before = `{"statusLine": {"type": "command", "command": ${JSON.stringify(theirs)}, "padding": 3}}`;
  const one = person(before);
  succeeded(await setup(one, '--wrap-statusline'));
  const { statusLine } = JSON.parse(textOf(one.settings));
  expect(statusLine).toMatchObject({ type: 'command', padding: 3 });
  expect(statusLine.command).toContain('statusline-wrap');
  const input = JSON.stringify({
    rate_limits: { five_hour: { used_percentage: 1 } },
    text: "$HOME `id` \\ 'x'",
  });
  const asked = { input, reject: false, stripFinalNewline: false } as const;
  const [alone, wrapped] = await Promise.all(
    [theirs, statusLine.command].map((command) => execa('/bin/sh', ['-c', command], asked)),
  );
  expect(wrapped?.stdout).toBe(alone?.stdout);
  expect(wrapped?.exitCode).toBe(7);
  expect(wrapped?.stderr.trimEnd()).toBe(input);
  expect((await setup(one)).err).toContain('Nothing to change');
  succeeded(await uninstall(one));
  expect(textOf(one.settings)).toBe(before);
});

test('a signal ends the status line that is wrapped', async () => {
  const one = person('{"statusLine": {"type": "command", "command": "echo up; exec sleep 600"}}');
  await setup(one, '--wrap-statusline');
  const { statusLine } = JSON.parse(textOf(one.settings));
  const running = execa(`exec ${statusLine.command}`, { shell: true, input: '{}', reject: false });
  await once(running.stdout, 'data');
  running.kill('SIGTERM');
  expect((await running).signal).toBe('SIGTERM');
});

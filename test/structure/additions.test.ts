import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, onTestFinished, test } from 'vitest';

/** What CONTRIBUTING says about adding things, done in a copy of the project. */
const root = path.resolve(import.meta.dirname, '..', '..');
const copied = ['src', 'packages/guard', 'package.json', 'tsconfig.json', 'docs', 'dashboards', 'collector'];
const alsoCopied = [
  'prometheus',
  'pushgateway',
  'compose.yaml',
  'Dockerfile',
  'packages/viewer/bundle.json.gz',
];

const scratch = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'additions-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of [...copied, ...alsoCopied])
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const run = (...command: readonly string[]) =>
    execa('npx', command, { cwd: folder, all: true, reject: false, env: { NO_COLOR: '1' } });
  return {
    write: (file: string, text: string) => writeFileSync(path.join(folder, file), text),
    edit: (file: string, from: string, to: string) => {
      const text = readFileSync(path.join(folder, file), 'utf8');
      expect(text).toContain(from);
      writeFileSync(path.join(folder, file), text.replace(from, to));
    },
    read: (file: string) => readFileSync(path.join(folder, file), 'utf8'),
    generate: () => run('tsx', 'src/generate/main.ts'),
    types: () => run('tsc', '--project', 'tsconfig.json'),
    commandLine: (...args: readonly string[]) => run('tsx', 'src/cli/main.ts', ...args),
  };
};

const command = (parts: readonly string[]) =>
  [
    "import { Command } from 'commander';",
    "import type { CommandGroup } from '../command.ts';",
    ...parts,
  ].join('\n');
const group = "export const group: CommandGroup = 'see';";
const brief = "export const brief = 'Say hello';";
const build =
  "export const build = () => new Command('hello').description('Say hello to you.').action(() => console.log('hello'));";

describe('a command', () => {
  test('is a file: generate lists and documents it, and it runs', async () => {
    const project = scratch();
    project.write('src/cli/commands/hello.ts', command([group, brief, build]));
    expect(await project.generate()).toMatchObject({ exitCode: 0 });
    expect(project.read('docs/cli.md')).toContain('Say hello to you.');
    expect((await project.commandLine('--help')).stdout).toMatch(/^ {2}hello +Say hello$/m);
    expect((await project.commandLine('hello')).stdout).toBe('hello');
    expect(await project.types()).toMatchObject({ exitCode: 0 });
  });

  test('without a brief is named by generate', async () => {
    const project = scratch();
    project.write('src/cli/commands/hello.ts', command([group, build]));
    const { exitCode, all } = await project.generate();
    expect(exitCode).not.toBe(0);
    expect(all).toContain('src/cli/commands/hello.ts must export group, brief and build');
  });

  test('of an unknown group does not compile', async () => {
    const project = scratch();
    project.write('src/cli/commands/hello.ts', command([group.replace("'see'", "'sea'"), brief, build]));
    const { exitCode, all } = await project.types();
    expect(exitCode).not.toBe(0);
    expect(all).toMatch(/src\/cli\/commands\/hello\.ts.*"sea"/);
  });
});

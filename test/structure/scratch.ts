import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');
const copied = ['src', 'packages/guard', 'package.json', 'tsconfig.json', 'docs', 'dashboards', 'collector'];
const scope = '@start-observability';
const alsoCopied = [
  'prometheus',
  'pushgateway',
  'compose.yaml',
  'Dockerfile',
  'packages/viewer/bundle.json.gz',
];

/** A copy of the project's sources, to add something to; it goes with the test. */
export const scratch = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'additions-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of [...copied, ...alsoCopied])
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  // All packages but our own, which must be the copy's.
  const packages = path.join(folder, 'node_modules');
  mkdirSync(path.join(packages, scope), { recursive: true });
  for (const name of readdirSync(path.join(root, 'node_modules')))
    if (name !== scope && name !== '.cache')
      symlinkSync(path.join(root, 'node_modules', name), path.join(packages, name));
  symlinkSync(path.join(folder, 'packages/guard'), path.join(packages, scope, 'guard'));
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

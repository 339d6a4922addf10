import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { checkout } from '../../src/checkout.ts';
import { temporaryHome } from '../home.ts';

const build = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
appendFileSync('builds', 'x');
const until = Date.now() + 300;
while (Date.now() < until);
mkdirSync('dist/cli', { recursive: true });
writeFileSync('dist/cli/main.js', 'console.log(process.argv.slice(2).join("|"))');
writeFileSync('dist/.built', '');`;

const npm = `#!/bin/sh
echo "npm $*" >> installs
mkdir -p node_modules && echo '{"packages":{}}' > node_modules/.package-lock.json`;

interface Checkout {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly builds: () => number;
  readonly installs: () => string;
}

const text = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** A checkout with the real launcher and a build and an npm that only write down that they ran. */
const fakeCheckout = (): Checkout => {
  const root = path.join(temporaryHome().root, 'with a blank');
  for (const folder of ['src', 'packages/guard', 'programs'])
    mkdirSync(path.join(root, folder), { recursive: true });
  copyFileSync(path.join(checkout.root, 'start-observability'), path.join(root, 'start-observability'));
  const files = { 'package-lock.json': '{"packages":{}}', 'src/a.ts': '', 'programs/npm': npm };
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(root, name), content);
  writeFileSync(
    path.join(root, 'build.mjs'),
    `process.chdir(${JSON.stringify(root)});
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);${build}`,
  );
  chmodSync(path.join(root, 'programs', 'npm'), 0o755);
  return {
    root,
    env: { PATH: `${path.join(root, 'programs')}:${path.dirname(process.execPath)}:/usr/bin:/bin` },
    builds: () => text(path.join(root, 'builds')).length,
    installs: () => text(path.join(root, 'installs')),
  };
};

const launch = ({ root, env }: Checkout, args: readonly string[] = ['a b', 'c'], command?: string) =>
  execa(command ?? path.join(root, 'start-observability'), args, {
    reject: false,
    env,
    extendEnv: false,
    cwd: '/',
  });

const later = (file: string): void => {
  const soon = new Date(Date.now() + 2_000);
  utimesSync(file, soon, soon);
};

test('the first call installs and builds, the next ones only run the command line', async () => {
  const fake = fakeCheckout();
  expect(await launch(fake)).toMatchObject({ exitCode: 0, stdout: 'a b|c' });
  expect(fake.installs()).toContain('npm ci --omit=dev --ignore-scripts');
  expect(await launch(fake)).toMatchObject({ exitCode: 0, stdout: 'a b|c', stderr: '' });
  expect({ builds: fake.builds(), installs: fake.installs().split('\n').length - 1 }).toEqual({
    builds: 1,
    installs: 1,
  });
});

test('a changed source is built again; a newer lock file with the same packages installs nothing', async () => {
  const fake = fakeCheckout();
  await launch(fake);
  later(path.join(fake.root, 'src', 'a.ts'));
  await launch(fake);
  expect(fake.builds()).toBe(2);
  later(path.join(fake.root, 'package-lock.json'));
  await launch(fake);
  expect(fake.installs().split('\n')).toHaveLength(2);
  writeFileSync(
    path.join(fake.root, 'package-lock.json'),
    '{"packages":{"node_modules/a":{"version":"1.0.0"}}}',
  );
  later(path.join(fake.root, 'package-lock.json'));
  await launch(fake);
  expect(fake.installs().split('\n')).toHaveLength(3);
});

test('called through links from anywhere it finds its checkout', async () => {
  const fake = fakeCheckout();
  const first = path.join(fake.root, 'first');
  symlinkSync('start-observability', first);
  symlinkSync(first, path.join(fake.root, '..', 'second'));
  expect(await launch(fake, ['x'], path.join(fake.root, '..', 'second'))).toMatchObject({ stdout: 'x' });
});

test('two at once: one installs and builds, both run', async () => {
  const fake = fakeCheckout();
  const outcomes = await Promise.all([launch(fake), launch(fake), launch(fake)]);
  for (const { exitCode, stdout } of outcomes)
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'a b|c' });
  expect(fake.builds()).toBe(1);
  expect(existsSync(path.join(fake.root, '.launcher.lock'))).toBe(false);
});

test('the lock of one that was killed does not stop the next', async () => {
  const fake = fakeCheckout();
  mkdirSync(path.join(fake.root, '.launcher.lock'));
  writeFileSync(path.join(fake.root, '.launcher.lock', 'pid'), '99999999');
  expect(await launch(fake)).toMatchObject({ exitCode: 0, stdout: 'a b|c' });
});

test.for([
  ['v18.20.4', 'Node.js v18.20.4 is too old.'],
  ['v20.18.1', 'Node.js v20.18.1 is too old.'],
])('Node %s is refused with what to do', async ([version, told]) => {
  const fake = fakeCheckout();
  const node = path.join(fake.root, 'programs', 'node');
  writeFileSync(node, `#!/bin/sh\necho ${version}\n`);
  chmodSync(node, 0o755);
  const { exitCode, stderr } = await launch(fake);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(told);
  expect(stderr).toContain('install Node.js 20.19 or newer');
});

test('a build that fails is told and ends with 1', async () => {
  const fake = fakeCheckout();
  writeFileSync(path.join(fake.root, 'build.mjs'), 'process.exit(1)');
  const { exitCode, stderr } = await launch(fake);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('The build failed.');
  expect(existsSync(path.join(fake.root, '.launcher.lock'))).toBe(false);
});

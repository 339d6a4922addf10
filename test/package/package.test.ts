import {
  cpSync,
  existsSync,
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
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { checkout } from '../../src/checkout.ts';
import { missingPrograms } from '../e2e/stack.ts';
import { testConfig } from '../ports.ts';
import { testBin } from '../programs.ts';

/** The package as `npm pack` makes it, installed in a folder where nothing else of ours can be reached. */

const missing = await missingPrograms(['prometheus', 'pushgateway']);
if (missing.length > 0) console.warn(`skipped: no ${missing.join(', ')} here for a stack of the package`);

const folder = mkdtempSync(path.join(os.tmpdir(), 'packed-'));
const state = path.join(folder, 'state');
const installed = path.join(folder, 'node_modules', 'start-observability');

const run = (...args: readonly string[]) =>
  execa(path.join(installed, 'start-observability'), args, {
    cwd: folder,
    reject: false,
    env: { HOME: folder, START_OBSERVABILITY_HOME: state, XDG_DATA_HOME: undefined },
  });

/** Packs a copy: `prepack` writes a package.json, and other tests read the checkout's meanwhile. */
const pack = async (): Promise<string> => {
  const copy = path.join(folder, 'copy');
  const leftOut = new Set(['node_modules', '.git', 'dist', 'test', 'bench']);
  cpSync(checkout.root, copy, {
    recursive: true,
    filter: (from) => !leftOut.has(path.basename(from)) || path.dirname(from) !== checkout.root,
  });
  symlinkSync(path.join(checkout.root, 'node_modules'), path.join(copy, 'node_modules'));
  const { stdout } = await execa('npm', ['pack', '--json', '--pack-destination', folder], { cwd: copy });
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ filename: string }];
  expect(readFileSync(path.join(copy, 'package.json'), 'utf8')).toBe(
    readFileSync(path.join(checkout.root, 'package.json'), 'utf8'),
  );
  return path.join(folder, filename);
};

describe('the package that npm pack makes', () => {
  beforeAll(async () => {
    const archive = await pack();
    mkdirSync(installed, { recursive: true });
    await execa('tar', ['-xzf', archive, '-C', installed, '--strip-components=1']);
    const { dependencies } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
    // What npm would fetch: the one package with a native part, and what that one asks for.
    expect(Object.keys(dependencies)).toEqual(['@photostructure/sqlite']);
    for (const name of ['@photostructure', 'node-gyp-build', 'node-addon-api']) {
      const from = path.join(checkout.root, 'node_modules', name);
      if (existsSync(from)) cpSync(from, path.join(folder, 'node_modules', name), { recursive: true });
    }
  });
  afterAll(async () => {
    await run('stop');
    rmSync(folder, { recursive: true, force: true });
  });

  test('has no sources, no build step and the notices of what it bundles', async () => {
    expect(readdirSync(installed)).not.toContain('src');
    expect(readFileSync(path.join(installed, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8')).toContain(
      'express ',
    );
    const { scripts } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
    expect(scripts).toBeUndefined();
    expect(await run('version')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(existsSync(path.join(installed, 'node_modules'))).toBe(false);
  });

  test.skipIf(missing.length > 0)('starts the stack in an empty folder', async () => {
    const { ports } = await testConfig();
    mkdirSync(state, { mode: 0o700 });
    symlinkSync(testBin, path.join(state, 'bin'));
    writeFileSync(
      path.join(state, 'config.yaml'),
      stringify({ runtime: 'native', collector: 'embedded', ports }),
    );
    const started = await run('start');
    expect(started.exitCode, `${started.stdout}\n${started.stderr}`).toBe(0);
    const page = await fetch(`http://127.0.0.1:${ports.grafana}/`);
    expect(await page.text()).toContain('<title>Claude Code</title>');
    expect((await run('stop')).exitCode).toBe(0);
  });
});

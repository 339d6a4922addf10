import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parse } from 'yaml';
import { checkout } from '../../src/checkout.ts';
import { defaults } from '../../src/config/schema.ts';
import type { Failure } from '../../src/failure.ts';
import { chooseRuntime } from '../../src/runtime/choose.ts';
import {
  canRunContainers,
  composeOneCommand,
  lookForEngine,
  mustRunContainers,
} from '../../src/runtime/engine.ts';
import { leastRoom, mustHaveRoom } from '../../src/runtime/preflight.ts';
import { end, identify, isAlive } from '../../src/runtime/process.ts';
import { engineOf, rememberRuntime, startedRuntime } from '../../src/runtime/remembered.ts';
import { makeHome } from '../../src/runtime/stack.ts';
import { composeArtefacts } from '../../src/stack/compose.ts';
import { containers } from '../../src/stack/site.ts';
import { temporaryHome } from '../home.ts';

/** A folder of shell scripts that stand for programs, as the whole of PATH. */
const path_ = (programs: Readonly<Record<string, string>>): NodeJS.ProcessEnv => {
  const folder = path.join(temporaryHome().root, 'bin');
  mkdirSync(folder);
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${body}\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
  return { PATH: folder };
};

const failureOf = (act: () => void): Failure => {
  try {
    act();
  } catch (error) {
    return error as Failure;
  }
  throw new Error('nothing failed');
};

test('too little disk or memory is said with how much is there and how much is needed', async () => {
  const home = temporaryHome();
  await expect(mustHaveRoom(home, { ...leastRoom, diskBytes: 300 * 1024 ** 2 })).rejects.toThrow(
    'Too little disk space: 300 MiB free, 1.0 GiB needed.',
  );
  await expect(mustHaveRoom(home, { ...leastRoom, memoryBytes: 100 * 1024 ** 2 })).rejects.toThrow(
    'Too little memory: 100 MiB free, 384 MiB needed.',
  );
  await mustHaveRoom(home, leastRoom);
});

test('a machine without Docker is told how to go on without it', async () => {
  const found = await lookForEngine('docker', path_({}));
  expect(found).toEqual({
    name: 'docker',
    trouble: 'docker is not on PATH',
    isInstalled: false,
    isComposeOld: false,
  });
  const { text } = failureOf(() => mustRunContainers(found));
  expect(text).toContain('docker is not on PATH');
  expect(text).toContain('--runtime native');
});

test('why the engine does not answer is said in its own words', async () => {
  const docker = 'echo "permission denied while trying to connect to the Docker daemon" >&2; exit 1';
  const found = await lookForEngine('docker', path_({ docker }));
  expect(failureOf(() => mustRunContainers(found)).where).toContain('permission denied');
});

test('Compose v1 alone is recognised and said', async () => {
  const docker = 'if [ "$1" = version ]; then echo 28.5.2; else exit 1; fi';
  const found = await lookForEngine('docker', path_({ docker, 'docker-compose': 'echo 1.29.2' }));
  expect(found).toEqual({ name: 'docker', engine: '28.5.2', isInstalled: true, isComposeOld: true });
  const { message, text } = failureOf(() => mustRunContainers(found));
  expect(message).toBe('Only Compose v1 is installed; version 2 is needed.');
  expect(text).toContain(composeOneCommand);
});

test('the command for Compose v1 leaves nothing in compose.yaml that it refuses, and takes nothing else away', async () => {
  const [, script = ''] = /sed '([^']+)'/.exec(composeOneCommand) ?? [];
  const file = path.join(checkout.root, 'compose.yaml');
  const { name, ...whole } = parse(readFileSync(file, 'utf8'));
  expect(name).toBe('start-observability');
  const left = parse((await execa('sed', [script, file])).stdout);
  const workspace = whole.services['claude-code'].volumes[0];
  expect(workspace.bind).toEqual({ create_host_path: true });
  delete workspace.bind;
  expect(left).toEqual(whole);
  const policies = Object.values<{ pull_policy?: string }>(left.services).flatMap(
    ({ pull_policy }) => pull_policy ?? [],
  );
  // Those of its schema.
  for (const policy of policies) expect(['always', 'never', 'if_not_present', 'build']).toContain(policy);
  expect(readFileSync(path.join(checkout.root, 'docs/docker.md'), 'utf8')).toContain(
    composeOneCommand.split(' && ')[0],
  );
});

test.each([
  ['docker', '20.10.4', '2.40.3', 'Docker 20.10.4 is too old; 20.10.5 or newer is needed.'],
  ['docker', '28.5.2', '2.6.0', 'Compose 2.6.0 is too old; 2.10.2 or newer is needed.'],
  ['podman', '4.3.1', '2.40.3', 'Podman 4.3.1 is too old; 5.4.2 or newer is needed.'],
] as const)(
  '%s %s with Compose %s is refused with the version that is needed',
  async (name, engine, compose, told) => {
    const answer = `if [ "$1" = compose ]; then echo ${compose}; else echo ${engine}; fi`;
    const found = await lookForEngine(name, path_({ [name]: answer }));
    expect(canRunContainers(found)).toBe(false);
    const { message, text } = failureOf(() => mustRunContainers(found));
    expect(message).toBe(told);
    expect(text).toContain('--runtime native');
  },
);

test('the oldest versions that were tried are taken, with what distributions add to them', async () => {
  const answer = 'if [ "$1" = compose ]; then echo v2.10.2; else echo 20.10.5+dfsg1; fi';
  const found = await lookForEngine('docker', path_({ docker: answer }));
  expect(canRunContainers(found)).toBe(true);
  mustRunContainers(found);
});

test('Podman is used where the configuration, the command line or the data of the last start says so', async () => {
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const engines = { podman: 'if [ "$1" = compose ]; then echo 2.26.1; else echo 5.4.2; fi' };
  vi.stubEnv('PATH', path_(engines)['PATH']);
  const wish = { config: defaults(), asked: undefined, say: () => {}, detail: () => {} };
  const [configured, asked, used] = [temporaryHome(), temporaryHome(), temporaryHome()];
  for (const home of [configured, asked, used]) makeHome(home);
  const config = { ...defaults(), runtime: 'podman' as const };
  expect(await chooseRuntime({ ...wish, home: configured, config })).toBe('podman');
  expect(await chooseRuntime({ ...wish, home: asked, asked: 'podman' })).toBe('podman');
  const site = containers(defaults());
  const paths = { engine: 'podman', build: '.', ownDashboards: '.', workspace: '.' } as const;
  mkdirSync(used.generated, { recursive: true });
  writeFileSync(path.join(used.generated, 'compose.yaml'), composeArtefacts(site, paths)[0]?.text ?? '');
  expect(await chooseRuntime({ ...wish, home: used })).toBe('podman');
  expect([engineOf(used), engineOf(asked)]).toEqual(['podman', 'docker']);
});

test('without Podman, its runtime is refused with what is missing', async () => {
  const found = await lookForEngine('podman', path_({}));
  expect(failureOf(() => mustRunContainers(found)).text).toContain('podman is not on PATH');
  const alone = path_({ podman: 'if [ "$1" = compose ]; then exit 1; else echo 5.4.2; fi' });
  expect(failureOf(() => mustRunContainers(found)).text).toContain('start Podman');
  const { text } = failureOf(() => mustRunContainers({ ...found, engine: '5.4.2' }));
  expect(text).toContain('podman.socket');
  expect(canRunContainers(await lookForEngine('podman', alone))).toBe(false);
});

test('a running stack keeps its runtime; asking for the other says how to change', async () => {
  const home = temporaryHome();
  makeHome(home);
  const wish = { home, config: defaults(), asked: undefined, say: () => {}, detail: () => {} };
  expect(startedRuntime(home)).toBeUndefined();
  rememberRuntime(home, 'native');
  expect(await chooseRuntime(wish)).toBe('native');
  await expect(chooseRuntime({ ...wish, asked: 'docker' })).rejects.toThrow(
    'The stack runs in the other runtime (native).',
  );
});

test('without being told, a start stays where the data is, whether Docker came or went meanwhile', async () => {
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const wishIn = (home: ReturnType<typeof temporaryHome>) => {
    makeHome(home);
    return { home, config: defaults(), asked: undefined, say: () => {}, detail: () => {} };
  };
  const docker2 = 'if [ "$1" = compose ]; then echo 2.40.3; else echo 28.5.2; fi';
  const withDocker = path_({ docker: docker2 })['PATH'];
  const [empty, native, docker] = [temporaryHome(), temporaryHome(), temporaryHome()];
  mkdirSync(path.join(native.data, 'ledger'), { recursive: true });
  writeFileSync(path.join(native.data, 'ledger', 'ledger.db'), '');
  mkdirSync(docker.generated, { recursive: true });
  writeFileSync(path.join(docker.generated, 'compose.yaml'), '');

  vi.stubEnv('PATH', withDocker);
  expect(await chooseRuntime(wishIn(empty))).toBe('docker');
  expect(await chooseRuntime(wishIn(native))).toBe('native');
  expect(await chooseRuntime(wishIn(docker))).toBe('docker');
  vi.stubEnv('PATH', path_({})['PATH']);
  expect(await chooseRuntime(wishIn(empty))).toBe('native');
  await expect(chooseRuntime(wishIn(docker))).rejects.toThrow('No container engine answers.');
});

test('a process is known by its number and its start: another start is another process', async () => {
  const here = identify(process.pid);
  expect(here && isAlive(here)).toBe(true);
  expect(isAlive({ pid: process.pid, started: 'long ago' })).toBe(false);
  // Nothing happens to us.
  await end({ pid: process.pid, started: 'long ago' });
  expect(identify(2 ** 22 + 1)).toBeUndefined();
});

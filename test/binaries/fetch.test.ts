import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { type FetchState, readFetchState } from '../../src/binaries/background.ts';
import { find } from '../../src/binaries/find.ts';
import {
  barePath,
  mirrorFolder,
  releaseOf,
  startServer,
  surroundings,
  temporaryFolder,
} from './release-server.ts';

const entry = path.resolve('src/binaries/fetch.ts');

/** Starts `fetch` as the command line does, from source. */
const fetchProgram = (name: string, bin: string, run: string, mirror: string) => {
  const child = execa(
    process.execPath,
    ['--import', 'tsx', entry, name, `--bin=${bin}`, `--run=${run}`, `--mirror=${mirror}`],
    {
      reject: false,
      all: true,
    },
  );
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await child;
  });
  return child;
};

const until = async (run: string, wanted: (state: FetchState) => boolean): Promise<FetchState> => {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const state = await readFetchState(run, 'prometheus');
    if (state && wanted(state)) return state;
    if (Date.now() > deadline) throw new Error(`the state stayed ${JSON.stringify(state)}`);
    await pause(20);
  }
};

test('a fetch in the background tells how far it is, and in the end where the program is', async () => {
  await barePath();
  const run = await temporaryFolder();
  const { here } = await surroundings();
  expect(await readFetchState(run, 'prometheus')).toBeUndefined();
  const child = fetchProgram(
    'prometheus',
    here.bin,
    run,
    await mirrorFolder(await releaseOf('prometheus', '3.14.0')),
  );
  expect((await child).exitCode).toBe(0);
  expect(await readFetchState(run, 'prometheus')).toMatchObject({
    state: 'done',
    pid: child.pid,
    message: expect.stringContaining('prometheus 3.14.0 (release): '),
  });
  expect(await find('prometheus', here)).toMatchObject({ version: '3.14.0', source: 'cache' });
});

test('a second fetch of the same program leaves the first alone; one that was killed reads as interrupted', async () => {
  await barePath();
  const run = await temporaryFolder();
  const { here } = await surroundings();
  const files = await releaseOf('prometheus', '3.14.0');
  const { url } = await startServer(files, [{}, { stallAfter: 10 }]);
  const first = fetchProgram('prometheus', here.bin, run, url);
  await until(run, ({ state, message }) => state === 'running' && message.includes('downloading'));
  const second = await fetchProgram('prometheus', here.bin, run, url);
  expect(second).toMatchObject({ exitCode: 0, all: 'prometheus is already being fetched' });
  first.kill('SIGKILL');
  await first;
  expect(await readFetchState(run, 'prometheus')).toMatchObject({ state: 'interrupted', pid: first.pid });
  expect((await fetchProgram('prometheus', here.bin, run, url)).exitCode).toBe(0);
  expect(await readFetchState(run, 'prometheus')).toMatchObject({ state: 'done' });
});

test('a fetch that fails keeps the whole reason, and stops cleanly when told to', async () => {
  await barePath();
  const run = await temporaryFolder();
  const { here } = await surroundings();
  expect((await fetchProgram('prometheus', here.bin, run, await mirrorFolder({}))).exitCode).toBe(1);
  expect(await readFetchState(run, 'prometheus')).toMatchObject({
    state: 'failed',
    message: expect.stringMatching(/official release: .*fix: /s),
  });
  const { url } = await startServer(await releaseOf('prometheus', '3.14.0'), [{ stallAfter: 1 }]);
  const child = fetchProgram('prometheus', here.bin, run, url);
  await until(run, ({ state, message }) => state === 'running' && message.includes('asking'));
  child.kill('SIGTERM');
  await child;
  expect(await readFetchState(run, 'prometheus')).toMatchObject({ state: 'interrupted' });
});

test('a wrong call is told how it is done', async () => {
  const { exitCode, all } = await fetchProgram('otelcoll', 'bin', 'run', '');
  expect(exitCode).toBe(2);
  expect(all).toContain('Usage: fetch PROGRAM');
});

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Failure } from '../../src/failure.ts';
import { logPath, readState, statePath } from '../../src/runtime/plan.ts';
import { identify } from '../../src/runtime/process.ts';
import { rememberRuntime } from '../../src/runtime/remembered.ts';
import { waitUntilHealthy } from '../../src/runtime/wait.ts';
import { run } from '../cli/run.ts';
import { freePort } from '../ports.ts';
import { succeeded } from '../succeeded.ts';
import { planned, standIn, standInStack } from './stand-ins.ts';

const isRunning = (pid: number | undefined): boolean => pid !== undefined && identify(pid) !== undefined;
const log = (stack: { home: Parameters<typeof logPath>[0] }, name: string): string =>
  readFileSync(logPath(stack.home, name), 'utf8');

test('everything is started and healthy, and stopped in reverse order', async () => {
  const stack = await standInStack(['ledger', 'hooks', 'prometheus']);
  const all = await stack.up();
  expect(all.map(({ name, state, restarts }) => ({ name, state, restarts }))).toEqual(
    ['ledger', 'hooks', 'prometheus'].map((name) => ({ name, state: 'healthy', restarts: 0 })),
  );
  for (const { memoryBytes, since } of all) {
    expect(memoryBytes).toBeGreaterThan(1024 ** 2);
    expect(Math.abs(Date.now() - Date.parse(since ?? ''))).toBeLessThan(15_000);
  }
  await stack.runtime.stop();
  expect(await stack.runtime.status()).toEqual([]);
  for (const { pid } of all) expect(isRunning(pid)).toBe(false);
  const stopped = all.map(({ name }) => BigInt(/stops at (\d+)/.exec(log(stack, name))?.[1] ?? 0));
  expect(stopped.toSorted((a, b) => Number(b - a))).toEqual(stopped);
});

test('starting twice leaves everything as it is', async () => {
  const stack = await standInStack(['ledger', 'hooks']);
  await stack.up();
  const before = await stack.pids();
  await stack.up();
  expect(await stack.pids()).toEqual(before);
});

test('two starts at once make one stack', async () => {
  const stack = await standInStack(['ledger', 'hooks']);
  await Promise.all([stack.up(), stack.up(), stack.up()]);
  expect(log(stack, 'ledger').match(/starts/g)).toHaveLength(1);
  expect(log(stack, 'hooks').match(/starts/g)).toHaveLength(1);
});

test('what dies is started again, and says how it ended', async () => {
  const stack = await standInStack(['ledger', 'hooks']);
  await stack.up();
  const before = await stack.pids();
  await fetch(`http://127.0.0.1:${stack.plan.processes[1]?.ports[0]}/die`).catch(() => undefined);
  const hooks = await vi.waitFor(async () => {
    const found = (await stack.runtime.status()).find(({ name }) => name === 'hooks');
    expect(found).toMatchObject({ state: 'healthy', restarts: 1, lastExit: 'ended with exit code 3' });
    return found;
  }, 10_000);
  expect(hooks?.pid).not.toBe(before['hooks']);
  expect((await stack.pids())['ledger']).toBe(before['ledger']);
});

test('after kill -9 of the supervisor its processes go on, and the next start takes them over', async () => {
  const stack = await standInStack(['ledger', 'hooks']);
  await stack.up();
  const before = await stack.pids();
  const supervisor = readState(stack.home)?.supervisor.pid ?? 0;
  process.kill(supervisor, 'SIGKILL');
  await vi.waitFor(() => expect(isRunning(supervisor)).toBe(false), 5_000);
  expect(isRunning(before['ledger'])).toBe(true);
  process.kill(before['hooks'] ?? 0, 'SIGKILL');
  await vi.waitFor(() => expect(isRunning(before['hooks'])).toBe(false), 5_000);
  await stack.up();
  const after = await stack.pids();
  expect(after['ledger']).toBe(before['ledger']);
  expect(after['hooks']).not.toBe(before['hooks']);
  // Taken over means watched: it is started again, too.
  process.kill(after['ledger'] ?? 0, 'SIGKILL');
  await vi.waitFor(async () => expect((await stack.pids())['ledger']).not.toBe(before['ledger']), 10_000);
});

test('what an earlier supervisor left and nobody plans any more is ended', async () => {
  const stack = await standInStack(['ledger', 'hooks']);
  await stack.up();
  const before = await stack.pids();
  process.kill(readState(stack.home)?.supervisor.pid ?? 0, 'SIGKILL');
  stack.plan = { processes: stack.plan.processes.slice(0, 1) };
  await vi.waitFor(() => expect(isRunning(readState(stack.home)?.supervisor.pid)).toBe(false), 5_000);
  await stack.up();
  expect(await stack.pids()).toEqual({ ledger: before['ledger'] });
  expect(isRunning(before['hooks'])).toBe(false);
});

test('a number in the state file that belongs to a stranger by now is left alone', async () => {
  const stack = await standInStack(['ledger']);
  const stranger = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
  onTestFinished(() => {
    stranger.kill();
  });
  const old = { pid: stranger.pid, started: 'another boot/1' };
  const process_ = { planned: stack.plan.processes[0], identity: old, restarts: 0 };
  writeFileSync(statePath(stack.home), JSON.stringify({ supervisor: old, since: '', processes: [process_] }));
  expect((await stack.runtime.status())[0]?.state).toBe('down');
  await stack.up();
  await stack.runtime.stop();
  expect(isRunning(stranger.pid)).toBe(true);
});

test('one that cannot work fails the start with the last lines of its log', async () => {
  const stack = await standInStack(['ledger']);
  const port = await freePort();
  stack.plan = {
    processes: [...stack.plan.processes, planned(stack.home, 'hooks', port, { FAIL: 'no key' })],
  };
  const failure = await stack.up().catch((error: Failure) => error);
  expect((failure as Failure).text).toContain('hooks ended with exit code 7.');
  expect((failure as Failure).text).toContain('    cannot work: no key');
  // Mended, the next start succeeds at once, without waiting for its turn.
  await stack.runtime.stop();
  stack.plan = { processes: [...stack.plan.processes.slice(0, 1), planned(stack.home, 'hooks', port)] };
  expect(await stack.up()).toHaveLength(2);
});

test('a program that is not there is told, not swallowed', async () => {
  const stack = await standInStack(['ledger']);
  const [one] = stack.plan.processes;
  if (one) stack.plan = { processes: [{ ...one, command: '/nonexistent/program' }] };
  await expect(stack.up()).rejects.toThrow('ledger ended.');
  expect(log(stack, 'supervisor')).toContain('ENOENT');
});

test('a port that another process has is named with that process', async () => {
  const stack = await standInStack(['ledger', 'prometheus']);
  const port = stack.plan.processes[1]?.ports[0] ?? 0;
  const server = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => {
    server.close();
  });
  const failure = await stack.up().catch((error: Failure) => error);
  expect((failure as Failure).message).toBe(`Port ${port}, which prometheus needs, is taken.`);
  expect((failure as Failure).where).toContain(`by process ${process.pid}: `);
  expect(await stack.runtime.status()).toEqual([]);
});

test.runIf(process.platform === 'linux')('a process of ours that nobody remembers is ended', async () => {
  const stack = await standInStack(['ledger']);
  const [one] = stack.plan.processes;
  const forgotten = spawn(process.execPath, [standIn], { env: { ...one?.env }, stdio: 'ignore' });
  await vi.waitFor(async () => expect((await fetch(one?.ready ?? '')).status).toBe(200), 10_000);
  await stack.up();
  expect(isRunning(forgotten.pid)).toBe(false);
  expect((await stack.pids())['ledger']).not.toBe(forgotten.pid);
});

test('restarting one component replaces it, with what is planned now, and no other', async () => {
  const stack = await standInStack(['ledger', 'hooks']);
  await stack.up();
  const before = await stack.pids();
  const [ledger, hooks] = stack.plan.processes;
  if (ledger && hooks) stack.plan = { processes: [ledger, { ...hooks, version: '2.0.0' }] };
  await stack.runtime.restart('hooks');
  const all = await waitUntilHealthy(stack.runtime, { onHealthy: () => {} });
  expect(all.map(({ name, version }) => [name, version])).toEqual([
    ['ledger', '1.0.0'],
    ['hooks', '2.0.0'],
  ]);
  const after = await stack.pids();
  expect(after['ledger']).toBe(before['ledger']);
  expect(after['hooks']).not.toBe(before['hooks']);
  await expect(stack.runtime.restart('grafana')).rejects.toThrow('grafana is not running.');
});

test('a stopped process that does not answer is ended all the same', async () => {
  const stack = await standInStack(['ledger']);
  await stack.up();
  const { ledger } = await stack.pids();
  process.kill(ledger ?? 0, 'SIGSTOP');
  await stack.runtime.stop();
  expect(isRunning(ledger)).toBe(false);
});

test('reset removes data and logs and keeps the configuration and the secrets', async () => {
  const stack = await standInStack(['ledger']);
  await stack.up();
  await stack.runtime.stop();
  writeFileSync(stack.home.config, 'runtime: native\n');
  await stack.runtime.reset();
  expect(existsSync(stack.home.data)).toBe(false);
  expect(existsSync(path.join(stack.home.logs, 'ledger.log'))).toBe(false);
  expect(readFileSync(stack.home.config, 'utf8')).toBe('runtime: native\n');
});

test('a state file that cannot be written ends nothing: what dies is started again, and told once it can', async () => {
  const stack = await standInStack(['ledger', 'hooks']);
  await stack.up();
  const supervisor = readState(stack.home)?.supervisor.pid ?? 0;
  // As a full disk does it: the file cannot be replaced.
  rmSync(statePath(stack.home));
  mkdirSync(path.join(statePath(stack.home), 'in the way'), { recursive: true });
  const port = stack.plan.processes[1]?.ports[0];
  const pid = async () => Number(await (await fetch(`http://127.0.0.1:${port}/pid`)).text());
  const before = await pid();
  process.kill(before, 'SIGKILL');
  await vi.waitFor(async () => expect(await pid()).not.toBe(before), 10_000);
  expect(isRunning(supervisor)).toBe(true);
  expect(log(stack, 'supervisor')).toContain('the state cannot be written');
  rmSync(statePath(stack.home), { recursive: true });
  await vi.waitFor(async () => {
    const found = (await stack.runtime.status()).find(({ name }) => name === 'hooks');
    expect(found).toMatchObject({ state: 'healthy', restarts: 1 });
  }, 15_000);
});

test('a dead supervisor is told, with what to do: by the runtime, and by status with exit code 3', async () => {
  const stack = await standInStack(['ledger']);
  await stack.up();
  rememberRuntime(stack.home, 'native');
  succeeded(await run(stack.home, ['status']));
  process.kill(readState(stack.home)?.supervisor.pid ?? 0, 'SIGKILL');
  await vi.waitFor(() => expect(stack.runtime.isSupervised()).toBe(false), 5_000);
  const { code, out } = await run(stack.home, ['status']);
  expect({ code, out }).toMatchObject({ code: 3, out: expect.stringMatching(/ledger +healthy/) });
  expect(out).toContain('The supervisor has ended: nothing starts again what dies.');
  await stack.up();
  succeeded(await run(stack.home, ['status']));
});

import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { removeAbandoned } from '../../src/demo/home.ts';
import { identify, isAlive, type ProcessIdentity } from '../../src/runtime/process.ts';

/** Somebody's editor, database or real stack. */
const stranger = (): ProcessIdentity => {
  const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return identify(child.pid as number) as ProcessIdentity;
};

/** A folder like that of a demo that was killed, which says that the stranger is its supervisor and its ledger. */
const planted = (name: string, mode: number, victim: ProcessIdentity): string => {
  const folder = path.join(os.tmpdir(), `start-observability-demo-${name}`);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'run'), { recursive: true });
  chmodSync(folder, mode);
  writeFileSync(path.join(folder, 'demo.pid'), '99999999');
  writeFileSync(path.join(folder, 'run', 'runtime'), 'native\n');
  const processes = [{ planned: { name: 'ledger' }, identity: victim, restarts: 0 }];
  const state = { supervisor: victim, since: 'x', processes };
  writeFileSync(path.join(folder, 'run', 'state.json'), JSON.stringify(state));
  writeFileSync(
    path.join(folder, 'run', 'fetch-otelcol.json'),
    JSON.stringify({ state: 'running', message: '', pid: victim.pid, startedAt: '', updatedAt: '' }),
  );
  return folder;
};

test('a folder that others can write is not believed, and stays', async () => {
  const victim = stranger();
  const folder = planted('open', 0o777, victim);
  await removeAbandoned();
  expect(isAlive(victim)).toBe(true);
  expect(existsSync(folder)).toBe(true);
});

test.runIf(process.getuid?.() === 0)('a folder of another user is not believed, and stays', async () => {
  const victim = stranger();
  const folder = planted('nobody', 0o700, victim);
  chownSync(folder, 65_534, 65_534);
  await removeAbandoned();
  expect(isAlive(victim)).toBe(true);
  expect(existsSync(folder)).toBe(true);
});

test('a link to a folder is not followed', async () => {
  const victim = stranger();
  const folder = planted('elsewhere', 0o700, victim);
  const target = path.join(os.tmpdir(), 'elsewhere');
  onTestFinished(() => rmSync(target, { recursive: true, force: true }));
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { mode: 0o700 });
  writeFileSync(path.join(target, 'demo.pid'), '99999999');
  rmSync(folder, { recursive: true });
  symlinkSync(target, folder);
  await removeAbandoned();
  expect(existsSync(path.join(target, 'demo.pid'))).toBe(true);
});

test('an abandoned demo of this user is removed, and a process that only its files call its own goes on', async () => {
  const victim = stranger();
  const folder = planted('mine', 0o700, victim);
  await removeAbandoned();
  expect(existsSync(folder)).toBe(false);
  expect(isAlive(victim)).toBe(true);
});

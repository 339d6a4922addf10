import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { execa } from 'execa';
import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/ledger/app.ts';
import { createExposition } from '../../src/ledger/exposition.ts';
import { temporaryHome } from '../home.ts';
import { open } from '../ledger/open.ts';
import { eventRequest } from '../ledger/point.ts';
import { unseen } from '../ledger/prometheus.ts';

const main = path.resolve(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.js');

/** A ledger with two events, and a command line that is told its port. */
const withLedger = async () => {
  const { ledger, store } = open();
  await ledger.take(
    'logs',
    eventRequest('user_prompt', { prompt_length: 7 }, { session: 'first', sequence: 1 }),
  );
  await ledger.take(
    'logs',
    eventRequest(
      'api_request',
      { model: 'opus', cost_usd: 0.5 },
      { session: 'first', sequence: 2, milliseconds: 9 },
    ),
  );
  const exposition = createExposition(store, ledger, new Registry(), unseen);
  const parts = { ledger, store, exposition, now: () => Date.now() * 1000, hosts: [] };
  const server = createServer(createApp({ ...parts, receiver: { handle: ledger.take } }));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const home = temporaryHome();
  mkdirSync(home.root, { recursive: true });
  writeFileSync(home.config, `ports: { ledger: ${(server.address() as AddressInfo).port} }\n`);
  return (...args: readonly string[]) =>
    execa(process.execPath, [main, 'events', ...args], {
      env: { START_OBSERVABILITY_HOME: home.root, NO_COLOR: '1' },
      reject: false,
    });
};

test('events are listed newest first, with what they say', async () => {
  const events = await withLedger();
  const { stdout } = await events();
  const lines = stdout.split('\n');
  expect(lines[1]).toMatch(/first +api_request +opus +\$0\.5000/);
  expect(lines[2]).toMatch(/first +user_prompt/);
  expect((await events('--verbose')).stdout).toContain('prompt_length=7');
});

test('a list that is cut says so, and one that is whole does not', async () => {
  const events = await withLedger();
  const cut = await events('--limit', '1');
  expect([cut.stdout.trim().split('\n').length, cut.stderr]).toEqual([
    2,
    expect.stringContaining('The newest 1; --limit or --since shows others.'),
  ]);
  expect((await events('--limit', '2')).stderr).toBe('');
});

test('filters pick events, and JSON has all of them', async () => {
  const events = await withLedger();
  expect(JSON.parse((await events('--name', 'api_request', '--json')).stdout)).toMatchObject([
    { name: 'api_request', session: 'first', attributes: { model: 'opus', cost_usd: 0.5 } },
  ]);
  expect((await events('--session', 'another')).stderr).toContain('No such event.');
});

test('a wrong filter is told, and so is a ledger that does not run', async () => {
  const events = await withLedger();
  const wrong = await events('--since', 'soon');
  expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('"soon" is not a time.')]);
  const none = await execa(process.execPath, [main, 'events'], {
    env: { START_OBSERVABILITY_HOME: temporaryHome().root, START_OBSERVABILITY_PORTS_LEDGER: '1' },
    reject: false,
  });
  expect([none.exitCode, none.stderr]).toEqual([3, expect.stringContaining('The ledger does not answer.')]);
});

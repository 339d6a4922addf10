import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/ledger/store.ts';
import { ledgerHeap } from '../../src/stack/components/ledger.ts';
import { linesOf, versions } from '../captures/read.ts';
import { waitFor } from '../e2e/wait.ts';
import { metricsRequest } from '../ledger/point.ts';
import { freePorts } from '../ports.ts';

/** The real ledger, with the heap that it has in the stack, among requests that would take all of it. */

const mebibyte = 2 ** 20;

let ledger: ChildProcess;
let folder: string;
let ports: readonly number[];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'fuzz-'));
  mkdirSync(path.join(folder, 'secrets'), { mode: 0o700 });
  writeFileSync(path.join(folder, 'secrets', 'redaction.key'), 'k'.repeat(64), { mode: 0o600 });
  writeFileSync(path.join(folder, 'secrets', 'api-token'), 'token', { mode: 0o600 });
  ports = await freePorts(5);
  const [listen, grpc, http, health, metrics] = ports.map((port) => `127.0.0.1:${port}`);
  ledger = spawn(process.execPath, ['dist/ledger/main.js'], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      NODE_OPTIONS: ledgerHeap,
      LEDGER_LISTEN: listen,
      LEDGER_OTLP_GRPC: grpc,
      LEDGER_OTLP_HTTP: http,
      LEDGER_HEALTH: health,
      LEDGER_METRICS: metrics,
      LEDGER_DATA: folder,
      LEDGER_SECRETS: path.join(folder, 'secrets'),
    },
  });
  await waitFor('the ledger being ready', isReady);
});

afterAll(() => {
  ledger?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const isReady = async (): Promise<boolean> => (await fetch(`http://127.0.0.1:${ports[0]}/ready`)).ok;

const post = async (port: number | undefined, signal: string, body: string): Promise<number> => {
  const response = await fetch(`http://127.0.0.1:${port}/v1/${signal}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  await response.arrayBuffer();
  return response.status;
};

/** What must be counted, whatever comes between. */
let truths = 0;
const sendTruth = async () => {
  truths += 1;
  const request = metricsRequest({ value: 1, attributes: { model: 'truth' }, time: truths * 1000 });
  expect(await post(ports[2], 'metrics', JSON.stringify(request))).toBe(200);
};

const isAlive = () => ledger.exitCode === null && ledger.signalCode === null;

describe('the ledger stays alive, ready and exact', () => {
  test('when three bodies of 20 MB that are all lists come at once', async () => {
    const bomb = `{"resourceLogs":[${'[],'.repeat(6_600_000)}[]]}`;
    const statuses = await Promise.all([1, 2, 3].map(() => post(ports[2], 'logs', bomb)));
    expect(statuses.filter((status) => status !== 413 && status !== 503)).toEqual([]);
    await sendTruth();
    expect([isAlive(), await isReady()]).toEqual([true, true]);
  });

  test('and takes an export of 20 MB that means something', async () => {
    const [line] = linesOf(versions().at(-1) ?? '').filter(({ kind }) => kind === 'traces');
    const { resourceSpans = [] } = (line?.value ?? {}) as { resourceSpans?: object[] };
    const one = JSON.stringify(resourceSpans[0]);
    const body = `{"resourceSpans":[${Array.from({ length: Math.floor((19 * mebibyte) / one.length) }, () => one).join()}]}`;
    expect(await post(ports[2], 'traces', body)).toBe(200);
    expect(isAlive()).toBe(true);
  });

  test('while 100 requests stand half sent', async () => {
    const sockets = Array.from({ length: 100 }, () => {
      const socket = connect(ports[2] ?? 0, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(
        'POST /v1/logs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{',
      );
      return socket;
    });
    for (let count = 0; count < 20; count++) await sendTruth();
    for (const socket of sockets) socket.destroy();
  });

  test('and every truth is counted once; every listing answers', async () => {
    for (const listing of ['events', 'sessions', 'summary']) {
      const response = await fetch(`http://127.0.0.1:${ports[0]}/api/${listing}`, {
        headers: { authorization: 'Bearer token' },
      });
      expect([listing, response.status]).toEqual([listing, 200]);
    }
    const ended = new Promise((resolve) => ledger.once('exit', resolve));
    ledger.kill('SIGTERM');
    await ended;
    const store = openStore(folder);
    const row = store
      .prepare("SELECT sum(value) AS n FROM counters WHERE metric = ? AND labels ->> 'model' = 'truth'")
      .get('claude_code_token_usage_tokens_total');
    store.close();
    expect(row).toEqual({ n: truths });
  });
});

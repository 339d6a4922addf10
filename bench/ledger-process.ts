import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { components } from '../src/stack/components.ts';
import { waitFor } from '../test/e2e/wait.ts';
import { freePorts } from '../test/ports.ts';
import { alone } from './surroundings.ts';

export type SentSignal = 'metrics' | 'logs' | 'traces';

/** A ledger in a process of its own, on one core, with an empty store. */
export interface LedgerProcess {
  readonly port: number;
  readonly post: (signal: SentSignal, body: string) => Promise<number>;
  readonly memory: (what: 'VmRSS' | 'VmHWM') => number;
  /** Processor seconds that it used so far. */
  readonly processorSeconds: () => number;
  readonly stop: () => void;
}

const root = path.resolve(import.meta.dirname, '..');

const environment = (port: number, folder: string) => components.ledger.env(alone(port, folder));

const post = (port: number, agent: Agent, signal: SentSignal, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: `/v1/${signal}`,
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });

export const startLedger = async (
  program = path.join(root, 'dist/ledger/main.js'),
): Promise<LedgerProcess> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-ledger-'));
  writeFileSync(path.join(folder, 'api-token'), 'token', { mode: 0o600 });
  const [port = 0] = await freePorts(1);
  const child = spawn('taskset', ['-c', '0', process.execPath, program], {
    env: { PATH: process.env['PATH'], ...environment(port, folder) },
    stdio: ['ignore', 2, 2],
  });
  const pid = child.pid as number;
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const stop = () => {
    agent.destroy();
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitFor('the ledger being ready', async () => (await fetch(`http://127.0.0.1:${port}/ready`)).ok);
  } catch (error) {
    stop();
    throw error;
  }
  return {
    port,
    stop,
    post: (signal, body) => post(port, agent, signal, body),
    memory: (what) =>
      Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    processorSeconds: () => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
  };
};

export interface Sending {
  readonly refused: number;
  /** Seconds by the clock, and of the ledger's processor. */
  readonly seconds: number;
  readonly processor: number;
}

/** Sends the bodies from 32 connections at once. */
export const sendAll = async (
  ledger: LedgerProcess,
  signal: SentSignal,
  bodies: Iterable<string>,
): Promise<Sending> => {
  const before = ledger.processorSeconds();
  const began = performance.now();
  const left = bodies[Symbol.iterator]() as Iterator<string> & Iterable<string>;
  let refused = 0;
  const sender = async () => {
    for (const body of left) if ((await ledger.post(signal, body)) !== 200) refused += 1;
  };
  await Promise.all(Array.from({ length: 32 }, sender));
  return {
    refused,
    seconds: (performance.now() - began) / 1000,
    processor: ledger.processorSeconds() - before,
  };
};

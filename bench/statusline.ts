import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { homeAt } from '../src/config/home.ts';
import { defaults } from '../src/config/schema.ts';
import { installStatusline, statuslinePath } from '../src/statusline/install.ts';
import type { Row } from './row.ts';

const times = 200;
const input = JSON.stringify({ session_id: 'a', cost: { total_cost_usd: 1.2345 } });
const answer = JSON.stringify({ lastData: null, costTodayUSD: 3, sessionsActive: 2 });

/** Milliseconds from the start of the program to its end, as the client waits. */
const measured = async (program: string): Promise<readonly number[]> => {
  const all: number[] = [];
  for (let count = 0; count < times; count += 1) {
    const { durationMs } = await execa(program, { input });
    all.push(durationMs);
  }
  return all.sort((a, b) => a - b);
};

const rows = (what: string, all: readonly number[]): readonly Row[] => [
  { what: `status line, ${what}: median`, value: all[Math.floor(times / 2)] ?? 0, unit: 'ms', bar: '< 50' },
  { what: `status line, ${what}: p99`, value: all[Math.floor(times * 0.99)] ?? 0, unit: 'ms', bar: '< 50' },
];

/** How long the client waits for its status line. */
export const benchStatusline = async (): Promise<readonly Row[]> => {
  const home = homeAt(mkdtempSync(path.join(os.tmpdir(), 'bench-statusline-')));
  let hangs = false;
  const server = createServer((_request, response) => {
    if (!hangs) response.end(answer);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const config = defaults();
  await installStatusline(home, {
    ...config,
    ports: { ...config.ports, ledger: port },
    budgets: { ...defaults().budgets, daily: 20 },
  });
  const program = statuslinePath(home);
  const up = await measured(program);
  hangs = true;
  const hanging = await measured(program);
  server.closeAllConnections();
  await once(server.close(), 'close');
  const down = await measured(program);
  rmSync(home.root, { recursive: true });
  return [...rows('ledger up', up), ...rows('ledger hangs', hanging), ...rows('stack down', down)];
};

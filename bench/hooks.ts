import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { installEntry } from '../src/hooks/entry/install.ts';
import { serviceKey } from '../src/hooks/service-key.ts';
import { components } from '../src/stack/components.ts';
import { waitFor } from '../test/e2e/wait.ts';
import { freePorts } from '../test/ports.ts';
import { programFor } from '../test/programs.ts';
import { benchEntryAlone, benchEntryTls, benchEntryUp } from './entry.ts';
import type { Row } from './row.ts';
import { alone } from './surroundings.ts';

const root = path.resolve(import.meta.dirname, '..');
/** Events of the memory test; `BENCH_EVENTS=1000000` for the whole bar, a few minutes. */
const most = Number(process.env['BENCH_EVENTS'] ?? 100_000);
const run = randomBytes(4).toString('hex');
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
let index = 0;

/** Pushes are part of what the service does at the same time; without a Pushgateway at hand they are not measured. */
const startPushgateway = async (home: string): Promise<{ address: string; stop: () => void }> => {
  const program = await programFor('pushgateway');
  if (!program) return { address: '', stop: () => {} };
  const [port = 0] = await freePorts(1);
  const child = spawn(program.path, [`--web.listen-address=127.0.0.1:${port}`], {
    cwd: home,
    stdio: 'ignore',
  });
  await waitFor('Pushgateway', async () => (await fetch(`http://127.0.0.1:${port}/-/ready`)).ok);
  return { address: `http://127.0.0.1:${port}`, stop: () => child.kill('SIGKILL') };
};

export const startService = async (
  port: number,
  home: string,
  pushgateway: string,
  key = '',
): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [path.join(root, 'dist/hooks/main.js')], {
    env: {
      ...components.hooks.env({
        ...alone(port, home),
        address: () => '',
        data: path.join(home, 'data'),
        sockets: path.join(home, 'sockets'),
      }),
      PROMETHEUS_PUSH_GATEWAY: pushgateway,
      HOOKS_KEY: key,
      LOG_LEVEL: 'error',
    },
    stdio: 'inherit',
  });
  await waitFor('the service', async () => (await fetch(`http://127.0.0.1:${port}/ready`)).ok);
  return child;
};

const payload = () => {
  index += 1;
  return JSON.stringify({
    session_id: `bench-${run}-${index % 50}`,
    transcript_path: '/home/dev/.claude/projects/p/s.jsonl',
    cwd: '/home/dev/project',
    hook_event_name: index % 2 === 0 ? 'PreToolUse' : 'PostToolUse',
    tool_name: 'Bash',
    tool_input: { command: `git status && npm test -- --filter ${index}` },
    tool_use_id: `${run}-${index}`,
    duration_ms: index % 1000,
  });
};

/** Milliseconds from sending an event to the end of its answer. */
const post = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    const sent = request({ port, path: '/hooks', method: 'POST', agent }, (response) => {
      response.resume();
      response.on('end', () => {
        if ((response.statusCode ?? 500) < 300) resolve(performance.now() - started);
        else reject(new Error(`answered ${response.statusCode}`));
      });
    });
    sent.on('error', reject);
    sent.end(payload());
  });

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? Number.NaN;

const memory = ({ pid }: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const perSecond = 200;

const sustained = async (port: number, seconds: number): Promise<readonly number[]> => {
  const times: Promise<number>[] = [];
  const started = performance.now();
  for (let sent = 0; sent < perSecond * seconds; sent += 1) {
    const wait = started + (sent * 1000) / perSecond - performance.now();
    if (wait > 0) await sleep(wait);
    times.push(post(port));
  }
  return Promise.all(times);
};

/** The engine translates what runs often during the first half minute; a person's service runs for days. */
const roundTrips = async (port: number): Promise<readonly Row[]> => {
  const at = `hooks: round trip at ${perSecond} events/s`;
  const first = await sustained(port, 30);
  const later = await sustained(port, 30);
  return [
    { what: `${at}, p99 of the first half minute`, value: quantile(first, 0.99), unit: 'ms' },
    { what: `${at}, median from then on`, value: quantile(later, 0.5), unit: 'ms' },
    { what: `${at}, p99 from then on`, value: quantile(later, 0.99), unit: 'ms', bar: '< 5' },
    { what: `${at}, longest from then on`, value: Math.max(...later), unit: 'ms' },
  ];
};

const soak = async (port: number, child: ChildProcess): Promise<readonly Row[]> => {
  const end = index + most;
  const half = index + most / 2;
  const started = performance.now();
  let middle = 0;
  const sender = async () => {
    while (index < end) {
      await post(port);
      if (middle === 0 && index >= half) middle = memory(child);
    }
  };
  await Promise.all(Array.from({ length: 50 }, sender));
  const seconds = (performance.now() - started) / 1000;
  return [
    { what: 'hooks: events/s, 50 senders', value: most / seconds, unit: '/s' },
    { what: `hooks: memory after ${most / 2} events`, value: middle, unit: 'MiB', bar: '< 120' },
    { what: `hooks: memory after ${most} events`, value: memory(child), unit: 'MiB', bar: '< 120, flat' },
  ];
};

/** As on the host of a virtual machine: no socket, and the service known by its certificate. */
const acrossTls = async (home: string): Promise<readonly Row[]> => {
  const [port = 0] = await freePorts(1);
  const folder = path.join(home, 'entry-tls');
  const key = path.join(home, 'tls');
  const child = await startService(port, home, '', key);
  try {
    await installEntry({
      port,
      folder,
      sockets: path.join(home, 'elsewhere'),
      secrets: home,
      from: path.join(root, 'dist/hooks/entry'),
      policy: defaultPolicy,
      isContainer: true,
      certificate: serviceKey(key).certificate,
    });
    return await benchEntryTls({ folder, payload });
  } finally {
    child.kill('SIGKILL');
  }
};

/** Bars of the hook-event service: answers, memory, and what the entry costs the client. */
export const benchHooks = async (): Promise<readonly Row[]> => {
  const [port = 0] = await freePorts(1);
  const home = mkdtempSync(path.join(os.tmpdir(), 'bench-hooks-'));
  const folder = path.join(home, 'entry');
  for (const name of ['redaction.key', 'api-token'])
    writeFileSync(path.join(home, name), randomBytes(32).toString('hex'), { mode: 0o600 });
  const pushgateway = await startPushgateway(home);
  const child = await startService(port, home, pushgateway.address);
  try {
    await installEntry({
      port,
      folder,
      sockets: path.join(home, 'sockets'),
      secrets: home,
      from: path.join(root, 'dist/hooks/entry'),
      policy: defaultPolicy,
    });
    const rows = [...(await roundTrips(port)), ...(await soak(port, child))];
    rows.push(...(await benchEntryUp({ folder, payload })));
    child.kill('SIGKILL');
    rows.push(...(await acrossTls(home)), ...benchEntryAlone({ folder, payload }));
    return rows;
  } finally {
    child.kill('SIGKILL');
    pushgateway.stop();
    agent.destroy();
    rmSync(home, { recursive: true, force: true });
  }
};

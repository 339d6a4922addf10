import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { commands } from '../../src/cli/commands.ts';
import { homeAt } from '../../src/config/home.ts';
import { scenarios } from '../captures/read.ts';
import { run as runCommand } from '../cli/run.ts';
import { missingPrograms } from '../e2e/stack.ts';
import { testConfig } from '../ports.ts';
import { testBin } from '../programs.ts';
import { prepare, requestsOf, sendJson } from '../replay/replay.ts';
import { succeeded } from '../succeeded.ts';
import { type MadeRequest, writeTranscripts } from '../transcripts/make.ts';
import { invocations } from './commands.ts';

/** Nothing leaves the machine: every command is run, with what it and what it starts connects to recorded. */

const missing = await missingPrograms(['prometheus', 'pushgateway', 'otelcol']);
const folder = mkdtempSync(path.join(os.tmpdir(), 'network-'));
const home = homeAt(path.join(folder, 'state'));
const record = path.join(folder, 'record');
const { ports } = await testConfig();
const env = {
  HOME: folder,
  CLAUDE_CONFIG_DIR: undefined,
  XDG_DATA_HOME: undefined,
  NETWORK_RECORD: record,
  NODE_OPTIONS: `--import ${path.join(import.meta.dirname, 'recorder.mjs')}`,
};
const run = (...args: readonly string[]) => runCommand(home, args, env);
const recorded = (): readonly string[] =>
  existsSync(record) ? [...new Set(readFileSync(record, 'utf8').split('\n').filter(Boolean))] : [];

afterAll(async () => {
  await run('stop');
  rmSync(folder, { recursive: true, force: true });
});

const loopback = /^(?:0100007F|[0-9A-F]{6}7F|0{8}|0{32}|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F)$/;

/** Addresses beyond this machine that a process has a connection to, as /proc writes them. */
const connectionsOf = (pid: number): readonly string[] => {
  const own = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        return '';
      }
    }),
  );
  return ['tcp', 'tcp6'].flatMap((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => own.has(`socket:[${fields[9]}]`))
      .map((fields) => (fields[2] ?? '').split(':')[0] ?? '')
      .filter((address) => !loopback.test(address)),
  );
};

test('every command is run, or is known to be for what lies beyond this machine', () => {
  expect(Object.keys(invocations).sort()).toEqual(Object.keys(commands).sort());
});

test('the recorder notes what goes beyond this machine', async () => {
  const { code } = await run('alerts', 'test', 'nobody');
  expect(code).not.toBe(0);
  expect(recorded()).toEqual([]);
  await runCommand(home, ['version'], {
    ...env,
    NODE_OPTIONS: `${env.NODE_OPTIONS} --import data:text/javascript,fetch('http://192.0.2.1').catch(()=>{})%3bawait%20new%20Promise(r=>setTimeout(r,300))`,
  });
  expect(recorded()).toEqual(['connect 192.0.2.1']);
  rmSync(record);
});

/** For the import. */
const request: MadeRequest = {
  session: 'a',
  time: Date.now() - 3_600_000,
  model: 'claude-haiku-4-5',
  input: 1,
  output: 1,
  cacheRead: 0,
  cacheWrite5m: 0,
  request: 'req_a',
};

/** What the running components are connected to. */
const connections = async (): Promise<readonly string[]> => {
  const { components } = JSON.parse(succeeded(await run('status', '--json')).out) as {
    components: readonly { readonly name: string; readonly pid?: number }[];
  };
  return components.flatMap(({ name, pid }) =>
    pid ? connectionsOf(pid).map((address) => `${name} is connected to ${address}`) : [],
  );
};

/** Runs one command; what it went beyond this machine for, and a failure that is not the command's own answer. */
const tried = async (command: string, args: readonly string[]): Promise<readonly string[]> => {
  const { code, err } = await run(command, ...args);
  const line = [command, ...args].join(' ');
  const wrong = recorded().map((what) => `${line}: ${what}`);
  rmSync(record, { force: true });
  return code === 0 || code === 1 ? wrong : [...wrong, `${line}: ends with ${code}: ${err}`];
};

test.skipIf(missing.length > 0)(
  'no command, and nothing that it starts, connects to anything beyond this machine',
  async () => {
    mkdirSync(home.root, { recursive: true, mode: 0o700 });
    symlinkSync(testBin, home.bin);
    writeTranscripts(path.join(folder, '.claude', 'projects'), [request]);
    writeFileSync(home.config, stringify({ ports }));
    const wrong: string[] = [];
    for (const [command, all] of Object.entries(invocations)) {
      for (const args of all || []) wrong.push(...(await tried(command, args)));
      if (command !== 'start') continue;
      const [scenario] = scenarios().map((one) => prepare(one, { shiftTo: Date.now() }));
      if (scenario) await sendJson(`http://127.0.0.1:${ports.otlpHttp}`, requestsOf(scenario));
      wrong.push(...(await connections()));
    }
    expect(wrong).toEqual([]);
  },
  600_000,
);

import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createClickhouseClient } from '../../src/clickhouse/client.ts';
import { clickhouseUsers } from '../../src/clickhouse/users.ts';
import { homeAt } from '../../src/config/home.ts';
import { configSchema } from '../../src/config/schema.ts';
import { clickhouseArtefacts } from '../../src/stack/clickhouse.ts';
import { components } from '../../src/stack/components.ts';
import { processes } from '../../src/stack/site.ts';
import { surroundingsOf } from '../../src/stack/surroundings.ts';
import { waitFor } from '../e2e/wait.ts';
import { freePort } from '../ports.ts';
import { programFor } from '../programs.ts';

const passwords = { writer: 'a writer of the test', reader: 'a reader of the test' };
const hash = (password: string) => createHash('sha256').update(password).digest('hex');

/** A real ClickHouse with our generated configuration; undefined where this machine cannot have one. */
export const startClickhouse = async (setting: Record<string, unknown> = {}) => {
  const program = await programFor('clickhouse');
  if (!program) return undefined;
  const root = mkdtempSync(path.join(os.tmpdir(), 'clickhouse-'));
  const port = await freePort();
  const config = configSchema.parse({
    clickhouse: { enabled: true, processors: 2 },
    ports: { clickhouse: port },
    ...setting,
  });
  const site = processes(config, homeAt(root), {
    clickhouseHashes: { writer: hash(passwords.writer), reader: hash(passwords.reader) },
  });
  for (const { path: file, text } of clickhouseArtefacts(site)) {
    mkdirSync(path.dirname(path.join(site.generated, file)), { recursive: true });
    writeFileSync(path.join(site.generated, file), text);
  }
  const here = surroundingsOf(site, 'clickhouse');
  mkdirSync(here.data, { recursive: true });
  const url = `http://127.0.0.1:${port}`;
  const log = openSync(path.join(root, 'log'), 'a');
  let child: ChildProcess | undefined;

  const start = async () => {
    if (child && child.exitCode === null && child.signalCode === null) return;
    child = spawn(program.path, [...program.extraArgs, ...components.clickhouse.args(here)], {
      stdio: ['ignore', log, log],
      cwd: root,
    });
    const started = child;
    await waitFor(
      'ClickHouse answering',
      async () => {
        if (started.exitCode !== null) throw new Error(`ClickHouse ended with ${started.exitCode}`);
        return (await fetch(`${url}/ping`)).ok;
      },
      { forMs: 120_000 },
    );
  };
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  await start();
  const login = (who: 'writer' | 'reader') => ({
    url,
    user: clickhouseUsers[who].user,
    password: passwords[who],
  });
  return {
    url,
    root,
    data: here.data,
    passwords,
    pid: () => child?.pid ?? 0,
    writer: createClickhouseClient(login('writer')),
    reader: createClickhouseClient(login('reader')),
    start,
    stop,
    remove: async () => {
      await stop('SIGKILL');
      rmSync(root, { recursive: true, force: true });
    },
  };
};

export type Clickhouse = NonNullable<Awaited<ReturnType<typeof startClickhouse>>>;

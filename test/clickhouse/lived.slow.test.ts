import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { checkout } from '../../src/checkout.ts';
import { ownClickhouseClient } from '../../src/clickhouse/own-client.ts';
import { clickhouseUsers } from '../../src/clickhouse/users.ts';
import { homeAt } from '../../src/config/home.ts';
import { scenarios } from '../captures/read.ts';
import { run as runCommand } from '../cli/run.ts';
import { missingPrograms } from '../e2e/stack.ts';
import { waitFor } from '../e2e/wait.ts';
import { testConfig } from '../ports.ts';
import { testBin } from '../programs.ts';
import { prepare, requestsOf, sendJson } from '../replay/replay.ts';
import { succeeded } from '../succeeded.ts';
import { agreed } from './compare.ts';

/** A stack with ClickHouse as a person runs it: every command is typed, nothing is stood in for. In order. */

const missing = await missingPrograms(['prometheus', 'pushgateway', 'otelcol', 'clickhouse']);
const folder = mkdtempSync(path.join(os.tmpdir(), 'lived-'));
const home = homeAt(path.join(folder, 'state'));
const { ports } = await testConfig();
const env = { HOME: folder, CLAUDE_CONFIG_DIR: undefined, XDG_DATA_HOME: undefined, TZ: 'UTC' };
const run = (...args: readonly string[]) => runCommand(home, args, env);
const client = (who: 'writer' | 'reader') =>
  ownClickhouseClient({ secrets: home.secrets, port: ports.clickhouse }, who);
const requests = scenarios()
  .slice(0, 40)
  .flatMap((scenario) => requestsOf(prepare(scenario, { shiftTo: Date.now() - 60_000 })));
const send = (some: typeof requests) =>
  sendJson(`http://127.0.0.1:${ports.otlpHttp}`, some, { concurrency: 4 });

const inStep = () => agreed(home, client('reader'), 5);

const checkOfDoctor = async () => {
  const { out } = await run('doctor', '--json');
  const { findings } = JSON.parse(out) as { findings: { id: string; status: string; problem?: string }[] };
  return findings.find(({ id }) => id === 'clickhouse');
};

/** The report as data, but for when it was made, and for the last digits that binary fractions leave open. */
const reported = async (): Promise<object> => {
  const { out } = await run('report', '--format', 'json');
  const { made: _, ...report } = JSON.parse(out, (_key, value) =>
    typeof value === 'number' ? Number(value.toPrecision(12)) : value,
  );
  return report;
};

const askPages = async (address: string) =>
  (await fetch(`http://127.0.0.1:${ports.grafana}/api/v1${address}`)).json() as Promise<
    Record<string, unknown>
  >;

beforeAll(() => {
  mkdirSync(home.root, { recursive: true, mode: 0o700 });
  symlinkSync(testBin, home.bin);
  const config = {
    ports,
    runtime: 'native',
    collector: { receiver: 'otelcol' },
    clickhouse: { enabled: true },
    timeZone: 'UTC',
    programs: { offline: true },
    prometheus: { scrapeInterval: '1s' },
  };
  writeFileSync(home.config, stringify(config));
});
afterAll(async () => {
  await run('stop');
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(missing.length > 0)('a stack with ClickHouse', () => {
  test('starts with one command, and status says its memory and how much it holds, where', async () => {
    expect(await run('start')).toMatchObject({ code: 0, err: expect.stringContaining('Healthy after') });
    await send(requests);
    await inStep();
    const { out } = await run('status');
    expect(out).toMatch(/^clickhouse .*\d+ MiB/m);
    expect(out).toContain(path.join(home.data, 'clickhouse'));
    expect(out).toMatch(/ClickHouse holds [\d.]+ MiB, and [\d.]+ MiB as received/);
  });

  test('what stands in place of logs of containers, and of grep in them, answers', async () => {
    const guide = readFileSync(path.join(checkout.root, 'docs', 'migrate.md'), 'utf8');
    const section = guide.split('## From a stack on ClickHouse')[1]?.split('\n## ')[0] ?? '';
    const commands = [...section.matchAll(/\| `start-observability ([^`]+)` \|/g)].map(([, words = '']) =>
      [...words.matchAll(/"([^"]*)"|(\S+)/g)]
        .map(([, quotedText, word]) => quotedText ?? word ?? '')
        // Following what comes ends with Ctrl-C.
        .filter((word) => word !== '-f'),
    );
    expect(commands).toHaveLength(3);
    for (const command of commands) succeeded(await run(...command));
    const { out } = await run(...(commands.at(-1) ?? []), '--format', 'csv');
    expect(Number(out.trim().split('\n').at(-1))).toBeGreaterThan(0);
  });

  test('pages, findings and reports ask it, and say the same as SQLite when it is away', async () => {
    expect(await askPages('/query/tool-top?since=7d')).toMatchObject({ engine: 'clickhouse' });
    const withIt = await reported();
    await waitFor(
      'its questions in the log of ClickHouse',
      async () =>
        Number(
          await client('writer').run(
            `SELECT count() FROM system.query_log WHERE user = '${clickhouseUsers.reader.user}' AND query LIKE '%cost_share%'`,
          ),
        ) > 0,
      { forMs: 60_000, everyMs: 1000 },
    );
    const config = readFileSync(home.config, 'utf8');
    writeFileSync(home.config, config.replace('enabled: true', 'enabled: false'));
    succeeded(await run('restart'));
    expect(await askPages('/query/tool-top?since=7d')).toMatchObject({ engine: 'sqlite' });
    expect(withIt).toEqual(await reported());
    writeFileSync(home.config, config);
    succeeded(await run('restart'));
    await inStep();
  });

  test('doctor finds it well; each thing that is broken is named, and its fix mends it', async () => {
    expect(await checkOfDoctor()).toMatchObject({ status: 'ok' });
    const secret = path.join(home.secrets, clickhouseUsers.writer.secret);
    writeFileSync(secret, 'another password', { mode: 0o600 });
    expect(await checkOfDoctor()).toMatchObject({ status: 'failed', problem: 'login' });
    succeeded(await run('restart'));
    expect(await checkOfDoctor()).toMatchObject({ status: 'ok' });
    for (const table of ['canaries', 'tool_result_data']) {
      await client('writer').run(`DROP TABLE telemetry.${table} SYNC`);
      if (table === 'canaries')
        expect(await checkOfDoctor()).toMatchObject({ status: 'failed', problem: 'tables' });
      succeeded(await run('restart', 'ledger'));
      await inStep();
      await waitFor('doctor finding it well', async () => (await checkOfDoctor())?.status === 'ok', {
        forMs: 60_000,
      });
    }
    // A running ledger would make it anew.
    succeeded(await run('stop', 'ledger'));
    await client('writer').run('DROP DATABASE telemetry SYNC');
    expect(await checkOfDoctor()).toMatchObject({ status: 'failed', problem: 'tables' });
    succeeded(await run('start', 'ledger'));
    await inStep();
  });

  test('a backup, put back after a reset, fills it again; reset empties both', async () => {
    const archive = path.join(folder, 'kept.tar.gz');
    const before = await inStep();
    succeeded(await run('backup', archive));
    succeeded(await run('reset', '--yes'));
    expect(existsSync(path.join(home.data, 'clickhouse'))).toBe(false);
    succeeded(await run('start'));
    await waitFor(
      'an empty ClickHouse',
      async () => Number(await client('writer').run('SELECT count() FROM telemetry.event_list')) === 0,
      { forMs: 120_000, everyMs: 500 },
    );
    expect(Number(await client('writer').run('SELECT count() FROM otel.otel_logs'))).toBe(0);
    succeeded(await run('restore', archive, '--yes'));
    expect(await inStep()).toEqual(before);
  });
});

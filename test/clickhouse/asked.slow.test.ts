import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { follow } from '../../src/clickhouse/follow.ts';
import { type ClickhouseUser, clickhouseUsers } from '../../src/clickhouse/users.ts';
import { type Home, homeAt } from '../../src/config/home.ts';
import { load } from '../../src/config/load.ts';
import { clickhouse as check } from '../../src/doctor/checks/clickhouse.ts';
import type { DoctorSurroundings } from '../../src/doctor/surroundings.ts';
import { openStore } from '../../src/ledger/store.ts';
import { transaction } from '../../src/store/database.ts';
import { syncTables } from '../../src/tables/sync.ts';
import { createTables } from '../../src/tables/tables.ts';
import { run } from '../cli/run.ts';
import { succeeded } from '../succeeded.ts';
import { fill, linesOf } from '../tables/team.ts';
import { caughtUp } from './compare.ts';
import { type Clickhouse, startClickhouse } from './engine.ts';

/** What a person asks of a ClickHouse that runs: `query --engine clickhouse`, and doctor's check. In order. */

let engine: Clickhouse | undefined;
let home: Home;

const writeConfig = (enabled: boolean) =>
  writeFileSync(
    home.config,
    stringify({ clickhouse: { enabled }, ports: { clickhouse: Number(new URL(engine?.url ?? '').port) } }),
  );
const writePassword = (who: ClickhouseUser, password: string) =>
  writeFileSync(path.join(home.secrets, clickhouseUsers[who].secret), password, { mode: 0o600 });
const query = (...args: readonly string[]) => run(home, ['query', '--engine', 'clickhouse', ...args]);
const look = () => check.run({ home, config: load(home).config } as DoctorSurroundings);
const rowsLeft = async () =>
  Number(await engine?.writer.run('SELECT count() FROM telemetry.canaries FORMAT TSV'));

beforeAll(async () => {
  engine = await startClickhouse();
  if (!engine) return;
  home = homeAt(engine.root);
  mkdirSync(home.secrets, { recursive: true, mode: 0o700 });
  writePassword('writer', engine.passwords.writer);
  writePassword('reader', engine.passwords.reader);
  writeConfig(true);
  const store = openStore(path.join(home.data, 'ledger'));
  transaction(store, () => syncTables(store, []));
  fill(
    store,
    createTables(store, { zone: 'UTC' }),
    linesOf({ now: Date.now(), days: 3, seed: 'asked', share: 0.5 }),
  );
  const follower = follow({
    database: store,
    client: engine.writer,
    schema: { extraLabels: [], zone: 'UTC', keptFor: '90d', rawKeptFor: '72h' },
  });
  await caughtUp(follower);
  await follower.stop();
  store.close();
});
afterAll(() => engine?.remove());

test('query --engine clickhouse answers what the ledger answers, saved queries too', async () => {
  if (!engine) return;
  const sql = 'SELECT name, count(*) AS n FROM events GROUP BY name ORDER BY name';
  for (const question of [[sql], ['--saved', 'tool-top', '--since', '7d']]) {
    const found = await query(...question, '--format', 'json');
    const wanted = await run(home, ['query', ...question, '--format', 'json']);
    succeeded(found);
    expect(JSON.parse(found.out).length).toBeGreaterThan(3);
    expect(JSON.parse(found.out)).toEqual(JSON.parse(wanted.out));
  }
});

test('query --engine clickhouse only reads, and says where a question is wrong', async () => {
  if (!engine) return;
  const written = await query('DROP TABLE telemetry.event_list');
  expect(written.code).not.toBe(0);
  expect(written.err).toContain('ClickHouse refused');
  const wrong = await query('SELECT nothing FROM events');
  expect(wrong.code).not.toBe(0);
  expect(wrong.err).toContain('nothing');
  for (const { err } of [written, wrong]) expect(err).not.toContain(engine.passwords.reader);
  expect(Number(await engine.writer.run('SELECT count() FROM telemetry.event_list'))).toBeGreaterThan(0);
});

test('doctor writes a row, reads it back, removes it, and says how much is there', async () => {
  if (!engine) return;
  expect(await look()).toEqual({
    ok: expect.stringMatching(/^\d+ events in [\d.]+ MiB, .* as received, in /),
  });
  expect(await rowsLeft()).toBe(0);
});

test('doctor tells a wrong login, missing tables and a ClickHouse that is away apart', async () => {
  if (!engine) return;
  writePassword('writer', 'another password');
  expect(await look()).toMatchObject({ problem: 'login' });
  writePassword('writer', engine.passwords.writer);
  await engine.writer.run('DROP TABLE telemetry.canaries SYNC');
  expect(await look()).toMatchObject({ problem: 'tables' });
  await engine.stop();
  expect(await look()).toMatchObject({ problem: 'away' });
  const { code, err } = await query('SELECT 1');
  expect(code).not.toBe(0);
  expect(err).toContain('ClickHouse does not answer.');
});

test('where it is not enabled query says how, and doctor that it is not', async () => {
  if (!engine) return;
  writeConfig(false);
  const { code, err } = await query('SELECT 1');
  expect(code).toBe(2);
  expect(err).toContain('config set clickhouse.enabled true');
  expect(await look()).toEqual({ ok: 'not enabled' });
});

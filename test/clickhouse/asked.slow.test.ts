import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
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
import { withSpans } from '../tables/spans.ts';
import { fill, linesOf } from '../tables/team.ts';
import { caughtUp } from './compare.ts';
import { type Clickhouse, startClickhouse } from './engine.ts';

/** What a person asks of a ClickHouse that runs: `query --engine clickhouse`, and doctor's check. In order. */

let engine: Clickhouse | undefined;
let home: Home;

const writeConfig = (enabled: boolean, port = Number(new URL(engine?.url ?? '').port)) =>
  writeFileSync(home.config, stringify({ clickhouse: { enabled }, ports: { clickhouse: port } }));
const writePassword = (who: ClickhouseUser, password: string) =>
  writeFileSync(path.join(home.secrets, clickhouseUsers[who].secret), password, { mode: 0o600 });
const query = (...args: readonly string[]) => run(home, ['query', '--engine', 'clickhouse', ...args]);
const look = () => check.run({ home, config: load(home).config } as DoctorSurroundings);
/** A ClickHouse that answers one kind of statement in its own way. Returns its port. */
const inFrontOf = async (
  url: string,
  when: RegExp,
  { status, text }: { readonly status: number; readonly text: string },
): Promise<number> => {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (when.test(body.toString())) {
      response.writeHead(status).end(text);
      return;
    }
    const { authorization = '' } = request.headers;
    const answer = await fetch(`${url}${request.url}`, {
      method: request.method ?? 'POST',
      ...(request.method === 'POST' && { headers: { authorization }, body: new Uint8Array(body) }),
    });
    response.writeHead(answer.status).end(await answer.text());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
};
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
    withSpans(linesOf({ now: Date.now(), days: 3, seed: 'asked', share: 0.5 })),
  );
  const follower = follow({
    database: store,
    client: engine.writer,
    schema: { extraLabels: [], zone: 'UTC', keptFor: { events: '90d', spans: '90d', raw: '72h' } },
  });
  await caughtUp(follower);
  await follower.stop();
  store.close();
});
afterAll(() => engine?.remove());

test('query --engine clickhouse answers what the ledger answers, saved queries too', async () => {
  if (!engine) return;
  const sql = 'SELECT name, count(*) AS n FROM events GROUP BY name ORDER BY name';
  const spans = 'SELECT name, count(*) AS n, sum(failed) AS failed FROM spans GROUP BY name ORDER BY name';
  for (const question of [[sql], [spans], ['--saved', 'tool-top', '--since', '7d']]) {
    const found = await query(...question, '--format', 'json');
    const wanted = await run(home, ['query', ...question, '--format', 'json']);
    succeeded(found);
    expect(JSON.parse(found.out).length).toBeGreaterThanOrEqual(3);
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

test('doctor tells a wrong login, missing tables, rows that are refused, lost or stay, and a ClickHouse that is away apart', async () => {
  if (!engine) return;
  writePassword('writer', 'another password');
  expect(await look()).toMatchObject({ problem: 'login' });
  writePassword('writer', engine.passwords.writer);
  const told = (status: number, text: string) => ({ status, text });
  const answers = {
    lost: [/SELECT count\(\) FROM canaries/, told(200, '0\n')],
    stays: [/ALTER TABLE canaries/, told(500, 'Code: 497. Not enough privileges.')],
  } as const;
  for (const [problem, [when, answer]] of Object.entries(answers)) {
    const port = await inFrontOf(engine.url, when, answer);
    writeConfig(true, port);
    expect(await look()).toMatchObject({ problem, evidence: [expect.any(String)] });
  }
  writeConfig(true);
  await engine.writer.run('DROP TABLE telemetry.canaries SYNC');
  expect(await look()).toMatchObject({ problem: 'tables' });
  await engine.writer.run(
    'CREATE TABLE telemetry.canaries (id FixedString(5)) ENGINE = MergeTree ORDER BY id',
  );
  expect(await look()).toMatchObject({ problem: 'refused', evidence: [expect.stringMatching(/too large/i)] });
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

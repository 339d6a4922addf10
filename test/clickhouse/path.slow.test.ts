import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { type ClickhouseClient, ClickhouseError } from '../../src/clickhouse/client.ts';
import { type Follower, follow } from '../../src/clickhouse/follow.ts';
import { spanStream } from '../../src/clickhouse/streams.ts';
import { type LedgerStore, openStore, storeFile } from '../../src/ledger/store.ts';
import { transaction } from '../../src/store/database.ts';
import { syncTables } from '../../src/tables/sync.ts';
import { createTables } from '../../src/tables/tables.ts';
import { waitFor } from '../e2e/wait.ts';
import { withSpans } from '../tables/spans.ts';
import { fill, type Line, linesOf } from '../tables/team.ts';
import { caughtUp, totalsOfClickhouse, totalsOfLedger } from './compare.ts';
import { type Clickhouse, startClickhouse } from './engine.ts';

const zone = 'UTC';
const schema = { extraLabels: [], zone, keptFor: { events: '3650d', spans: '3650d', raw: '3650d' } };
const lines = [
  ...withSpans(
    linesOf({ now: Date.UTC(2026, 10, 25, 13), days: 4, seed: 'the way to clickhouse', share: 0.3 }),
  ),
];
const third = Math.floor(lines.length / 3);
const parts = [lines.slice(0, third), lines.slice(third, 2 * third), lines.slice(2 * third)] as const;

let engine: Clickhouse | undefined;
let folder = '';
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'path-'));
  engine ??= await startClickhouse();
  if (!engine) return;
  await engine.start();
  for (const database of ['telemetry', 'otel'] as const)
    await engine.writer.run(`DROP DATABASE IF EXISTS ${database} SYNC`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => engine?.remove());

const open = (file = folder): LedgerStore => {
  const store = openStore(file);
  store.exec('PRAGMA synchronous = OFF');
  transaction(store, () => syncTables(store, []));
  return store;
};
const add = (store: LedgerStore, some: readonly Line[]) => fill(store, createTables(store, { zone }), some);
const followed = (store: LedgerStore, client: ClickhouseClient): Follower =>
  follow({ database: store, client, schema });
const catchUp = async (store: LedgerStore, client: ClickhouseClient): Promise<void> => {
  const follower = followed(store, client);
  await caughtUp(follower);
  await follower.stop();
};

/** Loses the answer of every fourth insert that was carried out. */
const losingAnswers = (client: ClickhouseClient): ClickhouseClient & { readonly lost: () => number } => {
  let inserts = 0;
  let lost = 0;
  return {
    lost: () => lost,
    run: async (statement, options) => {
      const answer = await client.run(statement, options);
      if (options?.body === undefined) return answer;
      inserts += 1;
      if (inserts % 4 !== 0) return answer;
      lost += 1;
      throw new ClickhouseError('The answer was lost.', 'a test', false);
    },
  };
};

test('answers that are lost, and a ledger that is stopped in the middle, double and lose nothing', async () => {
  if (!engine) return;
  const client = losingAnswers(engine.writer);
  const store = open();
  for (const part of parts) {
    const before = client.lost();
    const follower = followed(store, client);
    add(store, part);
    await waitFor('an answer being lost', async () => client.lost() > before, { forMs: 120_000 });
    // In the middle of it: whatever was under way is done again by the next one.
    await follower.stop();
  }
  await catchUp(store, engine.writer);
  expect(await totalsOfClickhouse(engine.writer)).toEqual(await totalsOfLedger(store));
  store.close();
});

test('what came while ClickHouse was away, and was killed, is there afterwards', async () => {
  if (!engine) return;
  const store = open();
  add(store, parts[0]);
  const follower = followed(store, engine.writer);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await engine.stop('SIGKILL');
  add(store, parts[1]);
  await expect.poll(() => follower.trouble(), { timeout: 30_000 }).toContain('does not answer');
  expect(follower.waiting()).toBeGreaterThan(0);
  add(store, parts[2]);
  await engine.start();
  await caughtUp(follower);
  await follower.stop();
  expect(await totalsOfClickhouse(engine.writer)).toEqual(await totalsOfLedger(store));
  store.close();
});

test('an older ledger is restored: what it lacks stays in ClickHouse, what comes after is added once', async () => {
  if (!engine) return;
  const store = open();
  add(store, parts[0]);
  const older = mkdtempSync(path.join(os.tmpdir(), 'older-'));
  store.prepare('VACUUM INTO ?').run(storeFile(older));
  add(store, parts[1]);
  await catchUp(store, engine.writer);
  const had = Number(await engine.writer.run('SELECT count() FROM telemetry.event_list'));
  store.close();

  const restored = open(older);
  add(restored, parts[2]);
  await catchUp(restored, engine.writer);
  const count = async (what: string) =>
    Number(await engine?.writer.run(`SELECT ${what} FROM telemetry.event_list`));
  const { n } = restored
    .prepare('SELECT count(*) AS n FROM event_list WHERE id > ?')
    .get((restored.prepare('SELECT count(*) AS n FROM event_list').get() as { n: number }).n - 1e9) as {
    n: number;
  };
  const first = parts[0].filter(({ kind }) => kind === 'event' || kind === 'hook').length;
  expect(await count('count()')).toBe(had + n - first);
  expect(await count('uniqExact(identity)')).toBe(await count('count()'));
  // Of what both have, the sums are the ledger's.
  const sessions = restored
    .prepare('SELECT session_id, cost_nanodollars, prompts FROM sessions ORDER BY 1')
    .all();
  const found = await engine.writer.run(
    'SELECT session_id, cost_nanodollars, prompts FROM sessions FORMAT JSONEachRow',
    {
      settings: { database: 'telemetry' },
    },
  );
  const rows = new Map(
    found
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
      .map((row) => [row.session_id, row]),
  );
  expect(sessions.map(({ session_id: id }) => rows.get(id))).toEqual(sessions.map((row) => ({ ...row })));
  expect(rows.size).toBeGreaterThanOrEqual(sessions.length);
  restored.close();
  rmSync(older, { recursive: true });
});

test('an older ClickHouse is restored: it is given what it lacks', async () => {
  if (!engine) return;
  const store = open();
  add(store, parts[0]);
  await catchUp(store, engine.writer);
  await engine.stop();
  const older = mkdtempSync(path.join(os.tmpdir(), 'older-'));
  cpSync(engine.data, older, { recursive: true });
  await engine.start();
  add(store, parts[1]);
  await catchUp(store, engine.writer);
  await engine.stop();
  rmSync(engine.data, { recursive: true });
  cpSync(older, engine.data, { recursive: true });
  rmSync(older, { recursive: true });
  await engine.start();
  add(store, parts[2]);
  await catchUp(store, engine.writer);
  expect(await totalsOfClickhouse(engine.writer)).toEqual(await totalsOfLedger(store));
  store.close();
});

test('an emptied ClickHouse is given the whole history at once', async () => {
  if (!engine) return;
  const store = open();
  add(store, lines);
  await catchUp(store, engine.writer);
  await engine.writer.run('DROP DATABASE telemetry SYNC');
  await catchUp(store, engine.writer);
  expect(await totalsOfClickhouse(engine.writer)).toEqual(await totalsOfLedger(store));
  store.close();
});

test('tables of an older layout are made and filled anew', async () => {
  if (!engine) return;
  const store = open();
  add(store, parts[0]);
  await catchUp(store, engine.writer);
  await engine.writer.run("INSERT INTO telemetry.facts (name, value) VALUES ('layout', '1')");
  await engine.writer.run('TRUNCATE TABLE telemetry.slots');
  await catchUp(store, engine.writer);
  expect(await totalsOfClickhouse(engine.writer)).toEqual(await totalsOfLedger(store));
  store.close();
});

test('columns that an earlier version packed otherwise are packed as this one does, and lose nothing', async () => {
  if (!engine) return;
  const { writer } = engine;
  const store = open();
  add(store, parts[0]);
  await catchUp(store, writer);
  const codecs = async () =>
    writer.run(
      "SELECT name, compression_codec FROM system.columns WHERE database = 'telemetry' AND table = 'tool_call_data' ORDER BY position FORMAT TSV",
    );
  const wanted = await codecs();
  await writer.run(
    'ALTER TABLE telemetry.tool_call_data MODIFY COLUMN call String CODEC(ZSTD(3)), MODIFY COLUMN version UInt64 CODEC(Delta, ZSTD(3)), MODIFY COLUMN started Nullable(Int64) CODEC(ZSTD(3))',
  );
  await writer.run("INSERT INTO telemetry.facts (name, value) VALUES ('schema', 'of an earlier version')");
  expect(await codecs()).not.toBe(wanted);
  await catchUp(store, writer);
  expect(await codecs()).toBe(wanted);
  add(store, parts[1]);
  await catchUp(store, writer);
  expect(await totalsOfClickhouse(writer)).toEqual(await totalsOfLedger(store));
  store.close();
});

test('when every span was too old and went, spans whose numbers begin anew arrive, once', async () => {
  if (!engine) return;
  const store = open();
  add(store, parts[0]);
  const follower = followed(store, engine.writer);
  await caughtUp(follower);
  const tables = ['span_list', ...[...spanStream.tables.values()].map(({ name }) => name)];
  for (const table of tables) store.exec(`DELETE FROM ${table}`);
  add(store, parts[1].slice(0, 200));
  const { n } = store.prepare('SELECT count(*) AS n FROM span_list').get() as { n: number };
  expect(n).toBeGreaterThan(10);
  const all = parts[0].filter(({ kind }) => kind === 'span').length + n;
  await waitFor(
    'the new spans',
    async () => Number(await engine?.writer.run('SELECT count() FROM telemetry.span_list')) >= all,
    { forMs: 120_000 },
  );
  await follower.stop();
  await catchUp(store, engine.writer);
  const told = await engine.writer.run(
    'SELECT count(), uniqExact(trace_id, span_id) FROM telemetry.span_list FORMAT TSVRaw',
  );
  expect(told.trim()).toBe(`${all}\t${all}`);
  store.close();
});

import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { follow } from '../../src/clickhouse/follow.ts';
import {
  ownDatabase,
  type SchemaOptions,
  schemaStatements,
  storedTables,
  upgradeStatements,
} from '../../src/clickhouse/schema.ts';
import { openStore } from '../../src/ledger/store.ts';
import { transaction } from '../../src/store/database.ts';
import { syncTables } from '../../src/tables/sync.ts';
import { createTables } from '../../src/tables/tables.ts';
import { waitFor } from '../e2e/wait.ts';
import { fill, linesOf } from '../tables/team.ts';
import { caughtUp } from './compare.ts';
import { type Clickhouse, startClickhouse } from './engine.ts';

/** What is too old goes by itself: nothing here says OPTIMIZE or MATERIALIZE TTL. */

const schema: SchemaOptions = {
  extraLabels: [],
  zone: 'UTC',
  keptFor: { events: '90d', spans: '72h', raw: '72h' },
};
const day = 86_400;
let engine: Clickhouse | undefined;

const run = async (statement: string) => (await engine?.writer.run(statement))?.trim() ?? '';

beforeAll(async () => {
  engine = await startClickhouse();
});
beforeEach(async () => {
  for (const database of ['telemetry', 'otel']) await run(`DROP DATABASE IF EXISTS ${database} SYNC`);
});
afterAll(() => engine?.remove());

/** Tables that keep rows for a while, and the moment of a row as ClickHouse reads it. */
const raw = [
  ['otel.otel_traces', 'Timestamp'],
  ['otel.otel_logs', 'Timestamp'],
  ...['gauge', 'sum', 'histogram', 'exponential_histogram', 'summary'].map(
    (kind) => [`otel.otel_metrics_${kind}`, 'TimeUnix'] as const,
  ),
] as const;
const typed = storedTables([]).flatMap(({ name, kept }) =>
  kept ? [[`telemetry.${name}`, kept.by, kept.as] as const] : [],
);
/** Those that are kept as long as events. */
const ofEvents = typed.filter(([, , as]) => as === 'events');
const momentOf = (column: string) =>
  raw.some(([, time]) => time === column)
    ? `toDateTime(${column})`
    : `toDateTime(intDiv(${column}, 1000000))`;

const insert = async (table: string, column: string, ages: readonly number[]) => {
  const then = `now() - age * ${day} - 60`;
  const value = momentOf(column) === `toDateTime(${column})` ? then : `toUnixTimestamp(${then}) * 1000000`;
  await run(
    `INSERT INTO ${table} (${column}) SELECT ${value} FROM (SELECT arrayJoin([${ages.join()}]) AS age)`,
  );
};

const makeTables = async () => {
  const [makeDatabase = '', ...statements] = schemaStatements(schema);
  await run(makeDatabase);
  for (const statement of statements)
    await engine?.writer.run(statement, { settings: { database: ownDatabase } });
};

/** Whole days between now and each row. */
const agesIn = async (table: string, column: string) =>
  (await run(`SELECT intDiv(now() - ${momentOf(column)}, ${day}) AS age FROM ${table} ORDER BY age`))
    .split('\n')
    .filter(Boolean)
    .map(Number);

const expectAges = (table: string, column: string, ages: readonly number[]) =>
  waitFor(
    `${table} having rows of ${ages.join(', ')} days`,
    async () => {
      expect(await agesIn(table, column)).toEqual(ages);
      return true;
    },
    { forMs: 120_000, everyMs: 250 },
  );

test('of a week of what was received, and of spans, the last 72 hours stay, of other typed rows 90 days', async () => {
  if (!engine) return;
  await makeTables();
  for (const [table, column] of raw) await insert(table, column, [0, 1, 2, 4, 5, 6, 7]);
  for (const [table, column, as] of typed)
    await insert(table, column, as === 'spans' ? [0, 1, 2, 4, 5, 6, 7] : [0, 45, 89, 92, 120]);
  for (const [table, column] of raw) await expectAges(table, column, [0, 1, 2]);
  for (const [table, column, as] of typed)
    await expectAges(table, column, as === 'spans' ? [0, 1, 2] : [0, 45, 89]);
});

test('a merge that deletes begins every ten minutes in each of these tables', async () => {
  if (!engine) return;
  await makeTables();
  const told = await run(
    "SELECT name, engine_full FROM system.tables WHERE engine_full LIKE '%TTL%' AND name <> 'canaries' AND database IN ('telemetry', 'otel') FORMAT TSVRaw",
  );
  expect(told.split('\n')).toHaveLength(raw.length + typed.length);
  for (const line of told.split('\n'))
    expect(line).toMatch(/ttl_only_drop_parts = 1, .*merge_with_ttl_timeout = 600\b/);
});

test('what the ledger sends of more than 90 days goes, in as many inserts as it came, and stays away', {
  timeout: 600_000,
}, async () => {
  if (!engine) return;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'retention-'));
  const store = openStore(folder);
  store.exec('PRAGMA synchronous = OFF');
  transaction(store, () => syncTables(store, []));
  const tables = createTables(store, { zone: 'UTC' });
  const lines = [...linesOf({ now: Date.now(), days: 100, seed: 'retention', share: 0.05 })];
  const half = Math.floor(lines.length / 2);
  const follower = follow({
    database: store,
    client: engine.writer,
    schema: { ...schema, deletionSeconds: 5 },
  });
  const newer = async (days: number) =>
    Number(
      await run(
        `SELECT count() FROM telemetry.event_list WHERE received >= toUnixTimestamp(now() - ${days} * ${day}) * 1000000`,
      ),
    );
  const wanted = (days: number) =>
    (
      store
        .prepare('SELECT count(*) AS n FROM event_list WHERE received >= ?')
        .get((Math.floor(Date.now() / 1000) - days * day) * 1_000_000) as { n: number }
    ).n;
  try {
    for (const part of [lines.slice(0, half), lines.slice(half)]) {
      fill(store, tables, part);
      await caughtUp(follower);
      await waitFor(
        'nothing being older than 91 days',
        async () => {
          const oldest = await Promise.all(
            ofEvents.map(async ([table, column]) => Math.max(...(await agesIn(table, column)), 0)),
          );
          return Math.max(...oldest) <= 91;
        },
        { forMs: 120_000, everyMs: 1000 },
      );
    }
    expect(wanted(100)).toBeGreaterThan(wanted(92));
    expect(await newer(89)).toBe(wanted(89));
    await follower.stop();
    // A ledger that starts again asks what ClickHouse has, and does not send again what went.
    const again = follow({
      database: store,
      client: engine.writer,
      schema: { ...schema, deletionSeconds: 5 },
    });
    await caughtUp(again);
    await again.stop();
    expect(await newer(100)).toBe(await newer(91));
    expect(await newer(89)).toBe(wanted(89));
  } finally {
    await follower.stop();
    store.close();
    rmSync(folder, { recursive: true });
  }
});

test('a retention that is shortened holds for what is there already', async () => {
  if (!engine) return;
  await makeTables();
  const shorter = { ...schema, keptFor: { events: '30d', spans: '24h', raw: '24h' } };
  for (const [table, column] of raw) await insert(table, column, [0, 2]);
  for (const [table, column] of typed) await insert(table, column, [0, 45]);
  for (const statement of upgradeStatements(shorter)) await run(statement);
  for (const [table, column] of raw) await expectAges(table, column, [0]);
  for (const [table, column] of typed) await expectAges(table, column, [0]);
});

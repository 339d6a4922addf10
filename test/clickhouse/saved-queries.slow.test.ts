import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askClickhouse } from '../../src/clickhouse/ask.ts';
import { follow } from '../../src/clickhouse/follow.ts';
import { openStore, storeFile } from '../../src/ledger/store.ts';
import { compile } from '../../src/queries/compile.ts';
import { clickhouse as dialect } from '../../src/queries/dialect.ts';
import { answer, openForReading } from '../../src/queries/engine/answer.ts';
import type { Cell } from '../../src/queries/engine/question.ts';
import { savedQueries } from '../../src/queries/saved-queries.ts';
import { transaction } from '../../src/store/database.ts';
import { syncTables } from '../../src/tables/sync.ts';
import { createTables } from '../../src/tables/tables.ts';
import { fillMergedPulls } from '../tables/merged-pulls.ts';
import { fillPlanWindows } from '../tables/plan-windows.ts';
import { fill, linesOf } from '../tables/team.ts';
import { caughtUp } from './compare.ts';
import { type Clickhouse, startClickhouse } from './engine.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'same-answers-'));
/** A Wednesday at noon, well after the sessions of the morning. */
const now = new Date(2026, 10, 25, 13).getTime();
const zone = 'Europe/Berlin';
let engine: Clickhouse | undefined;
let session: Cell = null;

beforeAll(async () => {
  engine = await startClickhouse();
  const store = openStore(folder);
  store.exec('PRAGMA synchronous = OFF');
  transaction(store, () => syncTables(store, []));
  fill(store, createTables(store, { zone }), linesOf({ now, days: 12, seed: 'saved queries' }));
  fillPlanWindows(store);
  fillMergedPulls(store);
  if (!engine) return;
  const follower = follow({
    database: store,
    client: engine.writer,
    schema: { extraLabels: [], zone, keptFor: '3650d', rawKeptFor: '72h' },
    onTrouble: console.error,
  });
  await caughtUp(follower, { forMs: 500_000 });
  await follower.stop();
  session = (
    store.prepare('SELECT session_id FROM sessions ORDER BY tool_calls DESC LIMIT 1').get() as {
      session_id: string;
    }
  ).session_id;
  store.close();
}, 600_000);
afterAll(async () => {
  await engine?.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Equal, but for what binary fractions leave open: the last digit of what is rounded, and the end of a sum. */
const isEqual = (found: Cell, wanted: Cell): boolean => {
  if (typeof found !== 'number' || typeof wanted !== 'number') return found === wanted;
  const decimals = Math.max(...[found, wanted].map((value) => String(value).split(/[.e]/)[1]?.length ?? 0));
  const lastDigit = decimals > 0 && decimals <= 4 ? 1.01 * 10 ** -decimals : 0;
  return (
    Math.abs(found - wanted) <=
    Math.max(lastDigit, Math.abs(wanted) * 1e-12, Number.isInteger(wanted) ? 0 : 1e-9)
  );
};

test.for(Object.entries(savedQueries))(
  '%s answers the same on ClickHouse as on SQLite',
  async ([, query]) => {
    if (!engine) return;
    const filters = { since: Date.UTC(2026, 0, 1) * 1000 };
    const ask = { mostRows: 10_000 };
    const onSqlite = compile(query, filters, { zone });
    const onClickhouse = compile(query, filters, { zone, dialect });
    const database = openForReading(storeFile(folder));
    const wanted = answer(database, {
      ...ask,
      sql: onSqlite.sql,
      parameters: { ...onSqlite.parameters, session },
    });
    database.close();
    const found = await askClickhouse(engine.reader, {
      ...ask,
      sql: onClickhouse.sql,
      parameters: { ...onClickhouse.parameters, session },
    });
    expect(found.columns).toEqual(wanted.columns);
    expect(wanted.rows.length).toBeGreaterThanOrEqual(3);
    const different = found.rows.flatMap((row, index) =>
      row.flatMap((cell, column) =>
        isEqual(cell, wanted.rows[index]?.[column] ?? null)
          ? []
          : [`row ${index}, ${found.columns[column]}: ${cell}, not ${wanted.rows[index]?.[column]}`],
      ),
    );
    expect(different.slice(0, 10)).toEqual([]);
    expect(found.rows.length).toBe(wanted.rows.length);
  },
);

test('who reads may say how long a query may take, up to the limit, and changes nothing else', async () => {
  if (!engine) return;
  const { reader } = engine;
  const asking = (settings: Readonly<Record<string, number>>) => reader.run('SELECT 42', { settings });
  expect((await asking({ max_execution_time: 10 })).trim()).toBe('42');
  await expect(asking({ max_execution_time: 60 })).rejects.toThrow(/max_execution_time/);
  await expect(asking({ max_memory_usage: 1_000_000 })).rejects.toThrow(/readonly/);
});

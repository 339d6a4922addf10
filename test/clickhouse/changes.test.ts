import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  changesOf,
  changesSent,
  changesWaiting,
  noteChanges,
  noteEverything,
  noteNoChanges,
} from '../../src/clickhouse/changes.ts';
import { changingTables } from '../../src/clickhouse/changing-tables.ts';
import { defineOriginHash } from '../../src/clickhouse/origin-hashes.ts';
import { type LedgerStore, openStore } from '../../src/ledger/store.ts';
import { transaction } from '../../src/store/database.ts';
import { syncTables } from '../../src/tables/sync.ts';
import { createTables } from '../../src/tables/tables.ts';
import { fill, linesOf } from '../tables/team.ts';

const lines = [...linesOf({ now: Date.UTC(2026, 10, 25, 13), days: 2, seed: 'changes', share: 0.3 })];

const open = (): LedgerStore => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'changes-'));
  const store = openStore(folder);
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });
  store.exec('PRAGMA synchronous = OFF');
  transaction(store, () => syncTables(store, []));
  return store;
};
const add = (store: LedgerStore, some = lines) => fill(store, createTables(store, { zone: 'UTC' }), some);

/** Keys and values of every change that waits, without versions. */
const everything = (store: LedgerStore) => {
  defineOriginHash(store)();
  return changingTables([]).map((table) => {
    const { rows = [] } = changesOf(store, table, 1_000_000) ?? {};
    return [table.name, rows.map((row) => JSON.stringify(JSON.parse(row).slice(1))).toSorted()];
  });
};

test('each row that is written, again and again, waits once for ClickHouse, as it is now', () => {
  const noted = open();
  transaction(noted, () => noteChanges(noted));
  const half = Math.floor(lines.length / 2);
  add(noted, lines.slice(0, half));
  add(noted, lines.slice(half));
  const found = everything(noted);
  transaction(noted, () => noteEverything(noted, 1_000_000));
  expect(found).toEqual(everything(noted));
  expect(changesWaiting(noted)).toBeGreaterThan(100);
});

test('a row that changes while it is on its way waits again, with a higher version', () => {
  const store = open();
  transaction(store, () => noteChanges(store));
  add(store);
  const sessions = changingTables([]).find(({ name }) => name === 'session_data');
  if (!sessions) throw new Error('no table of sessions');
  defineOriginHash(store)();
  const sent = changesOf(store, sessions, 1_000_000);
  if (!sent) throw new Error('nothing changed');
  store.exec("UPDATE session_data SET branch = 'other' WHERE id = 1");
  changesSent(store, sessions, sent);
  const again = changesOf(store, sessions, 1_000_000);
  expect(again?.rows).toHaveLength(1);
  expect(again?.first).toBeGreaterThan(sent.last);
  expect(again?.rows[0]).toContain('"other"');
});

test('where no ClickHouse follows nothing is noted', () => {
  const store = open();
  transaction(store, () => noteChanges(store));
  transaction(store, () => noteNoChanges(store));
  add(store);
  const left = store.prepare("SELECT name FROM sqlite_master WHERE name LIKE 'clickhouse%'").all();
  expect(left).toEqual([]);
});

test('when the sender of a session becomes known, its turns and tool calls wait again, and show it', () => {
  const store = open();
  add(store);
  const { session } = store
    .prepare(
      'SELECT session FROM tool_call_data WHERE session IS NOT NULL GROUP BY session ORDER BY count(*) DESC LIMIT 1',
    )
    .get() as { session: number };
  store.prepare('UPDATE tool_call_data SET origin = NULL WHERE session = ?').run(session);
  store.prepare('UPDATE session_data SET origin = NULL WHERE id = ?').run(session);
  transaction(store, () => noteChanges(store));
  store
    .prepare('UPDATE session_data SET origin = (SELECT min(id) FROM origins WHERE id > 0) WHERE id = ?')
    .run(session);
  defineOriginHash(store)();
  for (const name of ['turn_data', 'tool_call_data'] as const) {
    const table = changingTables([]).find((one) => one.name === name);
    if (!table) throw new Error(`no table ${name}`);
    const { n } = store.prepare(`SELECT count(*) AS n FROM ${name} WHERE session = ?`).get(session) as {
      n: number;
    };
    const { rows = [] } = changesOf(store, table, 1_000_000) ?? {};
    expect(n).toBeGreaterThan(0);
    expect(rows).toHaveLength(n);
    const at = table.columns.findIndex(({ name: column }) => column === 'origin') + 1;
    for (const row of rows) expect(JSON.parse(row)[at]).not.toBe(0);
  }
});

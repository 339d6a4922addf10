import { expect, test } from 'vitest';
import { listing } from '../../src/doctor/checks/complete.ts';
import { createCompleteness, signalsOfSessions } from '../../src/ledger/completeness.ts';
import { storeFile } from '../../src/ledger/store.ts';
import { answer, openForReading } from '../../src/queries/engine/answer.ts';
import { transaction } from '../../src/store/database.ts';
import { syncTables } from '../../src/tables/sync.ts';
import { open } from './open.ts';

const hour = 3_600_000_000;
const now = Date.parse('2026-11-25T12:00:00Z') * 1000;

const opened = () => {
  const { store, folder } = open();
  transaction(store, () => syncTables(store, []));
  const insert = store.prepare(
    'INSERT INTO session_data (session_id, started, ended, starts, events, hook_events) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const session = (id: string, hoursAgo: number, starts: number, events: number, hooks: number) =>
    insert.run(id, now - (hoursAgo + 1) * hour, now - hoursAgo * hour, starts, events, hooks);
  return { store, folder, session };
};

test('sessions that are over and of which something never arrived are counted by what they lack', () => {
  const { store, session } = opened();
  session('whole', 2, 1, 5, 5);
  session('without metrics', 2, 0, 5, 5);
  session('without events', 3, 1, 0, 5);
  session('of hooks alone', 4, 0, 0, 5);
  session('without hooks', 5, 1, 5, 0);
  session('that goes on', 0.1, 1, 0, 0);
  session('of last month', 24 * 30, 0, 5, 0);
  expect(createCompleteness(store)(now)).toEqual({ metrics: 2, events: 2, hooks: 1 });
});

test('where nobody uses hooks, no session lacks them', () => {
  const { store, session } = opened();
  session('one', 2, 1, 5, 0);
  session('another', 2, 1, 0, 0);
  expect(createCompleteness(store)(now)).toEqual({ metrics: 0, events: 1, hooks: 0 });
});

test('a ledger without sessions says 0, and looks again after a minute', () => {
  const { store, session } = opened();
  const incomplete = createCompleteness(store);
  expect(incomplete(now)).toEqual({ metrics: 0, events: 0, hooks: 0 });
  session('without events', 3, 1, 0, 5);
  expect(incomplete(now + 30_000_000).events).toBe(0);
  expect(incomplete(now + 61_000_000).events).toBe(1);
});

test('the query that doctor names lists them', () => {
  const { folder, session } = opened();
  session('whole', 2, 1, 5, 5);
  session('without events', 3, 1, 0, 5);
  const database = openForReading(storeFile(folder));
  for (const lacks of signalsOfSessions) {
    const [, sql = ''] = /"(.*)"/.exec(listing(lacks)) ?? [];
    const { rows } = answer(database, { sql, parameters: {}, mostRows: 10 });
    expect(rows.map(([id]) => id)).toEqual(lacks === 'events' ? ['without events'] : []);
  }
  database.close();
});

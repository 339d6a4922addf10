import { expect, test } from 'vitest';
import { migrations } from '../../src/ledger/migrations.ts';
import { openStore } from '../../src/ledger/store.ts';
import { open, temporaryFolder } from '../ledger/open.ts';

const events = 700;

/** A ledger as the first version left it: events as JSON, sums of sessions and days. */
const oldLedger = (): string => {
  const folder = temporaryFolder();
  const store = openStore(folder, migrations.slice(0, 1));
  const insert = store.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)');
  const received = Date.now() * 1000;
  for (let id = 1; id <= events; id += 1) {
    const attributes = {
      'event.name': 'api_request',
      'session.id': 's',
      model: 'opus',
      cost_usd: '0.001',
      'prompt.id': 'p',
      team: 'web',
    };
    insert.run(
      id,
      `${String(id).padStart(12, '0')}identity_x`,
      received + id,
      received,
      'api_request',
      's',
      JSON.stringify(attributes),
    );
  }
  store.exec(`
    INSERT INTO sessions (id, user, first, last, opened, cost_metrics) VALUES ('s', 'u', ${received}, ${received + 5}, 1, 700000000);
    INSERT INTO days VALUES ('2026-11-20', 700000000, 8, 1)`);
  store.close();
  return folder;
};

test('an existing ledger is moved into the tables in portions, goes on after a stop, and keeps its money', () => {
  const folder = oldLedger();
  const first = open(folder);
  expect(first.ledger.sweep(Date.now() * 1000)).toBe(true);
  const some = first.store.prepare('SELECT count(*) AS n FROM api_request').get() as { n: number };
  expect(some.n).toBeGreaterThan(0);
  expect(some.n).toBeLessThan(events);
  first.store.close();

  const { ledger, store } = open(folder);
  while (ledger.sweep(Date.now() * 1000));
  expect(
    store
      .prepare('SELECT count(*) AS n, sum(cost_nanodollars) AS cost, min(team) AS team FROM api_request')
      .get(),
  ).toEqual({
    n: events,
    cost: 700_000_000,
    team: 'web',
  });
  expect(store.prepare('SELECT requests, cost_nanodollars AS cost FROM sessions').get()).toEqual({
    requests: events,
    cost: 700_000_000,
  });
  expect(store.prepare('SELECT sum(cost_nanodollars) AS cost FROM days').get()).toEqual({
    cost: 700_000_000,
  });
});

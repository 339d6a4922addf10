import { expect, test } from 'vitest';
import { events } from '../../src/catalogue/events.ts';
import { hookEvents } from '../../src/catalogue/hook-events.ts';
import { spans } from '../../src/catalogue/spans.ts';
import { transaction } from '../../src/store/database.ts';
import { eventTables } from '../../src/tables/event-table.ts';
import { storedTables } from '../../src/tables/schema.ts';
import { syncTables } from '../../src/tables/sync.ts';
import { open } from '../ledger/open.ts';
import { eventRequest } from '../ledger/point.ts';

test('every event, hook event and span of the catalogue has a table, and no column has two meanings', () => {
  const of = (source: string) =>
    eventTables.filter((table) => table.source === source).map((table) => table.of);
  expect(of('event')).toEqual(expect.arrayContaining(Object.keys(events)));
  expect(of('hook')).toEqual(expect.arrayContaining(Object.keys(hookEvents)));
  expect(of('span')).toEqual(expect.arrayContaining(Object.keys(spans)));
  for (const { name, columns } of storedTables([])) {
    const names = columns.map((column) => column.name.toLowerCase());
    expect(names, name).toEqual([...new Set(names)]);
  }
});

test('an event and an attribute that the catalogue does not have are kept as JSON and listed', async () => {
  const { ledger, store } = open();
  await ledger.take('logs', eventRequest('api_request', { cost_usd: 1, brand_new: 'x' }));
  await ledger.take('logs', eventRequest('dream', { depth: 3 }, { sequence: 1 }));
  expect(store.prepare("SELECT other ->> 'brand_new' AS value FROM api_request").get()).toEqual({
    value: 'x',
  });
  expect(store.prepare("SELECT other ->> 'depth' AS value FROM unknown_event").get()).toEqual({ value: 3 });
  expect(store.prepare('SELECT event, attribute, seen FROM unknown_names ORDER BY event').all()).toEqual([
    { event: 'api_request', attribute: 'brand_new', seen: 1 },
    { event: 'dream', attribute: 'depth', seen: 1 },
  ]);
});

test('a column that a later catalogue brings takes its values out of the JSON', async () => {
  const { ledger, store } = open();
  await ledger.take('logs', eventRequest('api_request', { cost_usd: 1, speed: 'fast', brand_new: 'x' }));
  // As a version before would have left it: without the column, the value in JSON.
  for (const { name } of store.prepare("SELECT name FROM sqlite_master WHERE type = 'view'").all() as {
    name: string;
  }[])
    store.exec(`DROP VIEW "${name}"`);
  store.exec(`UPDATE api_request_data SET other = json_set(other, '$.speed', speed);
    ALTER TABLE api_request_data DROP COLUMN speed`);
  transaction(store, () => syncTables(store, []));
  expect(store.prepare('SELECT speed, other FROM api_request').get()).toEqual({
    speed: 'fast',
    other: '{"brand_new":"x"}',
  });
});

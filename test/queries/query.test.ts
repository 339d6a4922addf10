import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { checkout } from '../../src/checkout.ts';
import { eventRequest, metricsRequest } from '../ledger/point.ts';
import { served } from './served.ts';

/** A request of half a dollar, and a tool call with a text that a spreadsheet would run. */
const filled = async () => {
  const at = await served();
  await at.ledger.take(
    'metrics',
    metricsRequest({
      metric: 'claude_code.cost.usage',
      session: 'first',
      value: 0.123456789,
      attributes: { model: 'opus' },
      resource: { project: '=cmd()', user: 'ann' },
    }),
  );
  await at.ledger.take(
    'logs',
    eventRequest('api_request', { model: 'opus', cost_usd: 0.123456789 }, { session: 'first', sequence: 1 }),
  );
  return at;
};

test('a query answers with the money to the nano-dollar, and in dollars beside it', async () => {
  const { query } = await filled();
  const { out, code } = await query(
    'SELECT sum(cost_nanodollars) AS nano, sum(cost_usd) AS usd FROM days',
    '--format',
    'json',
  );
  expect([code, JSON.parse(out)]).toEqual([0, [{ nano: 123456789, usd: 0.123456789 }]]);
});

test.for([
  'DELETE FROM event_list',
  'DROP TABLE event_list',
  'UPDATE counters SET value = 0',
  "ATTACH 'other.db' AS other",
  'PRAGMA query_only = 0',
  "SELECT load_extension('x')",
  'WITH gone AS (SELECT 1) DELETE FROM event_list',
])('nothing can be changed by a query: %s', async (sql) => {
  const { query, store } = await filled();
  const { code, err } = await query(sql);
  expect(code).toBe(2);
  expect(err).toMatch(/not authorized|readonly|query failed/i);
  expect(store.prepare('SELECT count(*) AS n FROM event_list').get()).toMatchObject({ n: 1 });
});

test('a query that takes too long is ended, says so, and the next one is answered', async () => {
  const { query } = await filled();
  const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
  const { code, err } = await query(endless, '--seconds', '0.5');
  expect([code, err]).toEqual([1, expect.stringContaining('took longer than 0.5 s')]);
  expect((await query('SELECT 1 AS one', '--format', 'json')).out).toContain('"one": 1');
});

test('an answer is cut at the rows asked for, and says so', async () => {
  const { query } = await filled();
  const many =
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) SELECT i FROM n';
  const { out, err } = await query(many, '--rows', '3', '--format', 'csv');
  expect([out.trim().split(/\r?\n/), err]).toEqual([
    ['i', '1', '2', '3'],
    expect.stringContaining('Cut after 3 rows'),
  ]);
});

test('CSV makes formulas harmless', async () => {
  const { query } = await filled();
  const { out } = await query('SELECT project, -1 AS number FROM sessions', '--format', 'csv');
  expect(out.split(/\r?\n/)[1]).toBe("'=cmd(),-1");
});

test('Parquet has the same values with their types', async () => {
  const { home } = await filled();
  const { stdout } = await execa(
    process.execPath,
    [
      path.join(checkout.root, 'dist/cli/main.js'),
      'query',
      'SELECT session_id, cost_nanodollars, cost_usd FROM sessions',
      '--format',
      'parquet',
    ],
    { env: { START_OBSERVABILITY_HOME: home.root }, encoding: 'buffer' },
  );
  const file = path.join(home.root, 'sessions.parquet');
  writeFileSync(file, stdout);
  const bytes = readFileSync(file);
  const rows = await parquetReadObjects({
    file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  });
  expect(rows).toEqual([{ session_id: 'first', cost_nanodollars: 123456789n, cost_usd: 0.123456789 }]);
});

test('a saved query is narrowed by person and time, and a wrong label is named', async () => {
  const { query } = await filled();
  const ask = (...args: string[]) =>
    query('--saved', 'session-recent', '--since', '2020-01-01', '--format', 'json', ...args);
  expect(JSON.parse((await ask('--person', 'ann')).out)).toMatchObject([
    { session_id: 'first', cost_usd: 0.123456789 },
  ]);
  expect(JSON.parse((await ask('--person', 'bob')).out)).toEqual([]);
  const wrong = await ask('--label', 'colour=red');
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('There is no label "colour"')]);
});

test('without the service the data on this machine is asked', async () => {
  const { query } = await filled();
  const none = await query('SELECT 1');
  expect(none.code).toBe(0);
  const { run } = await import('../cli/run.ts');
  const { temporaryHome } = await import('../home.ts');
  const away = await run(temporaryHome(), ['query', 'SELECT 1'], { START_OBSERVABILITY_PORTS_LEDGER: '1' });
  expect([away.code, away.err]).toEqual([3, expect.stringContaining('The ledger does not answer')]);
});

test('the API gives the session with its timeline, also by the beginning of its id', async () => {
  const { get } = await filled();
  const { rows } = (await get('/sessions?since=2020-01-01&person=ann')) as { rows: { session_id: string }[] };
  expect(rows.map(({ session_id: id }) => id)).toEqual(['first']);
  expect(await get('/sessions/fir')).toMatchObject({
    session: { session_id: 'first', cost_nanodollars: 123456789 },
    timeline: [{ name: 'api_request', attributes: { model: 'opus', cost_nanodollars: 123456789 } }],
  });
  expect(await get('/sessions/none')).toMatchObject({ error: 'There is no session "none".' });
  expect(await get('/query/session-recent?since=2020-01-01')).toMatchObject({
    columns: expect.arrayContaining(['person']),
    rows: [expect.anything()],
  });
  expect(await get('/events?name=api_request&since=2020-01-01')).toMatchObject({
    rows: [{ name: 'api_request', session_id: 'first' }],
  });
});

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { execa } from 'execa';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { checkout } from '../../src/checkout.ts';
import { ledgerProxy } from '../../src/pages/ledger.ts';
import { tokenHeaders } from '../../src/service/token.ts';
import { eventRequest, metricsRequest } from '../ledger/point.ts';
import { type Served, served } from './served.ts';

/** A point of now, as dashboards ask for the last days. */
const spend = (at: Served, session: string, value: number) => {
  const now = Date.now() - 1_795_199_162_000;
  return at.ledger.take(
    'metrics',
    metricsRequest({
      metric: 'claude_code.cost.usage',
      session,
      value,
      start: now - 1000,
      time: now,
      attributes: { model: 'opus' },
      resource: { user: session },
    }),
  );
};

/** The pages' port in front of a ledger that asks for a token. */
const pages = async () => {
  const at = await served();
  await spend(at, 'first', 0.5);
  await spend(at, 'second', 0.25);
  const app = express();
  app.use('/api/v1', ledgerProxy(at.url.replace('/api/v1', ''), tokenHeaders(at.home.secrets)));
  const server = createServer(app);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return { ...at, base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

test('the pages answer without a token what the ledger wants one for', async () => {
  const { base, url } = await pages();
  expect((await fetch(`${url}/sessions`)).status).toBe(401);
  const answer = (await (await fetch(`${base}/api/v1/sessions`)).json()) as {
    rows: { session_id: string }[];
  };
  expect(answer.rows.map(({ session_id: id }) => id)).toEqual(['first', 'second']);
  expect((await fetch(`${base}/api/v1/query`, { method: 'DELETE' })).status).toBe(405);
});

test('sessions are sorted, searched, filtered and paged', async () => {
  const { get } = await pages();
  const ids = async (query: string) =>
    ((await get(`/sessions?${query}`)) as { rows: { session_id: string }[] }).rows.map(
      ({ session_id: id }) => id,
    );
  expect(await ids('order=asc')).toEqual(['second', 'first']);
  expect(await ids('search=seco')).toEqual(['second']);
  expect(await ids('person=first')).toEqual(['first']);
  expect(await ids('person=first&person=second')).toEqual(['first', 'second']);
  expect(await ids('limit=1&offset=1')).toEqual(['second']);
  expect(await get('/sessions?sort=colour')).toMatchObject({ error: expect.stringContaining('sort') });
  expect(await get('/sessions?colour=red')).toMatchObject({ error: 'There is no label "colour".' });
});

test('events are narrowed to sessions by their labels, as a board is', async () => {
  const { get, ledger } = await pages();
  const now = Date.now() - 1_795_199_162_000;
  for (const session of ['first', 'second'])
    await ledger.take('logs', eventRequest('api_request', { of: session }, { session, milliseconds: now }));
  const sessions = async (query: string) =>
    ((await get(`/events?name=api_request&${query}`)) as { rows: { session_id: string }[] }).rows
      .map(({ session_id: id }) => id)
      .toSorted();
  expect(await sessions('')).toEqual(['first', 'second']);
  expect(await sessions('person=first')).toEqual(['first']);
  expect(await sessions('person=first&person=second')).toEqual(['first', 'second']);
  expect(await sessions('person=nobody')).toEqual([]);
  expect(await sessions('model=opus&person=second')).toEqual(['second']);
  expect(await get('/events?colour=red')).toMatchObject({ error: 'There is no label "colour".' });
});

test('the example in Python gives tokens and cost by model, and the dearest sessions', async () => {
  const { base } = await pages();
  const program = path.join(checkout.root, 'docs/examples/token_usage.py');
  const { stdout } = await execa('python3', [program, base, '7d']);
  expect(JSON.parse(stdout)).toMatchObject({
    models: [{ model: 'opus', cost_usd: 0.75 }],
    total_cost_usd: 0.75,
    top_sessions: [{ session_id: 'first' }, { session_id: 'second' }],
  });
});

test('every address that the document names exists', async () => {
  const { get } = await pages();
  const text = readFileSync(path.join(checkout.root, 'docs/api.md'), 'utf8');
  const addresses = [...text.matchAll(/^\| `GET (\/[^`]*)`/gm)].map(([, address = '']) =>
    address.replace('ID', 'first').replace('NAME', 'tool-top'),
  );
  expect(addresses.length).toBeGreaterThanOrEqual(7);
  for (const address of addresses) expect(await get(address), address).not.toHaveProperty('error');
});

test('tables are listed with every column that can be asked for', async () => {
  const { get } = await pages();
  const tables = (await get('/tables')) as unknown as { name: string; columns: string[] }[];
  const columnsOf = (wanted: string) => tables.find(({ name }) => name === wanted)?.columns;
  expect(columnsOf('sessions')).toEqual(expect.arrayContaining(['session_id', 'cost_usd', 'branch', 'day']));
  expect(columnsOf('api_request')).toEqual(
    expect.arrayContaining(['session_id', 'prompt_id', 'model', 'week']),
  );
});

test('a session says which files were read and changed; without paths, in which languages', async () => {
  const at = await served();
  const event = (sequence: number, attributes: Readonly<Record<string, unknown>>) =>
    at.ledger.take('logs', eventRequest('tool_result', attributes, { session: 'one', sequence }));
  const input = JSON.stringify({ file_path: '/work/cart.ts' });
  await event(1, { tool_name: 'Read', tool_use_id: 'a', success: 'true', tool_input: input });
  await event(2, { tool_name: 'Edit', tool_use_id: 'b', success: 'true', tool_input: input });
  await event(3, { tool_name: 'Edit', tool_use_id: 'c', success: 'false', tool_input: input });
  await event(4, { tool_name: 'Write', tool_use_id: 'd', success: 'true' });
  await event(5, { tool_name: 'Bash', tool_use_id: 'e', success: 'true' });
  expect((await at.get('/sessions/one'))['files']).toEqual([
    { file: '/work/cart.ts', reads: 1, changes: 1, failures: 1 },
    { file: '(unknown)', reads: 0, changes: 1, failures: 0 },
  ]);
});

test('the addresses of labels are given as they are configured', async () => {
  const links = { ticket: 'https://tracker.example/browse/{value}' };
  const at = await served(undefined, links);
  expect(await at.get('/links')).toEqual(links);
  expect((await at.get('/report?since=7d'))['links']).toEqual(links);
});

test('lists of sessions and reports say what of it was imported', async () => {
  const at = await served();
  await spend(at, 'first', 0.5);
  expect(await at.get('/sessions')).toMatchObject({ cost_nanodollars: 0.5e9, imported_nanodollars: 0 });
  const figures = async () =>
    ((await at.get('/report?since=7d'))['figures'] as { name: string; value: number }[]).filter(
      ({ name }) => name === 'cost_usd' || name === 'imported_usd',
    );
  expect(await figures()).toMatchObject([{ name: 'cost_usd', value: 0.5 }]);
  at.ledger.imports.take([
    {
      kind: 'request',
      id: 'msg_1',
      request: 'req_1',
      session: 'old',
      time: Date.now() - 86_400_000,
      project: 'shop',
      isSidechain: false,
      model: 'opus',
      nanoDollars: 1.5e9,
      ...{ input: 10, output: 20, cacheRead: 30, cacheWrite5m: 40, cacheWrite1h: 5 },
    },
  ]);
  expect(await at.get('/sessions?limit=1')).toMatchObject({
    total: 2,
    cost_nanodollars: 2e9,
    imported_nanodollars: 1.5e9,
  });
  expect(await figures()).toMatchObject([
    { name: 'cost_usd', value: 2 },
    { name: 'imported_usd', value: 1.5 },
  ]);
});

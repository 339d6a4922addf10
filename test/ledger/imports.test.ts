import { expect, test } from 'vitest';
import { spentSoFar } from '../../src/catalogue/ledger-metrics.ts';
import { costUsage } from '../../src/catalogue/telemetry.ts';
import type { CallRow, ImportRow, PromptRow, RequestRow } from '../../src/ledger/import/row.ts';
import { summaryOf } from '../../src/ledger/questions.ts';
import { open, temporaryFolder, total } from './open.ts';
import { epoch, eventRequest, metricsRequest } from './point.ts';
import { prometheusOf } from './prometheus.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-30T12:00:00Z');
const tenDaysAgo = now - 10 * day;

const request = (change: Partial<RequestRow> = {}): RequestRow => ({
  kind: 'request',
  id: 'msg_1',
  request: 'req_1',
  session: 'old',
  time: tenDaysAgo,
  project: 'shop',
  isSidechain: false,
  model: 'claude-opus-4-8',
  nanoDollars: 1_500_000_000,
  input: 10,
  output: 20,
  cacheRead: 30,
  cacheWrite5m: 40,
  cacheWrite1h: 5,
  ...change,
});

const call = (change: Partial<CallRow> = {}): CallRow => ({
  kind: 'call',
  id: 'toolu_1',
  session: 'old',
  time: tenDaysAgo,
  project: 'shop',
  isSidechain: false,
  tool: 'Edit',
  isError: false,
  resultBytes: 100,
  linesAdded: 3,
  linesRemoved: 1,
  ...change,
});

const prompt: PromptRow = {
  kind: 'prompt',
  id: 'uuid',
  session: 'old',
  time: tenDaysAgo,
  project: 'shop',
  isSidechain: false,
  characters: 12,
};

const everything: readonly ImportRow[] = [request(), call(), prompt];

const opened = (folder = temporaryFolder()) => {
  const { ledger, store } = open(folder, 100, () => now * 1000);
  const one = (sql: string) => store.prepare(sql).get() as Record<string, unknown>;
  const shownCost = async () => {
    const text = await prometheusOf({ ledger, store, folder }).read(now / 1000);
    return text
      .split('\n')
      .filter((line) => line.startsWith(`${costUsage.series}{`) && line.includes('source='));
  };
  return { ledger, store, folder, one, shownCost };
};

test('an imported request, call and prompt are rows like those of telemetry, told apart by their source', () => {
  const { ledger, one } = opened();
  expect(ledger.imports.take(everything)).toEqual({
    fresh: 3,
    repeated: 0,
    had: 0,
    nanoDollars: 1.5e9,
    repriced: 0,
  });
  expect(one('SELECT * FROM sessions')).toMatchObject({
    session_id: 'old',
    source: 'transcript',
    project: 'shop',
    cost_usd: 1.5,
    input_tokens: 10,
    cache_creation_tokens: 45,
    starts: 1,
    requests: 1,
    request_cost_usd: 1.5,
    tool_calls: 1,
    prompts: 1,
    lines_added: 3,
    lines_removed: 1,
  });
  expect(one('SELECT * FROM api_request')).toMatchObject({ request_id: 'req_1', source: 'transcript' });
  expect(one('SELECT * FROM tool_calls')).toMatchObject({ tool: 'Edit', outcome: 'ok' });
  expect(
    one("SELECT sum(cost_usd) AS usd FROM days WHERE source = 'transcript' AND day = '2026-11-20'"),
  ).toEqual({
    usd: 1.5,
  });
});

test('no live number moves: neither counters, nor what was spent so far, nor who is active', () => {
  const { ledger } = opened();
  const counted = () =>
    [...ledger.counters.all()].map(({ sample, labels, value }) => [sample, labels, value]);
  const before = counted();
  ledger.imports.take([request({ time: now - 1 })]);
  ledger.imports.finish(now * 1000);
  expect(counted()).toEqual(before);
  expect(total(ledger, costUsage.series)).toBe(0);
  expect(ledger.soFar.totals('monthly', now * 1000).cost).toBe(0n);
  expect(ledger.soFar.lines(now * 1000).filter(({ sample }) => sample === spentSoFar.series)).toEqual([]);
  expect(ledger.sessions.active(now * 1000)).toHaveLength(0);
  expect(ledger.sessions.users(now * 1000, 30)).toBe(0);
  expect(ledger.sessions.difference()).toBe(0);
  // What is said of today names it apart.
  expect(summaryOf(ledger, now * 1000)).toMatchObject({
    costTodayUSD: 0,
    importedUSD: 1.5,
    sessionsToday: 0,
  });
});

test('its counters are exposed once it is finished, at once at their final value, also after a restart', async () => {
  const { ledger, store, folder, shownCost } = opened();
  ledger.imports.take([request()]);
  expect(await shownCost()).toEqual([]);
  ledger.imports.finish(now * 1000);
  const line =
    'claude_code_cost_usage_USD_total{model="claude-opus-4-8",query_source="main",speed="normal",source="transcript",import="1"} 1.5';
  expect(await shownCost()).toEqual([line]);
  store.close();
  expect(await opened(folder).shownCost()).toEqual([line]);
});

test('the same again adds nothing, also in a later import and when its rows are pruned', () => {
  const { ledger, store } = opened();
  ledger.imports.take(everything);
  expect(ledger.imports.take(everything)).toMatchObject({ fresh: 0, repeated: 3 });
  ledger.imports.finish(now * 1000);
  while (ledger.sweep((now + 200 * day) * 1000));
  expect(store.prepare('SELECT count(*) AS n FROM api_request').get()).toEqual({ n: 0 });
  expect(ledger.imports.take(everything)).toMatchObject({ fresh: 0, repeated: 3 });
  expect(ledger.imports.finish(now * 1000)).toHaveLength(1);
});

test('a later import has counters of its own: what was exposed stays as it was', async () => {
  const { ledger, shownCost } = opened();
  ledger.imports.take([request()]);
  ledger.imports.finish(now * 1000);
  const [first] = await shownCost();
  ledger.imports.take([request({ id: 'msg_2', request: 'req_2', time: tenDaysAgo + 60_000 })]);
  ledger.imports.finish(now * 1000);
  expect(await shownCost()).toEqual([first, first?.replace('import="1"', 'import="2"')]);
});

test('an import that was ended goes on in the same one', () => {
  const first = opened();
  first.ledger.imports.take([request()]);
  first.store.close();
  const { ledger } = opened(first.folder);
  ledger.imports.take([request(), request({ id: 'msg_2', request: 'req_2' })]);
  expect(ledger.imports.finish(now * 1000)).toMatchObject([{ number: 1, isInBlocks: false }]);
  const amounts = ledger.imports.gains(1, 0, 100).filter(({ sample }) => sample === costUsage.series);
  expect(amounts.map(({ amount }) => amount)).toEqual([3e9]);
});

test('a row that cannot be written takes the whole portion back, in memory too', () => {
  const { ledger, one } = opened();
  const bad = request({ id: 'msg_2', request: 'req_2', nanoDollars: Number.NaN });
  expect(() => ledger.imports.take([request(), bad])).toThrow();
  expect(one('SELECT count(*) AS n FROM event_list')).toEqual({ n: 0 });
  expect(ledger.imports.take([request()])).toMatchObject({ fresh: 1 });
  ledger.imports.finish(now * 1000);
  expect(ledger.imports.lines().find(({ sample }) => sample === costUsage.series)?.value).toBe(
    1_500_000_000n,
  );
});

const told = {
  model: 'claude-opus-4-8',
  cost_usd: '1.5',
  input_tokens: '10',
  output_tokens: '20',
  cache_read_tokens: '30',
  cache_creation_tokens: '45',
};

test('what telemetry told is left out: by the id of the request, and by its tokens where the client sends no id', async () => {
  const { ledger } = opened();
  await ledger.take(
    'logs',
    eventRequest('api_request', { ...told, request_id: 'req_1' }, { session: 'old' }),
  );
  await ledger.take('logs', eventRequest('api_request', told, { session: 'older', sequence: 1 }));
  const of = (session: string, requestId: string) =>
    ledger.imports.take([request({ session, id: `msg ${session} ${requestId}`, request: requestId })]);
  expect(of('old', 'req_1')).toMatchObject({ fresh: 0, had: 1 });
  expect(of('old', 'req_2')).toMatchObject({ fresh: 1, had: 0 });
  expect(of('older', 'req_1')).toMatchObject({ fresh: 0, had: 1 });
});

test('a session whose events were not sent, or are pruned, is left out for the time in which its metrics came', async () => {
  const { ledger } = opened();
  const point = {
    metric: costUsage.name,
    session: 'old',
    value: 1.5,
    attributes: { model: 'claude-opus-4-8' },
    time: now - epoch,
  };
  await ledger.take('metrics', metricsRequest(point));
  expect(ledger.imports.take([request({ time: now - 1000 })])).toMatchObject({ fresh: 0, had: 1 });
  expect(ledger.imports.take([request({ time: now - day })])).toMatchObject({ fresh: 1, had: 0 });
  // Long after, only the table of sessions knows it; and of what was imported it knows that, too.
  while (ledger.sweep((now + 200 * day) * 1000));
  const later = { id: 'msg_3', request: 'req_3' };
  expect(ledger.imports.take([request({ ...later, time: now - 1000 })])).toMatchObject({ had: 1 });
});

test('label sets beyond the limit become other, and none of the live ones is pushed out', () => {
  const { store } = open(undefined, 3, () => now * 1000);
  store.close();
  const { ledger } = open(undefined, 3, () => now * 1000);
  const rows = Array.from({ length: 8 }, (_, index) =>
    request({ id: `msg_${index}`, request: `req_${index}`, model: `model-${index}` }),
  );
  ledger.imports.take(rows);
  ledger.imports.finish(now * 1000);
  const costs = ledger.imports.lines().filter(({ sample }) => sample === costUsage.series);
  expect(costs.map(({ labels }) => labels['model'])).toEqual(['model-0', 'model-1', 'model-2', 'other']);
  expect(costs.reduce((sum, { value }) => sum + BigInt(value), 0n)).toBe(12_000_000_000n);
});

test('telemetry cannot pose as imported history', async () => {
  const { ledger, one } = opened();
  await ledger.take(
    'metrics',
    metricsRequest({
      metric: costUsage.name,
      value: 1,
      resource: { 'start_observability.source': 'transcript' },
      attributes: { 'start_observability.source': 'transcript' },
    }),
  );
  expect(one('SELECT sum(cost_usd) AS usd FROM days WHERE source IS NULL')).toEqual({ usd: 1 });
});

test.each([500_000_000, 4_000_000_000])(
  'with other prices an earlier import costs something else, in every table and sum',
  (nanoDollars) => {
    const { ledger, one } = opened();
    const rows = [
      request({ prompt: 'prompt' }),
      request({ id: 'msg_2', request: 'req_2', prompt: 'prompt' }),
    ];
    ledger.imports.take(rows);
    ledger.imports.finish(now * 1000);
    const dearer = rows.map((row) => ({ ...row, nanoDollars }));
    // Not unless it is asked for.
    expect(ledger.imports.take(dearer)).toMatchObject({ repeated: 2, repriced: 0 });
    expect(ledger.imports.take(dearer, true)).toMatchObject({ repeated: 2, repriced: 2, fresh: 0 });
    expect(ledger.imports.take(dearer, true)).toMatchObject({ repriced: 0 });
    for (const table of ['sessions', 'days', 'hours', 'session_models'])
      expect(one(`SELECT sum(cost_nanodollars) AS n FROM ${table}`)).toEqual({ n: 2 * nanoDollars });
    for (const table of ['sessions', 'turns', 'days', 'hours'])
      expect(one(`SELECT sum(request_cost_nanodollars) AS n FROM ${table}`)).toEqual({ n: 2 * nanoDollars });
    expect(one('SELECT sum(cost_nanodollars) AS n FROM api_request')).toEqual({ n: 2 * nanoDollars });
  },
);

import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { costUsage, tokenUsage } from '../../src/catalogue/telemetry.ts';
import { scenarios } from '../captures/read.ts';
import { open, total } from '../ledger/open.ts';
import { countEvents, expected, expectedFromEvents, recordsOf, truthOf } from '../replay/expected.ts';
import { prepare, requestsOf } from '../replay/replay.ts';

const captures = scenarios();
const folder = mkdtempSync(path.join(os.tmpdir(), 'tables-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A ledger that took everything the real clients ever sent here, twice. */
const filled = async () => {
  const opened = open(folder, 2000);
  for (const scenario of captures) {
    const requests = requestsOf(prepare(scenario, { shiftTo: Date.now() - 60_000 }), ['metrics', 'logs']);
    for (const { signal, body } of [...requests, ...requests]) await opened.ledger.take(signal, body);
  }
  const sum = (sql: string): bigint => {
    const row = opened.store.prepare(`SELECT ${sql}`).get() as Record<string, number>;
    return BigInt(Object.values(row)[0] ?? 0);
  };
  return { ...opened, sum };
};
let ready: ReturnType<typeof filled>;
beforeAll(async () => {
  ready = filled();
  await ready;
});

test('SQL, the counters and the truth of every capture say the same money, to the nano-dollar', async () => {
  const { ledger, sum } = await ready;
  const truth = captures.reduce((money, scenario) => money + truthOf(scenario).metrics.cost, 0n);
  expect(sum('sum(cost_nanodollars) FROM days')).toBe(truth);
  expect(sum('sum(cost_nanodollars) FROM hours')).toBe(truth);
  expect(BigInt(total(ledger, costUsage.series))).toBe(truth);
});

test('SQL says the tokens that the clients counted, by kind', async () => {
  const { ledger, sum } = await ready;
  const { tokens } = expected(captures);
  for (const [type, column] of Object.entries({
    input: 'input_tokens',
    output: 'output_tokens',
    cacheRead: 'cache_read_tokens',
    cacheCreation: 'cache_creation_tokens',
  })) {
    expect(sum(`sum(${column}) FROM days`)).toBe(tokens[type]);
    expect(BigInt(total(ledger, tokenUsage.series, { type }))).toBe(tokens[type]);
  }
});

test('requests in SQL add up to the money of the events, each counted once', async () => {
  const { sum } = await ready;
  const { cost, tokens } = expectedFromEvents(captures);
  expect(sum('sum(cost_nanodollars) FROM api_request')).toBe(cost);
  expect(sum('sum(request_cost_nanodollars) FROM days')).toBe(cost);
  expect(sum('sum(output_tokens) FROM api_request')).toBe(tokens['output']);
});

test('every event of the clients is a row of the table of its name', async () => {
  const { sum } = await ready;
  const counts = countEvents(captures, '*', 'event.name');
  for (const [name, count] of Object.entries(counts)) {
    expect(sum(`count(*) FROM "${name}"`), name).toBe(BigInt(count));
  }
  expect(sum('count(*) FROM events')).toBe(BigInt(Object.values(counts).reduce((all, one) => all + one, 0)));
});

test('what the sessions say adds up to what the days say, but for clients that send no session', async () => {
  const { sum } = await ready;
  const nameless = captures.filter((scenario) => recordsOf([scenario]).some((event) => !event['session.id']));
  const { cost } = expectedFromEvents(nameless);
  expect(cost).toBeGreaterThan(0n);
  const money = 'sum(request_cost_nanodollars)';
  expect(sum(`${money} FROM sessions`) + cost).toBe(sum(`${money} FROM days`));
  for (const column of ['tool_calls', 'lines_added', 'compactions'])
    expect(sum(`sum(${column}) FROM sessions`), column).toBe(sum(`sum(${column}) FROM days`));
});

test('a tool call is one row with its decision, its outcome and its duration', async () => {
  const { store } = await ready;
  const row = store
    .prepare(
      "SELECT * FROM tool_calls WHERE outcome = 'ok' AND tool_use_id IS NOT NULL AND decision_source IS NOT NULL LIMIT 1",
    )
    .get() as Record<string, unknown>;
  expect(row).toMatchObject({
    decision: 'accept',
    success: 1,
    session_id: expect.any(String),
    prompt_id: expect.any(String),
  });
  expect(Number(row['duration_ms'])).toBeGreaterThanOrEqual(0);
  expect(Number(row['ended'])).toBeGreaterThanOrEqual(Number(row['started']));
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCompleteness } from '../../src/ledger/completeness.ts';
import { recentSessions } from '../../src/ledger/questions.ts';
import { open, total } from './open.ts';
import { epoch, eventRequest, metricsRequest } from './point.ts';

const cost = 'claude_code_cost_usage_USD_total';
const tokens = 'claude_code_token_usage_tokens_total';
const sessions = 'claude_code_session_count_total';
const fromEvents = { counted_from: 'events' };
const minute = 60_000;

/** A ledger whose clock is set by hand, in milliseconds after the epoch of points. */
const opened = (folder?: string) => {
  let milliseconds = 0;
  const at = () => (epoch + milliseconds) * 1000;
  const { ledger, store, folder: place } = open(folder, 100, at);
  return {
    ledger,
    store,
    folder: place,
    at,
    /** Sweeps at a moment, as the ledger does each minute. */
    sweepAt: (time: number) => {
      milliseconds = time;
      while (ledger.sweep(at()));
    },
    request: (usd: number, { session = 'a', sequence = 1, milliseconds: time = 0, ...more } = {}) =>
      ledger.take(
        'logs',
        eventRequest(
          'api_request',
          {
            model: 'claude-opus-5-5',
            query_source: 'sdk',
            cost_usd: usd,
            input_tokens: 1000,
            output_tokens: 100,
            cache_read_tokens: 5,
            ...more,
          },
          { session, sequence, milliseconds: time },
        ),
      ),
    metered: (usd: number, { session = 'a', start = 0, time = 1000 } = {}) =>
      ledger.take(
        'metrics',
        metricsRequest({ metric: 'claude_code.cost.usage', session, value: usd, start, time }),
      ),
  };
};

const dollars = (ledger: Parameters<typeof total>[0], where = {}) => total(ledger, cost, where) / 1e9;

test('with events only, cost, tokens and the session are counted from the events, and marked so', async () => {
  const { ledger, store, request, sweepAt } = opened();
  await request(0.4);
  sweepAt(minute);
  expect(dollars(ledger)).toBe(0);
  sweepAt(3 * minute);
  expect(recentSessions(store, { limit: 1 })[0]?.costUSD).toBe(0.4);
  expect(dollars(ledger, { ...fromEvents, model: 'claude-opus-5-5', query_source: 'sdk' })).toBe(0.4);
  expect(total(ledger, tokens, { ...fromEvents, type: 'input' })).toBe(1000);
  expect(total(ledger, tokens, { ...fromEvents, type: 'cacheRead' })).toBe(5);
  expect(total(ledger, sessions, fromEvents)).toBe(1);
  expect(ledger.soFar.totals('daily', (epoch + 3 * minute) * 1000)).toEqual({
    cost: 400_000_000n,
    tokens: 1105n,
    sessions: 1n,
  });
  expect(store.prepare('SELECT cost_usd, input_tokens, starts, counted_from FROM sessions').all()).toEqual([
    { cost_usd: 0.4, input_tokens: 1000, starts: 1, counted_from: 'events' },
  ]);
});

test('each request is counted once, over many looks and a restart', async () => {
  const before = opened();
  await before.request(0.4);
  before.sweepAt(3 * minute);
  await before.request(0.2, { sequence: 2, milliseconds: 3 * minute });
  before.store.close();
  const after = opened(before.folder);
  for (const look of [4, 5, 6, 7, 60]) after.sweepAt(look * minute);
  expect(dollars(after.ledger)).toBeCloseTo(0.6, 9);
  expect(total(after.ledger, sessions)).toBe(1);
});

test('a session whose metrics come is left to its metrics', async () => {
  const { ledger, request, metered, sweepAt } = opened();
  await request(0.4);
  await metered(0.4);
  sweepAt(10 * minute);
  expect(dollars(ledger)).toBe(0.4);
  expect(total(ledger, cost, fromEvents)).toBe(0);
});

test('metrics that come after all are set against what was counted, and the rest is added', async () => {
  const { ledger, store, request, metered, sweepAt } = opened();
  await request(0.4);
  sweepAt(3 * minute);
  await metered(0.3, { start: -5000, time: 4 * minute });
  expect(dollars(ledger)).toBe(0.4);
  await metered(0.3, { start: -4000, time: 5 * minute });
  expect(dollars(ledger)).toBeCloseTo(0.6, 9);
  await request(0.2, { sequence: 2, milliseconds: 4 * minute });
  sweepAt(20 * minute);
  expect(dollars(ledger)).toBeCloseTo(0.6, 9);
  expect(store.prepare('SELECT counted_from FROM sessions').all()).toEqual([{ counted_from: 'metrics' }]);
});

test('a session that goes on with metrics, after a run without, has both', async () => {
  const { ledger, request, metered, sweepAt } = opened();
  await request(0.4);
  sweepAt(3 * minute);
  await metered(0.3, { start: 5 * minute, time: 6 * minute });
  await request(0.3, { sequence: 2, milliseconds: 6 * minute });
  sweepAt(20 * minute);
  expect(dollars(ledger)).toBeCloseTo(0.7, 9);
});

test('a session that is resumed with metrics switched off has both, each once, also over a restart', async () => {
  const before = opened();
  await before.request(0.3);
  await before.metered(0.3, { start: -1000, time: minute });
  before.sweepAt(20 * minute);
  await before.request(0.2, { sequence: 2, milliseconds: 20 * minute });
  before.sweepAt(25 * minute);
  expect(dollars(before.ledger)).toBe(0.3);
  before.store.close();
  const after = opened(before.folder);
  for (const look of [26, 31, 32]) after.sweepAt(look * minute);
  expect(dollars(after.ledger)).toBeCloseTo(0.5, 9);
  expect(dollars(after.ledger, fromEvents)).toBe(0.2);
  expect(total(after.ledger, sessions)).toBe(0);
  await after.request(0.1, { sequence: 3, milliseconds: 33 * minute });
  for (const look of [44, 70, 100]) after.sweepAt(look * minute);
  expect(dollars(after.ledger, fromEvents)).toBeCloseTo(0.3, 9);
  expect(after.ledger.sessions.difference()).toBe(0);
});

test('metrics that are late are set against the requests of their own run alone', async () => {
  const { ledger, request, metered, sweepAt } = opened();
  await request(0.3);
  await metered(0.3, { start: -1000, time: minute });
  await request(0.2, { sequence: 2, milliseconds: 20 * minute });
  sweepAt(31 * minute);
  expect(dollars(ledger)).toBeCloseTo(0.5, 9);
  // Of the run with metrics, and told late.
  await metered(0.05, { start: minute, time: 2 * minute });
  expect(dollars(ledger)).toBeCloseTo(0.55, 9);
  // What was counted from events comes as metrics after all.
  await metered(0.2, { start: 2 * minute, time: 21 * minute });
  expect(dollars(ledger)).toBeCloseTo(0.55, 9);
  // The next run is metered, and the one after it is not.
  await metered(0.4, { start: 40 * minute, time: 41 * minute });
  await request(0.4, { sequence: 3, milliseconds: 41 * minute });
  await request(0.7, { sequence: 4, milliseconds: 50 * minute });
  for (const look of [61, 100]) sweepAt(look * minute);
  expect(dollars(ledger)).toBeCloseTo(1.65, 9);
});

test('what a run was counted from events is not taken from another one', async () => {
  const { ledger, request, metered, sweepAt } = opened();
  await request(0.4);
  sweepAt(3 * minute);
  await metered(0.3, { start: 5 * minute, time: 6 * minute });
  await request(0.3, { sequence: 2, milliseconds: 6 * minute });
  await request(0.2, { sequence: 3, milliseconds: 20 * minute });
  sweepAt(31 * minute);
  expect(dollars(ledger)).toBeCloseTo(0.9, 9);
  // Late, of the third request and of one that was not counted yet.
  await metered(0.5, { start: 19 * minute, time: 32 * minute });
  await request(0.3, { sequence: 4, milliseconds: 31 * minute });
  for (const look of [45, 100]) sweepAt(look * minute);
  expect(dollars(ledger)).toBeCloseTo(1.2, 9);
  expect(ledger.sessions.difference()).toBe(0);
});

test('such sessions are named as lacking metrics, and are no difference between metrics and events', async () => {
  const { ledger, store, request, sweepAt, at } = opened();
  await request(0.4);
  for (const look of [3, 40, 60]) sweepAt(look * minute);
  expect(createCompleteness(store)(at()).metrics).toBe(1);
  expect(ledger.sessions.difference()).toBe(0);
});

test('whenever metrics come, before, after or never, the total is what was spent', async () => {
  const step = fc.record({
    session: fc.constantFrom('a', 'b', 'c'),
    cents: fc.integer({ min: 1, max: 500 }),
    wait: fc.integer({ min: 0, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 12 }),
      fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
      fc.boolean(),
      async (steps, withMetrics, isRestarted) => {
        let stack = opened();
        let at = 0;
        let sequence = 0;
        const spent = new Map<string, number>();
        for (const { session, cents, wait } of steps) {
          sequence += 1;
          await stack.request(cents / 100, { session, sequence, milliseconds: at });
          spent.set(session, (spent.get(session) ?? 0) + cents);
          at += wait * minute;
          stack.sweepAt(at);
        }
        if (isRestarted) {
          stack.store.close();
          stack = opened(stack.folder);
        }
        for (const session of withMetrics)
          await stack.metered((spent.get(session) ?? 0) / 100, { session, start: -1, time: at + 1 });
        for (const look of [1, 3, 40]) stack.sweepAt(at + look * minute);
        const all = [...spent.values()].reduce((sum, cents) => sum + cents, 0);
        expect(Math.round(dollars(stack.ledger) * 100)).toBe(all);
        const { usd } = stack.store.prepare('SELECT sum(cost_usd) AS usd FROM sessions').get() as {
          usd: number;
        };
        expect(Math.round(usd * 100)).toBe(all);
      },
    ),
    { numRuns: 15 },
  );
});

interface Run {
  readonly isMetered: boolean;
  /** Minutes that its metrics need. */
  readonly delay: number;
  /** In which minute of the run how many cents were spent. */
  readonly requests: readonly (readonly [number, number])[];
}
const nextRunMinutes = 45;

/** What runs of one session send in which minute: requests, and data points of what was spent in a minute before. */
const sentBy = (runs: readonly Run[]) => {
  const spent = new Map<number, number>();
  const metered = new Map<number, { made: number; usd: number }>();
  for (const [number, { isMetered, delay, requests }] of runs.entries()) {
    for (const [of, cents] of requests) {
      const made = number * nextRunMinutes + of;
      const usd = (spent.get(made) ?? 0) + cents / 100;
      spent.set(made, usd);
      if (isMetered) metered.set(made + 1 + delay, { made, usd });
    }
  }
  return { spent, metered };
};

test('whatever runs of a session have metrics, and however late those are, the total is what was spent', async () => {
  const run = fc.record({
    isMetered: fc.boolean(),
    delay: fc.integer({ min: 0, max: 14 }),
    requests: fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 1, max: 500 })), {
      minLength: 1,
      maxLength: 4,
    }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(run, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 100 }),
      async (runs, restartAt) => {
        const { spent, metered } = sentBy(runs);
        let stack = opened();
        for (let now = 0; now < runs.length * nextRunMinutes + 60; now += 1) {
          if (now === restartAt) {
            stack.store.close();
            stack = opened(stack.folder);
          }
          stack.sweepAt(now * minute);
          const usd = spent.get(now);
          if (usd) await stack.request(usd, { sequence: now, milliseconds: now * minute + 30_000 });
          const told = metered.get(now);
          if (told)
            await stack.metered(told.usd, { start: told.made * minute, time: (told.made + 1) * minute });
        }
        const all = runs.flatMap(({ requests }) => requests).reduce((sum, [, cents]) => sum + cents, 0);
        expect(Math.round(dollars(stack.ledger) * 100)).toBe(all);
        expect(stack.ledger.sessions.difference()).toBe(0);
      },
    ),
    { numRuns: 10 },
  );
});

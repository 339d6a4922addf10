import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { open, temporaryFolder, total } from './open.ts';
import { epoch, eventRequest, metricsRequest } from './point.ts';

const minute = 60e6;
const day = 86_400e6;

/** A ledger whose clock the test moves. */
const clocked = () => {
  const clock = { now: 1_795_199_162e6 };
  return { ...open(temporaryFolder(), 100, () => clock.now), clock };
};

test('a session is active while it sends, and its duration is told once it was silent for half an hour', async () => {
  const { ledger, clock } = clocked();
  await ledger.take('metrics', metricsRequest({ value: 1 }));
  clock.now += 10 * minute;
  await ledger.take('metrics', metricsRequest({ value: 1, time: 2000 }));
  expect(ledger.sessions.active(clock.now)).toHaveLength(1);
  clock.now += 20 * minute;
  ledger.sweep(clock.now);
  expect(ledger.sessions.active(clock.now)).toHaveLength(0);
  expect(total(ledger, 'claude_code_session_duration_seconds_count')).toBe(0);
  clock.now += 11 * minute;
  ledger.sweep(clock.now);
  ledger.sweep(clock.now);
  expect(total(ledger, 'claude_code_session_duration_seconds_count')).toBe(1);
  expect(total(ledger, 'claude_code_session_duration_seconds_sum')).toBe(600e6);
});

test('a session that ended is not active, though its last data come after, until it is resumed', async () => {
  const { ledger, clock } = clocked();
  let sent = 0;
  const milliseconds = () => clock.now / 1000 - epoch;
  const event = (name: string, session = 'ends') => {
    sent += 1;
    return ledger.take(
      'logs',
      eventRequest(name, {}, { session, sequence: sent, milliseconds: milliseconds() }),
    );
  };
  const hook = (name: string) => {
    sent += 1;
    const identity = createHash('sha256').update(String(sent)).digest('base64');
    ledger.takeHooks([{ identity, at: clock.now / 1000, session: 'ends', event: name, facts: {} }]);
  };
  const activeIn = (seconds: number) => {
    clock.now += seconds * 1e6;
    return ledger.sessions.active(clock.now).length;
  };
  await event('user_prompt', 'goes on');
  hook('SessionStart');
  await event('api_request');
  expect(activeIn(1)).toBe(2);
  hook('SessionEnd');
  clock.now += 1e6;
  await event('hook_execution_complete');
  await ledger.take('metrics', metricsRequest({ value: 1, session: 'ends', time: milliseconds() }));
  expect(activeIn(1)).toBe(1);

  hook('SessionStart');
  expect(activeIn(1)).toBe(2);
  hook('SessionEnd');
  expect(activeIn(1)).toBe(1);
  // Resumed where hooks are switched off.
  await event('user_prompt');
  expect(activeIn(1)).toBe(2);
});

test('money by metrics and by events is compared over closed sessions, and a loss is seen', async () => {
  const { ledger, clock } = clocked();
  const spend = (session: string, value: number) =>
    ledger.take('metrics', metricsRequest({ metric: 'claude_code.cost.usage', session, value }));
  const tell = (session: string, cost_usd: number) =>
    ledger.take('logs', eventRequest('api_request', { cost_usd }, { session }));
  await spend('even', 0.3);
  await tell('even', 0.3);
  await spend('metrics only', 5);
  clock.now += 40 * minute;
  ledger.sweep(clock.now);
  expect(ledger.sessions.difference()).toBe(0);
  await spend('lost some metrics', 0.1);
  await tell('lost some metrics', 0.3);
  expect(ledger.sessions.difference()).toBe(0);
  clock.now += 40 * minute;
  ledger.sweep(clock.now);
  expect(ledger.sessions.difference()).toBe(-0.2e9);
});

test('installations are counted by day, week and month', async () => {
  const { ledger, clock } = clocked();
  const send = (user: string) =>
    ledger.take('metrics', metricsRequest({ value: 1, attributes: { 'user.id': user } }));
  await send('a');
  clock.now += 10 * day;
  await send('b');
  clock.now += 3 * day;
  await send('c');
  const users = (days: number) => ledger.sessions.users(clock.now, days);
  expect([users(1), users(7), users(30)]).toEqual([1, 2, 3]);
});

test('old rows go, a portion at a time; counters stay, and a cumulative client that slept is not counted again', async () => {
  const { ledger, store, clock } = clocked();
  const cumulative = metricsRequest({ value: 50, temporality: 'cumulative', session: 'sleeper' });
  await ledger.take('metrics', cumulative);
  for (let i = 0; i < 50; i += 1) {
    await ledger.take('metrics', metricsRequest({ value: 1, time: 2000 + i }));
    await ledger.take('logs', eventRequest('user_prompt', {}, { sequence: i }));
  }
  clock.now += 100 * day;
  while (ledger.sweep(clock.now)) {
    // Until nothing is left to prune.
  }
  const rows = (table: string) =>
    (store.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
  expect({ events: rows('events'), folded: rows('folded'), series: rows('series') }).toEqual({
    events: 0,
    folded: 1,
    series: 1,
  });
  await ledger.take('metrics', cumulative);
  expect(total(ledger, 'claude_code_token_usage_tokens_total')).toBe(100);
});

test('a store of a newer version is refused, with what to do', async () => {
  const { store, folder } = open();
  store.exec('PRAGMA user_version = 99');
  store.close();
  expect(() => open(folder)).toThrow('written by a newer version');
});

import { expect, test } from 'vitest';
import { type Budget, budgetsOf } from '../../src/config/budgets.ts';
import { createCalendar } from '../../src/config/calendar.ts';
import { defaults } from '../../src/config/schema.ts';
import { createBudgets } from '../../src/ledger/budgets.ts';
import { forecastOf } from '../../src/ledger/forecast.ts';
import { open } from './open.ts';
import { epoch, metricsRequest } from './point.ts';

const zone = 'Europe/Berlin';
const calendar = createCalendar(zone);
const hourMs = 3_600_000;
/** A Monday at noon in Berlin. */
const monday = Date.parse('2026-11-30T12:00:00+01:00');

/** Eight weeks: $10 at ten o'clock from Monday to Friday, times what `factor` says of a week back. */
const history = (factor: (weeksAgo: number) => number = () => 1) =>
  Array.from({ length: 56 }, (_, ago) => monday - (ago + 1) * 24 * hourMs)
    .filter((at) => calendar(at).weekday <= 5)
    .map((at) => ({
      quarter: Math.floor((at - 2 * hourMs) / 900_000),
      amount: 10 * factor(Math.floor((monday - at) / (7 * 24 * hourMs))),
    }));

const week = { calendar, period: 'weekly', now: monday, spent: 10, limit: 25 } as const;

test('the rest of a week is what its weekdays were, and a weekend is not a workday', () => {
  // Monday is spent; Tuesday to Friday are to come.
  expect(forecastOf(history(), week)).toMatchObject({ low: 50, expected: 50, high: 50 });
});

test('a budget is used up in the hour in which its sum is reached', () => {
  // $10 each day: 25 on Wednesday at ten.
  const { exhausted = 0 } = forecastOf(history(), week) ?? {};
  expect(calendar(exhausted)).toMatchObject({ day: '2026-12-02', hour: 10 });
});

test('weeks that differ make a band around what is expected', () => {
  const {
    low = 0,
    expected = 0,
    high = 0,
  } = forecastOf(
    history((ago) => (ago % 2 ? 2 : 0.5)),
    week,
  ) ?? {};
  expect(low).toBeCloseTo(10 + 4 * 5);
  expect(high).toBeCloseTo(10 + 4 * 20);
  expect(expected).toBeCloseTo(10 + 4 * 12.5);
});

test('nothing is forecast with less than two weeks of history, and nothing is used up that lasts', () => {
  const oneWeek = history().filter(({ quarter }) => quarter * 900_000 > monday - 8 * 24 * hourMs);
  expect(forecastOf(oneWeek, week)).toBeUndefined();
  expect(forecastOf(history(), { ...week, limit: 51 })?.exhausted).toBeUndefined();
});

test('budgets of everybody and of one team count what theirs spent, in the period, and no more', async () => {
  const now = Date.parse('2026-11-30T12:00:00+01:00');
  const { ledger, store } = open(undefined, 100, () => now * 1000, zone);
  const spend = (dollars: number, team: string, at = now) =>
    ledger.take(
      'metrics',
      metricsRequest({
        metric: 'claude_code.cost.usage',
        value: dollars,
        attributes: { model: 'opus', team },
        time: at - epoch,
      }),
    );
  await spend(1, 'payments');
  await spend(2, 'search');
  await spend(4, 'payments', now - 24 * hourMs);
  const budgets = budgetsOf({
    budgets: {
      ...defaults().budgets,
      daily: 10,
      for: [{ label: 'team', value: 'payments', daily: 5, monthly: 50 }],
    },
  });
  const made = createBudgets(store, budgets, ledger.soFar, zone);
  const spent = (budget: Budget & { spent: number }) => [budget.period, budget.value, budget.spent];
  expect(made.states(now).map(spent)).toEqual([
    ['daily', 'all', 3],
    ['daily', 'payments', 1],
    ['monthly', 'payments', 5],
  ]);
  expect(made.lines(now)).toContainEqual({
    sample: 'claude_code_budget_spent_USD',
    labels: { period: 'monthly', label: 'team', value: 'payments' },
    value: 5,
  });
  expect(new Date(made.states(now)[0]?.ends ?? 0).toISOString()).toBe('2026-11-30T23:00:00.000Z');
});

test('a used-up budget of a team names the sessions that spent for it, for the hooks to stop', async () => {
  const now = Date.parse('2026-11-30T12:00:00+01:00');
  const { ledger, store } = open(undefined, 100, () => now * 1000, zone);
  for (const [session, team] of [
    ['one', 'payments'],
    ['two', 'search'],
  ] as const)
    await ledger.take(
      'metrics',
      metricsRequest({
        metric: 'claude_code.cost.usage',
        value: 1,
        attributes: { model: 'opus', team, 'session.id': session },
        time: now - epoch,
      }),
    );
  const budgets = budgetsOf({
    budgets: { ...defaults().budgets, for: [{ label: 'team', value: 'payments', daily: 1, weekly: 2 }] },
  });
  const states = createBudgets(store, budgets, ledger.soFar, zone).states(now);
  expect(states.map(({ sessions }) => sessions)).toEqual([['one'], []]);
});

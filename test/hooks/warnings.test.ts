import { expect, onTestFinished, test } from 'vitest';
import type { SpentBudget } from '../../src/hooks/budgets/spent.ts';
import { openStore } from '../../src/hooks/journal/journal-store.ts';
import type { PlanLimit } from '../../src/hooks/plan-limits/plan-limits.ts';
import { isQuiet } from '../../src/hooks/warnings/quiet-hours.ts';
import { type WatchOptions, watchLimits } from '../../src/hooks/warnings/watch.ts';
import { temporary } from './open.ts';

const midnight = Date.parse('2026-12-01T00:00:00Z');
const noon = midnight - 12 * 3_600_000;

const budget = (spent: number, ends = midnight): SpentBudget => ({
  period: 'daily',
  label: 'all',
  value: 'all',
  limit: 20,
  spent,
  ends,
  sessions: [],
});

const limit: PlanLimit = {
  window: 'five_hour',
  account: 'unknown',
  used: 0.85,
  resets: midnight,
  reported: noon,
  pace: { perHour: 0.1, full: { expected: noon + 5_400_000 } },
};

/** Warnings that are looked at by hand. */
const watching = (options: Partial<WatchOptions> & { readonly data?: string } = {}) => {
  const shown: string[] = [];
  const watch = watchLimits({
    store: openStore(options.data ?? temporary()),
    steps: [0.8, 1],
    client: true,
    desktop: true,
    quietHours: undefined,
    zone: 'UTC',
    budgets: () => [],
    planLimits: { known: () => [] },
    notify: async (text) => {
      shown.push(text);
    },
    onError: (error) => {
      throw error;
    },
    ...options,
  });
  onTestFinished(watch.stop);
  return { ...watch, shown };
};

test('each step is told once in the client and once on the desktop, and anew in the next period', async () => {
  let present = [budget(15)];
  const { look, notices, shown } = watching({ budgets: () => present });
  const now = Date.now();
  await look(now);
  expect([notices(), shown]).toEqual([[], []]);
  present = [budget(16.4)];
  await look(now);
  await look(now);
  expect(notices()).toEqual(["82 % of today's budget is used: $16.40 of $20.00."]);
  expect(notices()).toEqual([]);
  expect(shown).toHaveLength(1);
  present = [budget(20)];
  await look(now);
  expect(notices()).toEqual(["100 % of today's budget is used: $20.00 of $20.00."]);
  present = [budget(17, midnight + 24 * 3_600_000)];
  await look(now);
  expect(notices()).toHaveLength(1);
  expect(shown).toHaveLength(3);
});

test('who jumps over two steps hears of the higher one, also after a restart once', async () => {
  const data = temporary();
  const options = { data, budgets: () => [budget(25)] };
  const { look, notices } = watching(options);
  await look();
  expect(notices()).toHaveLength(1);
  const again = watching(options);
  await again.look();
  expect(again.notices()).toEqual([]);
});

test('a limit of the plan is told with the time at which it is full', async () => {
  const { look, notices } = watching({ planLimits: { known: () => [limit] } });
  await look();
  expect(notices()[0]).toMatch(
    /^85 % of the plan's five-hour limit is used; it resets at .* At this pace it is full at /,
  );
});

test('quiet hours hold the desktop back until they end, and not the client', async () => {
  const { look, notices, shown } = watching({
    budgets: () => [budget(18)],
    quietHours: '22:00-07:00',
  });
  const night = Date.parse('2026-11-30T23:30:00Z');
  await look(night);
  expect(shown).toEqual([]);
  await look(night + 8 * 3_600_000);
  expect(shown).toHaveLength(1);
  expect(notices).toBeDefined();
});

test.each([
  ['22:00-07:00', '2026-11-30T22:00:00Z', true],
  ['22:00-07:00', '2026-11-30T06:59:00Z', true],
  ['22:00-07:00', '2026-11-30T07:00:00Z', false],
  ['12:00-13:00', '2026-11-30T12:30:00Z', true],
  ['12:00-13:00', '2026-11-30T13:00:00Z', false],
])('quiet hours %s at %s: %s', (hours, at, quiet) => {
  expect(isQuiet(hours, 'UTC', Date.parse(at))).toBe(quiet);
  expect(isQuiet(undefined, 'UTC', Date.parse(at))).toBe(false);
});

test('what is switched off is not told', async () => {
  const { look, notices, shown } = watching({ client: false, desktop: false, budgets: () => [budget(18)] });
  await look();
  expect([notices(), shown]).toEqual([[], []]);
});

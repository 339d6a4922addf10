import { expect, test } from 'vitest';
import { costUsage } from '../../src/catalogue/telemetry.ts';
import { open, temporaryFolder, total } from '../ledger/open.ts';
import { epoch, eventRequest, metricsRequest } from '../ledger/point.ts';
import { served } from '../queries/served.ts';

const day = 86_400_000;
const steps = 156;
const stepDays = 7;
const nanoDollars = 250_000_000;

/** Three years of a person who works once a week, up to now; the ledger sweeps as the time goes by. */
const threeYears = async (history?: string) => {
  const first = Date.now() - steps * stepDays * day;
  const clock = { milliseconds: first };
  const opened = open(temporaryFolder(), 100, () => clock.milliseconds * 1000, 'UTC', { history });
  // What a power cut takes from this test is no loss.
  opened.store.exec('PRAGMA synchronous = OFF');
  const sweep = () => {
    while (opened.ledger.sweep(clock.milliseconds * 1000)) {
      // Until nothing is left to prune.
    }
  };
  for (let step = 0; step < steps; step += 1) {
    clock.milliseconds = first + (step + 1) * stepDays * day - day;
    const milliseconds = clock.milliseconds - epoch;
    const session = `session ${step}`;
    await opened.ledger.take(
      'metrics',
      metricsRequest({
        metric: costUsage.name,
        session,
        value: nanoDollars / 1e9,
        start: milliseconds - 1000,
        time: milliseconds,
        attributes: { model: 'opus' },
      }),
    );
    await opened.ledger.take(
      'logs',
      eventRequest('user_prompt', { 'prompt.id': `p ${step}`, prompt_length: 3 }, { session, milliseconds }),
    );
    sweep();
  }
  clock.milliseconds = Date.now();
  sweep();
  const one = (sql: string): number =>
    Number(Object.values(opened.store.prepare(`SELECT ${sql}`).get() as Record<string, number>)[0]);
  return { ...opened, one };
};

test('after three years every session and every day is there, to the nano-dollar, and events of 90 days', async () => {
  const opened = await threeYears();
  const { ledger, one } = opened;
  expect(one('count(*) FROM sessions')).toBe(steps);
  expect(one('count(*) FROM turns')).toBe(steps);
  expect(one('sum(cost_nanodollars) FROM sessions')).toBe(steps * nanoDollars);
  expect(one('sum(cost_nanodollars) FROM days')).toBe(steps * nanoDollars);
  expect(one('count(DISTINCT day) FROM days')).toBe(steps);
  expect(total(ledger, costUsage.series)).toBe(steps * nanoDollars);
  expect(one('count(*) FROM user_prompt')).toBe(Math.floor(90 / stepDays) + 1);
  expect(one('count(*) FROM events')).toBe(one('count(*) FROM user_prompt'));
  // Nothing that only today, this week and this month need is kept for years.
  expect(one('count(*) FROM spent_quarters')).toBeLessThan(10);

  const { get } = await served(opened);
  const before = new Date(Date.now() - 800 * day).toISOString();
  expect(await get(`/sessions?since=all&until=${before}&limit=1`)).toMatchObject({
    total: Math.floor((steps * stepDays - 800) / stepDays),
  });
  expect(await get('/sessions/session%200')).toMatchObject({
    session: { cost_nanodollars: nanoDollars, models: 'opus 100 %' },
  });
});

test('where retention.history says so, sessions, turns and days go when they are older, and what is younger stays whole', async () => {
  const { ledger, one } = await threeYears('52w');
  const kept = 52;
  expect(one('count(*) FROM sessions')).toBe(kept);
  expect(one('count(*) FROM session_models')).toBe(kept);
  expect(one('count(*) FROM turns')).toBe(kept);
  expect(one('count(DISTINCT day) FROM days')).toBe(kept);
  expect(one('sum(cost_nanodollars) FROM days')).toBe(kept * nanoDollars);
  expect(total(ledger, costUsage.series)).toBe(steps * nanoDollars);
});

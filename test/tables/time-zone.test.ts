import { expect, test } from 'vitest';
import { defaults } from '../../src/config/schema.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { openStore } from '../../src/ledger/store.ts';
import { temporaryFolder } from '../ledger/open.ts';
import { eventRequest, metricsRequest } from '../ledger/point.ts';

/** The requests of `point.ts` begin at 18:26 UTC on 20 November 2026. */
const settings = { shared: [], limit: 100, retention: defaults().retention };

const openIn = (folder: string, zone: string) => {
  const store = openStore(folder);
  return { store, ledger: createLedger(store, { ...settings, zone }) };
};

test('days, hours and weeks are those of the configured zone, and follow it when it changes', async () => {
  const folder = temporaryFolder();
  const first = openIn(folder, 'UTC');
  const cost = { metric: 'claude_code.cost.usage', value: 0.5 } as const;
  await first.ledger.take('metrics', metricsRequest({ ...cost, session: 'a' }));
  await first.ledger.take(
    'metrics',
    metricsRequest({ ...cost, session: 'b', start: 6 * 3_600_000, time: 6 * 3_600_000 + 1 }),
  );
  await first.ledger.take('logs', eventRequest('api_request', { cost_usd: 0.5 }));
  const days = (store: typeof first.store) =>
    store
      .prepare('SELECT day, sum(cost_nanodollars) AS cost FROM days WHERE cost_nanodollars > 0 GROUP BY day')
      .all();
  expect(days(first.store)).toEqual([
    { day: '2026-11-20', cost: 500_000_000 },
    { day: '2026-11-21', cost: 500_000_000 },
  ]);
  first.store.close();

  const second = openIn(folder, 'Asia/Kathmandu');
  expect(days(second.store)).toEqual([{ day: '2026-11-21', cost: 1_000_000_000 }]);
  expect(second.store.prepare('SELECT day, hour, weekday, week, month FROM api_request').get()).toEqual({
    day: '2026-11-21',
    hour: 0,
    weekday: 6,
    week: '2026-W47',
    month: '2026-11',
  });
  second.store.close();

  const back = openIn(folder, 'UTC');
  expect(days(back.store)).toHaveLength(2);
});

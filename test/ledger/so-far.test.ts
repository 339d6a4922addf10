import { expect, test } from 'vitest';
import { spentSoFar } from '../../src/catalogue/ledger-metrics.ts';
import { migrations } from '../../src/ledger/migrations.ts';
import { openStore } from '../../src/ledger/store.ts';
import { open, temporaryFolder } from './open.ts';
import { epoch, metricsRequest } from './point.ts';

const berlin = 'Europe/Berlin';
const micro = (text: string) => Date.parse(text) * 1000;

/** A ledger whose clock is set by hand, and who spends by it. */
const spender = (zone = berlin, folder = temporaryFolder()) => {
  let now = 0;
  const opened = open(folder, 100, () => now, zone);
  return {
    ...opened,
    spend: async (at: string, dollars: number, attributes: Record<string, string> = { model: 'opus' }) => {
      now = micro(at);
      const request = metricsRequest({
        metric: 'claude_code.cost.usage',
        value: dollars,
        attributes,
        time: Date.parse(at) - epoch,
      });
      await opened.ledger.take('metrics', request);
    },
    dollars: (at: string) =>
      (['daily', 'weekly', 'monthly'] as const).map(
        (period) => Number(opened.ledger.soFar.totals(period, micro(at)).cost) / 1e9,
      ),
  };
};

test('today, this week and this month are those of the zone', async () => {
  const { spend, dollars } = spender();
  await spend('2026-11-29T22:30:00Z', 1);
  await spend('2026-11-29T23:30:00Z', 2);
  expect(dollars('2026-11-29T22:45:00Z')).toEqual([3, 3, 3]);
  expect(dollars('2026-11-29T23:45:00Z')).toEqual([2, 2, 3]);
  await spend('2026-11-30T22:59:00Z', 4);
  expect(dollars('2026-11-30T22:59:59Z')).toEqual([6, 6, 7]);
  expect(dollars('2026-11-30T23:00:00Z')).toEqual([0, 6, 0]);
});

test.each([
  ['forward', '2026-03-29', '+01:00', '+02:00'],
  ['back', '2026-10-25', '+02:00', '+01:00'],
])(
  'on the day when the clock goes %s, what was spent from midnight to midnight counts',
  async (_, day, before, after) => {
    const { spend, dollars } = spender();
    await spend(new Date(Date.parse(`${day}T00:00:00${before}`) - 1).toISOString(), 100);
    await spend(`${day}T00:00:00${before}`, 1);
    await spend(`${day}T12:00:00${after}`, 2);
    await spend(`${day}T23:59:59${after}`, 4);
    expect(dollars(`${day}T23:59:59${after}`)[0]).toBe(7);
    const next = new Date(Date.parse(`${day}T23:59:59${after}`) + 1000).toISOString();
    expect(dollars(next)[0]).toBe(0);
  },
);

test('after a restart it goes on, and in another zone the same money lies in other days', async () => {
  const first = spender('UTC');
  await first.spend('2026-11-30T22:30:00Z', 1);
  await first.spend('2026-11-30T23:30:00Z', 2);
  first.store.close();
  const again = spender('UTC', first.folder);
  expect(again.dollars('2026-11-30T23:59:00Z')).toEqual([3, 3, 3]);
  again.store.close();
  const moved = spender(berlin, first.folder);
  expect(moved.dollars('2026-11-30T23:59:00Z')).toEqual([2, 3, 2]);
});

test('the gauges have the labels that boards and budgets ask for, and no others', async () => {
  const { spend, ledger } = spender();
  await spend('2026-11-30T12:00:00Z', 1, { model: 'opus', query_source: 'main', effort: 'high' });
  await spend('2026-11-30T12:00:01Z', 2, { model: 'opus', query_source: 'main', effort: 'low' });
  const lines = ledger.soFar.lines(micro('2026-11-30T12:00:02Z'));
  const labels = { period: 'daily', model: 'opus', query_source: 'main' };
  expect(lines.filter(({ sample }) => sample === spentSoFar.series)[0]).toEqual({
    sample: spentSoFar.series,
    labels,
    value: 3_000_000_000n,
  });
});

test('days that an older version kept are not lost', () => {
  const folder = temporaryFolder();
  const old = openStore(folder, migrations.slice(0, 1));
  old.exec("INSERT INTO days VALUES ('2026-11-29', 1500000000, 9, 2), ('2026-11-30', 2500000000, 1, 1)");
  old.close();
  const { dollars, ledger } = spender(berlin, folder);
  expect(dollars('2026-11-30T12:00:00Z')).toEqual([2.5, 2.5, 4]);
  expect(ledger.soFar.totals('monthly', micro('2026-11-30T12:00:00Z'))).toMatchObject({
    tokens: 10n,
    sessions: 3n,
  });
});

test('when data last came is known after a restart, and a canary is not data', async () => {
  const { spend, store, folder } = spender();
  await spend('2026-11-30T12:00:00Z', 1);
  store.close();
  const { ledger } = open(folder);
  expect([...ledger.lastData]).toEqual([['metrics', Date.parse('2026-11-30T12:00:00Z') / 1000]]);
});

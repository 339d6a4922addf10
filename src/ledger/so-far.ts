import { sharedLabels } from '../catalogue/labels.ts';
import { periodSecondsLeft, sessionsSoFar, spentSoFar, tokensSoFar } from '../catalogue/ledger-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import { costUsage, sessionCount, tokenUsage } from '../catalogue/telemetry.ts';
import {
  createCalendar,
  firstQuarterOf,
  type Period,
  periods,
  quarterMilliseconds,
  secondsLeft,
} from '../config/calendar.ts';
import { keyOf, type LabelSet } from '../counters/label-set.ts';
import type { SampleLine } from '../counters/text.ts';
import type { Participant } from '../store/together.ts';
import { createLabelledSessions, type LabelledSessions } from './labelled-sessions.ts';
import type { LedgerStore } from './store.ts';

/** Totals of a period so far: nano-dollars, tokens, sessions. */
export interface Totals {
  readonly cost: bigint;
  readonly tokens: bigint;
  readonly sessions: bigint;
}

export interface SoFar extends Participant {
  /** Notes what a counter of a client gained at a time (microseconds). */
  readonly gained: (metric: Metric, labels: LabelSet, amount: bigint | number, time: number) => void;
  /** What was gained so far today, this week and this month, as gauges. */
  readonly lines: (now: number) => readonly SampleLine[];
  /** The sessions that gained it. */
  readonly labelled: LabelledSessions;
  readonly totals: (period: Period, now: number) => Totals;
  /** Nano-dollars of a period so far; `where`: of label sets with this value alone. Times in microseconds. */
  readonly spent: (period: Period, now: number, where?: readonly [label: string, value: string]) => bigint;
  /** Deletes what is older than any period. Within a transaction. */
  readonly prune: (now: number) => void;
}

interface SoFarSum {
  readonly metric: string;
  readonly labels: LabelSet;
  amount: bigint;
}

interface PeriodSums {
  /** The quarter of an hour that it begins with. */
  readonly from: number;
  readonly sums: Map<string, SoFarSum>;
}

/** The gauges, and what they add up: the counter, and the labels of it that boards and budgets ask for. */
const soFarGauges: readonly (readonly [counter: Metric, gauge: Metric, labels: readonly string[]])[] = [
  [costUsage, spentSoFar, ['model', 'query_source', ...sharedLabels]],
  [tokenUsage, tokensSoFar, ['type', ...sharedLabels]],
  [sessionCount, sessionsSoFar, [...sharedLabels]],
];
const gaugeFor = new Map(soFarGauges.map(([counter, gauge, labels]) => [counter.series, { gauge, labels }]));

interface SoFarRow {
  readonly metric: string;
  readonly labels: string;
  readonly amount: bigint;
}

/** Periods look back a month, and forecasts of budgets eight weeks. */
const oldestMilliseconds = 60 * 86_400_000;

/**
 * Sums by quarter of an hour and label set. Every zone has whole quarters, so that the calendar of the configured zone says
 * which of them today, this week and this month have, also after the zone was changed.
 */
export const createSoFar = (store: LedgerStore, zone: string): SoFar => {
  const calendar = createCalendar(zone);
  const upsert = store.prepare(`
    INSERT INTO spent_quarters (quarter, metric, labels, amount) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET amount = amount + excluded.amount`);
  const select = store.prepare(
    'SELECT metric, labels, sum(amount) AS amount FROM spent_quarters WHERE quarter >= ? GROUP BY metric, labels',
  );
  select.setReadBigInts(true);

  const loaded = new Map<Period, PeriodSums>();
  const periodOf = (period: Period, now: number): PeriodSums => {
    const from = firstQuarterOf(calendar, period, now / 1000);
    const known = loaded.get(period);
    if (known?.from === from) return known;
    const sums = new Map<string, SoFarSum>();
    for (const { metric, labels, amount } of select.all(from) as unknown as readonly SoFarRow[]) {
      const parsed = JSON.parse(labels) as LabelSet;
      sums.set(keyOf(metric, parsed), { metric, labels: parsed, amount });
    }
    const fresh = { from, sums };
    loaded.set(period, fresh);
    return fresh;
  };

  const pending = new Map<string, SoFarSum & { readonly quarter: number }>();
  /** Label sets are few and come again and again: of each, what is kept of it, and its key. */
  const reduced = new WeakMap<LabelSet, { readonly labels: LabelSet; readonly key: string }>();
  const reduce = (series: string, labels: LabelSet, names: readonly string[]) => {
    const known = reduced.get(labels);
    if (known) return known;
    const rest = Object.fromEntries(
      names.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])),
    );
    const made = { labels: rest, key: keyOf(series, rest) };
    reduced.set(labels, made);
    return made;
  };

  const totals: SoFar['totals'] = (period, now) => {
    const sumOf = ({ series }: Metric) =>
      [...periodOf(period, now).sums.values()]
        .filter(({ metric }) => metric === series)
        .reduce((sum, { amount }) => sum + amount, 0n);
    return { cost: sumOf(costUsage), tokens: sumOf(tokenUsage), sessions: sumOf(sessionCount) };
  };

  return {
    gained: (metric, labels, amount, time) => {
      const names = gaugeFor.get(metric.series)?.labels;
      if (!names) return;
      const own = reduce(metric.series, labels, names);
      const quarter = Math.floor(time / 1000 / quarterMilliseconds);
      const key = `${quarter}${own.key}`;
      const sum = pending.get(key);
      if (sum) sum.amount += BigInt(amount);
      else pending.set(key, { quarter, metric: metric.series, labels: own.labels, amount: BigInt(amount) });
    },
    lines: (now) =>
      periods.flatMap((period) => [
        {
          sample: periodSecondsLeft.series,
          labels: { period },
          value: secondsLeft(calendar, period, now / 1000),
        },
        ...[...periodOf(period, now).sums.values()].flatMap(({ metric, labels, amount }) => {
          const gauge = gaugeFor.get(metric)?.gauge;
          return gauge ? [{ sample: gauge.series, labels: { period, ...labels }, value: amount }] : [];
        }),
      ]),
    labelled: createLabelledSessions(),
    totals,
    spent: (period, now, where) =>
      [...periodOf(period, now).sums.values()]
        .filter(
          ({ metric, labels }) => metric === costUsage.series && (!where || labels[where[0]] === where[1]),
        )
        .reduce((sum, { amount }) => sum + amount, 0n),
    prune: (now) => {
      store
        .prepare('DELETE FROM spent_quarters WHERE quarter < ?')
        .run(Math.floor((now / 1000 - oldestMilliseconds) / quarterMilliseconds));
    },
    write: () => {
      for (const { quarter, metric, labels, amount } of pending.values())
        upsert.run(quarter, metric, JSON.stringify(labels), amount);
    },
    committed: () => {
      for (const { quarter, metric, labels, amount } of pending.values()) {
        for (const { from, sums } of loaded.values()) {
          if (quarter < from) continue;
          const key = keyOf(metric, labels);
          const sum = sums.get(key);
          if (sum) sum.amount += amount;
          else sums.set(key, { metric, labels, amount });
        }
      }
      pending.clear();
    },
    rolledBack: () => pending.clear(),
  };
};

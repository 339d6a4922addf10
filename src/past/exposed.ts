import { eventMetrics } from '../catalogue/activity-metrics.ts';
import { hookMetrics } from '../catalogue/hook-metrics.ts';
import { ledgerMetrics } from '../catalogue/ledger-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import { aliases, metrics as telemetry } from '../catalogue/telemetry.ts';
import type { Counter } from '../counters/counters.ts';
import { hoursOf, levels, minutesOf, openingOfMinutes, type RecordedSum } from '../promql/level.ts';
import { rawCounters } from '../rules/openings.ts';
import { holes, type PastSeries, type Samples, seriesOf } from './samples.ts';

type ExposedLabels = readonly (readonly [string, string])[];

export type ExposedCounter = Pick<Counter, 'id' | 'sample' | 'labels' | 'value'>;

/** What Prometheus would hold of counters: the scraped series, and what the recording rules make of them. */
export interface Exposed {
  /** Writes what a scrape at `at` shows. `keepAlive`: the longest time between two samples of a series that rests. */
  readonly scrape: (counters: Iterable<ExposedCounter>, at: number, keepAlive: number) => void;
}

const families = new Map<string, Metric>(
  [...telemetry, ...eventMetrics, ...ledgerMetrics, ...hookMetrics].map((metric) => [metric.series, metric]),
);

/** Counters are integers of a part of their unit; those of a histogram's buckets and count are plain. */
const scaleOf = (sample: string): number => {
  const own = families.get(sample);
  if (own) return own.scale;
  const family = families.get(sample.replace(/_(bucket|sum|count)$/, ''));
  return sample.endsWith('_sum') ? (family?.scale ?? 1) : 1;
};

const sums: readonly RecordedSum[] = Object.values(levels).flat();
const sumsOf = (metric: string) => sums.filter(({ of }) => of === metric);
/** Histograms are read through their recorded sums: their own many series are left to the running stack. */
const isHistogramSum = new Set<string>(levels.all.map(({ of }) => of).filter((of) => !of.endsWith('_total')));
const hasOpening = new Set(rawCounters);
const hour = 3_600_000;

interface ExposedSum {
  readonly series: PastSeries;
  /** Its copies by the minute and by the hour, that charts read. */
  readonly minutes: PastSeries;
  readonly hours: PastSeries;
  readonly scale: number;
  /** In parts of the scale. */
  amount: number;
}

interface KnownSeries {
  readonly scraped: readonly PastSeries[];
  readonly scale: number;
  readonly sums: readonly ExposedSum[];
  amount: number;
}

/** `target`: the labels a scrape adds. */
export const createExposed = (samples: Samples, target: ExposedLabels): Exposed => {
  const known: (KnownSeries | undefined)[] = [];
  const recorded = new Map<string, ExposedSum>();

  const sumFor = (
    { series: name, labels: by }: RecordedSum,
    labels: ExposedLabels,
    scale: number,
  ): ExposedSum => {
    const kept = labels.filter(([label, value]) => by.includes(label) && value !== '');
    kept.sort();
    const series = seriesOf(name, kept, { opening: `${name}:opening` });
    const found = recorded.get(series.id);
    if (found) return found;
    const minutes = seriesOf(minutesOf(name), kept, {
      opening: openingOfMinutes(name),
      hole: holes.selectors,
    });
    const sum = { series, minutes, hours: seriesOf(hoursOf(name), kept), scale, amount: 0 };
    recorded.set(series.id, sum);
    return sum;
  };

  const know = ({ id, sample: metric, labels }: ExposedCounter): KnownSeries => {
    const list = Object.entries(labels);
    const scale = scaleOf(metric);
    const all = [...list.filter(([, value]) => value !== ''), ...target];
    const names = isHistogramSum.has(metric)
      ? []
      : [metric, ...aliases.filter(({ of }) => of.series === metric).map(({ alias }) => alias)];
    const fresh: KnownSeries = {
      scraped: names.map((name) =>
        seriesOf(name, all, { opening: hasOpening.has(name) ? `${name}:opening` : undefined }),
      ),
      scale,
      sums: sumsOf(metric).map((sum) => sumFor(sum, list, scale)),
      amount: 0,
    };
    known[id] = fresh;
    return fresh;
  };

  const isResting = (counter: ExposedCounter): boolean => known[counter.id]?.amount === Number(counter.value);

  /** Writes the scraped series of a counter; returns the sums that it may have moved. */
  const show = (counter: ExposedCounter, at: number, keepAlive: number): readonly ExposedSum[] => {
    const own = known[counter.id] ?? know(counter);
    const amount = Number(counter.value);
    for (const sum of own.sums) sum.amount += amount - own.amount;
    own.amount = amount;
    for (const series of own.scraped) samples.counter(series, amount / own.scale, at, keepAlive);
    return own.sums;
  };

  const showHours = (at: number) => {
    for (const { minutes, hours, amount, scale } of recorded.values()) {
      if (at - minutes.at <= holes.selectors) samples.gauge(hours, amount / scale, at);
    }
  };

  return {
    scrape: (counters, at, keepAlive) => {
      // Most counters rest at most scrapes, so those are passed over first.
      const restsCount = Number.isFinite(keepAlive);
      const moved = new Set<ExposedSum>();
      for (const counter of counters) {
        if (!restsCount && isResting(counter)) continue;
        for (const sum of show(counter, at, keepAlive)) moved.add(sum);
      }
      for (const { series, minutes, amount, scale } of moved) {
        samples.counter(series, amount / scale, at, keepAlive);
        samples.counter(minutes, amount / scale, at, keepAlive);
      }
      if (at % hour === 0) showHours(at);
    },
  };
};

import { eventMetrics } from '../catalogue/activity-metrics.ts';
import { hookMetrics } from '../catalogue/hook-metrics.ts';
import { ledgerMetrics } from '../catalogue/ledger-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import { metrics as telemetry } from '../catalogue/telemetry.ts';
import { bucketsOf, observationsOf, sumOf } from '../promql/histogram-series.ts';
import { levels } from '../promql/level.ts';
import { type Length, lookBack, together } from '../promql/range.ts';
import type { RecordingRule, RuleGroup } from './rule.ts';

/**
 * The balance a counter opens with when it appears, or appears again: one or two samples each time, evaluated as
 * often as it is scraped. The ledger repeats what it showed last until two evaluations have recorded it.
 */
export const openingOf = (series: string, interval: Length): RecordingRule => ({
  record: `${series}:opening`,
  expr: `${series} unless last_over_time(${series}[${lookBack}] offset ${together(interval, interval)})`,
});

/** Histograms are read through their recorded sums, which have their own openings, where there are any. */
const summed: ReadonlySet<string> = new Set(
  levels.all.map(({ of }) => of).filter((of) => !of.endsWith('_total')),
);

const countersOf = (metric: Metric): readonly string[] => {
  if (metric.instrument === 'gauge') return [];
  if (metric.instrument === 'counter') return [metric.series];
  return [bucketsOf(metric), observationsOf(metric), sumOf(metric)]
    .map(({ series }) => series)
    .filter((series) => !summed.has(series));
};

/** Every counter that is read as it is scraped. */
export const rawCounters: readonly string[] = [
  ...telemetry,
  ...eventMetrics,
  ...ledgerMetrics,
  ...hookMetrics,
].flatMap(countersOf);

export const openingsGroup = 'openings';

export const openings = (interval: Length): RuleGroup => ({
  name: openingsGroup,
  interval,
  rules: rawCounters.map((series) => openingOf(series, interval)),
});

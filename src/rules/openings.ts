import { eventMetrics } from '../catalogue/activity-metrics.ts';
import { hookMetrics } from '../catalogue/hook-metrics.ts';
import { ledgerMetrics } from '../catalogue/ledger-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import { metrics as telemetry } from '../catalogue/telemetry.ts';
import { bucketsOf, observationsOf, sumOf } from '../promql/histogram-series.ts';
import { levels } from '../promql/level.ts';
import { lookBack } from '../promql/range.ts';
import { evaluationInterval, type RecordingRule, type RuleGroup } from './rule.ts';

/** The balance a counter opens with when it appears, or appears again: one or two samples each time. */
export const openingOf = (series: string): RecordingRule => ({
  record: `${series}:opening`,
  expr: `${series} unless last_over_time(${series}[${lookBack}] offset 30s)`,
});

/** Histograms are read through their recorded sums, which have their own openings, where there are any. */
const summed: ReadonlySet<string> = new Set(levels.all.map(({ of }) => of));

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

export const openings: RuleGroup = {
  name: 'openings',
  interval: evaluationInterval,
  rules: rawCounters.map(openingOf),
};

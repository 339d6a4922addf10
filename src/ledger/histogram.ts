import type { Counter, Counters } from './counters.ts';
import type { LabelSet } from './labels.ts';

/**
 * Adds one observation to a histogram made of durable counters: every bucket whose bound is not below it, the sum and
 * the count. `bounds` are in the metric's unit, `amount` in parts of `scale`.
 */
export const observe = (
  counters: Counters,
  metric: { readonly series: string; readonly buckets: readonly number[]; readonly scale: number },
  labels: LabelSet,
  amount: number,
): void => {
  const series = counters.find(`${metric.series}_count`, labels);
  // The count decides on overflow; the other series follow its label set.
  const settled = series.labels;
  counters.add(series, 1);
  counters.add(counters.find(`${metric.series}_sum`, settled, false), amount);
  for (const bound of [...metric.buckets, Number.POSITIVE_INFINITY]) {
    const bucket: Counter = counters.find(
      `${metric.series}_bucket`,
      [...settled, ['le', boundName(bound)]],
      false,
    );
    if (amount <= bound * metric.scale) counters.add(bucket, 1);
  }
};

export const boundName = (bound: number): string => (Number.isFinite(bound) ? String(bound) : '+Inf');

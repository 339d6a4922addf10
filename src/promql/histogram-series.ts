import type { Metric } from '../catalogue/metric.ts';

const part = <Label extends string>(
  metric: Metric,
  suffix: string,
  labels: readonly Label[],
): Metric<Label> => {
  if (metric.instrument !== 'histogram') throw new TypeError(`${metric.name} is not a histogram`);
  return { ...metric, instrument: 'counter', series: `${metric.series}_${suffix}`, labels };
};

/** How many values a histogram holds, as a counter. */
export const observationsOf = <Label extends string>(histogram: Metric<Label>): Metric<Label> =>
  part(histogram, 'count', histogram.labels);

/** The sum of the values of a histogram, as a counter. */
export const sumOf = <Label extends string>(histogram: Metric<Label>): Metric<Label> =>
  part(histogram, 'sum', histogram.labels);

/** How many values lie at or under each bound (`le`), as counters. */
export const bucketsOf = <Label extends string>(histogram: Metric<Label>): Metric<Label | 'le'> =>
  part(histogram, 'bucket', [...histogram.labels, 'le'] as const);

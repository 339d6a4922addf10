import type { Metric } from '../catalogue/metric.ts';

/** The text of a bucket's bound, for the label `le`. */
export const boundName = (bound: number): string => (Number.isFinite(bound) ? String(bound) : '+Inf');

/** The bounds of a histogram's buckets, in its unit; the last one holds everything. */
export const boundsOf = ({ buckets }: Metric): readonly number[] => [...buckets, Number.POSITIVE_INFINITY];

/** The samples that a metric's label sets have: a counter itself, a histogram its count, sum and buckets. */
export const countSample = ({ series, instrument }: Metric): string =>
  instrument === 'histogram' ? `${series}_count` : series;

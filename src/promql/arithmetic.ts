import type { SharedLabel } from '../catalogue/labels.ts';
import type { Metric } from '../catalogue/metric.ts';
import { bucketsOf, observationsOf, sumOf } from './histogram-series.ts';
import { rateOf, type Selection, totalOf, type View } from './query.ts';

/** `part / whole`, and no data where the whole is 0. */
export const ratioOf = (part: string, whole: string): string => `(${part}) / (${whole} > 0)`;

/** 0 where an expression without labels finds no series: errors that never happened. */
export const orZero = (expression: string): string => `(${expression} or vector(0))`;

/** Both, where either may be without data. */
export const plus = (one: string, other: string): string => `(${orZero(one)} + ${orZero(other)})`;

/** The highest `count` values; for instant queries only, because it chooses anew at every step. */
export const topOf = (count: number, expression: string): string => `topk(${count}, ${expression})`;

/** Without the series that are 0: labels that did not occur in the range. */
export const occurring = (expression: string): string => `${expression} > 0`;

/** The same expression, seen one range earlier. Edges are right to the second. */
export const previous = (expression: string, { range }: View): string =>
  `last_over_time((${expression})[1s:1s] offset ${range})`;

type HistogramLabel<Label extends string> = NoInfer<Label> | SharedLabel;

/** Gains of the buckets: exact over a whole range, a rate where only the shape counts. */
const buckets = <Label extends string>(
  histogram: Metric<Label>,
  { by = [], where = {} }: Selection<Label>,
  view: View,
): string => {
  const labels = ['le', ...by] as readonly (HistogramLabel<Label> | 'le')[];
  const read = view.range === '$__rate_interval' ? rateOf : totalOf;
  return read<Label | 'le'>(bucketsOf(histogram), { by: labels, where } as Selection<Label | 'le'>, view);
};

/** A quantile (0 to 1) of a histogram, interpolated between bucket bounds; no data where nothing was observed. */
export const quantileOf = <Label extends string>(
  quantile: number,
  histogram: Metric<Label>,
  selection: Selection<Label>,
  view: View,
): string => `histogram_quantile(${quantile}, ${buckets(histogram, selection, view)}) >= 0`;

/** The number of values in each bucket, for heatmaps: the panel takes the difference between neighbours. */
export const bucketTotalsOf = <Label extends string>(
  histogram: Metric<Label>,
  selection: Selection<Label>,
  view: View,
): string => buckets(histogram, selection, view);

/** The mean of a histogram's values. */
export const meanOf = <Label extends string>(
  histogram: Metric<Label>,
  selection: Selection<Label>,
  view: View,
): string =>
  ratioOf(totalOf(sumOf(histogram), selection, view), totalOf(observationsOf(histogram), selection, view));

import type { SharedLabel } from '../catalogue/labels.ts';
import type { Metric } from '../catalogue/metric.ts';
import { bucketsOf, observationsOf, sumOf } from './histogram-series.ts';
import { type QueryView, type Selection, totalOf } from './query.ts';

/** `part / whole`, and no data where the whole is 0. */
export const ratioOf = (part: string, whole: string): string => `(${part}) / (${whole} > 0)`;

/** 0 where an expression without labels finds no series: errors that never happened. */
export const orZero = (expression: string): string => `(${expression} or vector(0))`;

/**
 * The same curve with holes where a series that is always there has one: a sum that is 0 for want of series would fall to
 * 0 in every hole. Its first point stays, because the last one is compared with it.
 */
export const whileThere = (expression: string, present: string): string =>
  `(${expression}) and on () (group(${present}) or vector(time() * 1000) <= $__from)`;

/** Both, where either may be without data. */
export const plus = (one: string, other: string): string => `(${orZero(one)} + ${orZero(other)})`;

/** The highest `count` values; for instant queries only, because it chooses anew at every step. */
export const topOf = (count: number, expression: string): string => `topk(${count}, ${expression})`;

/** Without the series that are 0: labels that did not occur in the range. */
export const occurring = (expression: string): string => `${expression} > 0`;

/** Gives a value to a label that a series may lack, so that a legend is never empty. */
export const named = (expression: string, label: string, name: string): string =>
  `label_replace(${expression}, "${label}", "${name}", "${label}", "")`;

/** Adds a label with one value. */
export const labelled = (expression: string, label: string, value: string): string =>
  `label_replace(${expression}, "${label}", "${value}", "", "")`;

/** Multiplies each series by a weight that its label decides; series with other values are left out. */
export const weighted = (
  expression: string,
  label: string,
  weights: Readonly<Record<string, number>>,
): string => {
  const table = Object.entries(weights).map(([value, weight]) => labelled(`vector(${weight})`, label, value));
  return `${expression} * on (${label}) group_left () (${table.join(' or ')})`;
};

/** The same expression, seen one range earlier. Edges are right to the second. */
export const previous = (expression: string, { range }: QueryView): string =>
  `last_over_time((${expression})[1s:1s] offset ${range})`;

type HistogramLabel<Label extends string> = NoInfer<Label> | SharedLabel;

/** The number of values in each bucket and those below, over the range. Heatmaps take the differences. */
export const bucketTotalsOf = <Label extends string>(
  histogram: Metric<Label>,
  { by = [], where = {} }: Selection<Label>,
  view: QueryView,
): string => {
  const labels = ['le', ...by] as readonly (HistogramLabel<Label> | 'le')[];
  return totalOf<Label | 'le'>(bucketsOf(histogram), { by: labels, where } as Selection<Label | 'le'>, view);
};

/** A quantile (0 to 1) of a histogram, interpolated between bucket bounds; no data where nothing was observed. */
export const quantileOf = <Label extends string>(
  quantile: number,
  histogram: Metric<Label>,
  selection: Selection<Label>,
  view: QueryView,
): string => `histogram_quantile(${quantile}, ${bucketTotalsOf(histogram, selection, view)}) >= 0`;

/** The mean of a histogram's values. */
export const meanOf = <Label extends string>(
  histogram: Metric<Label>,
  selection: Selection<Label>,
  view: QueryView,
): string =>
  ratioOf(totalOf(sumOf(histogram), selection, view), totalOf(observationsOf(histogram), selection, view));

import type { SharedLabel } from '../catalogue/labels.ts';
import type { Metric } from '../catalogue/metric.ts';
import { seriesFor } from './level.ts';
import { type Length, longestHole, lookBack, type Range, together } from './range.ts';
import { type Condition, type Match, selector } from './selector.ts';

/** From where an expression is looked at: over which time, and through which filters. */
export type View = {
  /** What a dashboard's variables select, for the labels that the metric has. */
  readonly filter?: Filter;
} & (
  | { readonly range: Range; readonly ahead?: false }
  /** The range begins at the time asked for instead of ending there: bars that stand where their day begins. */
  | { readonly range: Length; readonly ahead: true }
);

export type Filter = (metric: Metric) => readonly Condition[];

/** Labels are those of the metric, and those that every counter of the ledger may carry. */
export interface Selection<Label extends string> {
  readonly by?: readonly (NoInfer<Label> | SharedLabel)[];
  readonly where?: { readonly [label in NoInfer<Label> | SharedLabel]?: Match };
}

interface Reading {
  readonly series: string;
  readonly conditions: readonly Condition[];
  readonly by: readonly string[];
}

const read = (
  metric: Metric,
  { by = [], where = {} }: Selection<string>,
  { filter }: { readonly filter?: Filter },
): Reading => {
  const own = Object.entries(where) as [string, Match][];
  const conditions: readonly Condition[] = [...own, ...(filter?.(metric) ?? [])];
  const labels = [...by, ...conditions.map(([label]) => label)];
  return { series: seriesFor(metric, labels), conditions, by };
};

const mustBe = (instrument: Metric['instrument'], metric: Metric): void => {
  if (metric.instrument !== instrument) throw new TypeError(`${metric.name} is no ${instrument}`);
};

const aggregate = (how: string, value: string, by: readonly string[]): string =>
  by.length === 0 ? `${how}(${value})` : `${how} by (${by.join(', ')}) (${value})`;

interface Edges {
  readonly left: string;
  readonly right: string;
}

/**
 * The two edges of a range that ends at the time asked for. In a hole, the right one is what the counter opens with
 * after it; the left one what it opened with inside the range, or 0 more than nothing where it was just born.
 */
const edgesBehind = (counter: string, opening: string, range: Range): Edges => {
  const now = `last_over_time(${counter}[${lookBack}])`;
  return {
    right: `${now} or min_over_time(${opening}[${longestHole}] offset -${longestHole})`,
    left: `last_over_time(${counter}[${lookBack}] offset ${range}) or min_over_time(${opening}[${range}]) or ${now} * 0`,
  };
};

/** The same for a range that begins at the time asked for; one that is not over yet ends with the newest value. */
const edgesAhead = (counter: string, opening: string, length: Length): Edges => {
  const then = `last_over_time(${counter}[${lookBack}] offset -${length})`;
  const next = `min_over_time(${opening}[${longestHole}] offset -${together(longestHole, length)})`;
  const newest = `last_over_time(${counter}[${length}] @ end() offset -${length})`;
  const opened = `min_over_time(${opening}[${length}] offset -${length})`;
  return {
    right: `${then} or ${next} or ${newest}`,
    left: `last_over_time(${counter}[${lookBack}]) or ${opened} or ${then} * 0`,
  };
};

/**
 * What a counter gained over the range, to the unit, also where the range begins or ends in a hole. It relies on
 * the ledger, which shows new label sets as 0 first and repeats after a hole what it showed last, and on the
 * `:opening` series of src/rules/openings.ts. No data where there is none at all; 0 where nothing was gained.
 */
export const totalOf = <Label extends string>(
  metric: Metric<Label>,
  selection: Selection<Label>,
  view: View,
): string => {
  mustBe('counter', metric);
  const { series, conditions, by } = read(metric, selection as Selection<string>, view);
  const counter = selector(series, conditions);
  const opening = selector(`${series}:opening`, conditions);
  const { left, right } = view.ahead
    ? edgesAhead(counter, opening, view.range)
    : edgesBehind(counter, opening, view.range);
  return aggregate('sum', `(${right}) - (${left})`, by);
};

/** Per second, over the range: the shape of a curve, not a total. */
export const rateOf = <Label extends string>(
  metric: Metric<Label>,
  selection: Selection<Label>,
  view: View,
): string => {
  mustBe('counter', metric);
  const { series, conditions, by } = read(metric, selection as Selection<string>, view);
  return aggregate('sum', `rate(${selector(series, conditions)}[${view.range}])`, by);
};

/** The present value of a gauge. */
export const gaugeOf = <Label extends string>(
  metric: Metric<Label>,
  selection: Selection<Label>,
  view: { readonly filter?: Filter } = {},
  how: 'sum' | 'max' | 'min' | 'avg' = 'sum',
): string => {
  mustBe('gauge', metric);
  const { conditions, by } = read(metric, selection as Selection<string>, view);
  return aggregate(how, selector(metric.series, conditions), by);
};

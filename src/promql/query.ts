import type { ImportLabel } from '../catalogue/imported.ts';
import type { SharedLabel } from '../catalogue/labels.ts';
import type { Metric } from '../catalogue/metric.ts';
import { hoursOf, hourWindow, isRecorded, minutesOf, openingOfMinutes, seriesFor } from './level.ts';
import {
  type CounterRange,
  type Length,
  less,
  longestHole,
  longestHoleInWeeks,
  lookBack,
  selectorLookBack,
  together,
} from './range.ts';
import {
  type Chosen,
  type Condition,
  grouped,
  like,
  type Match,
  newest,
  selector,
  variableOf,
} from './selector.ts';

/** From where an expression is looked at: over which time, and through which filters. */
export type QueryView = {
  /** What a dashboard's variables select, for the labels that the metric has. */
  readonly filter?: Filter;
} & (
  | { readonly range: CounterRange; readonly points?: undefined }
  /** One of many steps of a chart: read where sums are recorded each minute. */
  | { readonly range: '$__interval' | Length; readonly points: 'minutes'; readonly begins?: undefined }
  /**
   * A step of a chart that begins at the time asked for, but is in no part outside the dashboard's range: the steps of
   * a chart add up to the total of the range.
   */
  | { readonly range: '$__interval'; readonly points: 'minutes'; readonly begins: 'here' }
  /** A whole number of hours, beginning on the hour: read where sums are recorded each hour. */
  | { readonly range: Length; readonly points: 'hours'; readonly begins?: 'earlier' | 'here' }
);

/** Another length of time through the same filters, whatever the panel's. */
export const exactly = (range: Length, { filter }: QueryView): QueryView => ({
  range,
  ...(filter && { filter }),
});

export type Filter = (metric: Metric) => readonly Condition[];

/** Labels are those of the metric, and those that every counter of the ledger may carry. */
export interface Selection<Label extends string> {
  readonly by?: readonly (NoInfer<Label> | SharedLabel | ImportLabel)[];
  readonly where?: { readonly [label in NoInfer<Label> | SharedLabel | ImportLabel]?: Match };
}

interface SeriesReading {
  readonly series: string;
  readonly conditions: readonly Condition[];
}

/** Labels that multiply the series of a counter, and that can be chosen on a dashboard. */
const multiplying: ReadonlySet<string> = new Set(['user', 'tool_name']);
/** A label that no series has: the choice `All` matches it, a name does not. */
export const anything = 'anything';

type LabelChoice = readonly [label: string, match: Chosen];

const isMultiplying = (condition: Condition): condition is LabelChoice =>
  multiplying.has(condition[0]) && typeof condition[1] === 'object' && 'chosen' in condition[1];

const conditionsOf = (
  metric: Metric,
  { where = {} }: Selection<string>,
  { filter }: { readonly filter?: Filter },
): readonly Condition[] => [...(Object.entries(where) as [string, Match][]), ...(filter?.(metric) ?? [])];

/**
 * Where a counter is read. A variable for people or tools stands at `All` most of the time, and then a sum without them
 * has all that is asked for, in a hundredth or a tenth of the series. So there are two readings, of which one selects
 * nothing. Names are not empty, so that one after the other they match nothing only where each is `All`.
 */
const readingsOf = (
  metric: Metric,
  selection: Selection<string>,
  view: { readonly filter?: Filter },
): readonly SeriesReading[] => {
  const { by = [] } = selection;
  const conditions = conditionsOf(metric, selection, view);
  const choices = conditions.filter(isMultiplying);
  const others = conditions.filter((condition) => !isMultiplying(condition));
  const series = seriesFor(metric, [...by, ...conditions.map(([label]) => label)]);
  const summed = seriesFor(metric, [...by, ...others.map(([label]) => label)]);
  if (summed === series) return [{ series, conditions }];
  const variables = choices.map(([, choice]) => variableOf(choice)).join('');
  return [
    { series: summed, conditions: [...others, [anything, like(grouped(variables))]] },
    { series, conditions: [...conditions, [anything, { unlike: grouped(variables) }]] },
  ];
};

const mustBe = (instrument: Metric['instrument'], metric: Metric): void => {
  if (metric.instrument !== instrument) throw new TypeError(`${metric.name} is not a ${instrument}`);
};

const aggregate = (how: string, value: string, by: readonly string[]): string =>
  by.length === 0 ? `${how}(${value})` : `${how} by (${by.join(', ')}) (${value})`;

interface Edges {
  readonly left: string;
  readonly right: string;
}

/**
 * The two edges of a range that ends at the time asked for, or `at` another one. In a hole, the right one is what the
 * counter opens with after it; the left one what it opened with inside the range, or 0 more than nothing where it was
 * just born.
 */
const exactEdges = ({ series, conditions }: SeriesReading, range: CounterRange, at = ''): Edges => {
  const counter = selector(series, conditions);
  const opening = selector(`${series}:opening`, conditions);
  const now = `last_over_time(${counter}[${lookBack}]${at})`;
  return {
    right: `${now} or min_over_time(${opening}[${longestHole}]${at} offset -${longestHole})`,
    left: `last_over_time(${counter}[${lookBack}]${at} offset ${range}) or min_over_time(${opening}[${range}]${at}) or ${now} * 0`,
  };
};

/**
 * The same from sums recorded each minute: a fifth of the time, for the hundred steps of a chart. Both edges of
 * neighbouring steps are the same value, so that the steps add up to the total.
 */
const minuteEdges = ({ series, conditions }: SeriesReading, range: CounterRange): Edges => {
  const minutes = selector(minutesOf(series), conditions);
  const opening = selector(openingOfMinutes(series), conditions);
  return {
    right: `${newest(minutes)} or min_over_time(${opening}[${longestHole}] offset -${longestHole})`,
    left: `${newest(minutes, range)} or min_over_time(${opening}[${range}])`,
  };
};

/**
 * The edges of a step that begins at the time asked for. The first and the last step of a chart reach beyond the
 * dashboard's range: there the edges are those of the range. Without them, what was gained in the step that is not over
 * yet would be in no bar, and what was gained before the range in the first one.
 */
const stepEdges = (reading: SeriesReading): Edges => {
  const { series, conditions } = reading;
  const summed = isRecorded(series);
  const counter = selector(summed ? minutesOf(series) : series, conditions);
  const opening = selector(summed ? openingOfMinutes(series) : `${series}:opening`, conditions);
  const window = summed ? selectorLookBack : lookBack;
  const whole = exactEdges(reading, '$__range', ' @ ${__to:date:seconds}');
  const endsLater = 'and on () (vector(time() * 1000 + $__interval_ms) > $__to)';
  const beganEarlier = 'and on () (vector(time() * 1000) <= $__from)';
  return {
    right: `(${whole.right}) ${endsLater} or last_over_time(${counter}[${window}] offset -$__interval) or min_over_time(${opening}[${longestHoleInWeeks}] offset -${longestHoleInWeeks}$__interval)`,
    left: `(${whole.left}) ${beganEarlier} or last_over_time(${counter}[${window}]) or min_over_time(${opening}[$__interval] offset -$__interval)`,
  };
};

/**
 * The same from sums recorded in the first minutes of each hour: months at a glance. A range that begins at the time
 * asked for and is not over yet ends with the newest value.
 */
const hourEdges = ({ series, conditions }: SeriesReading, range: Length, here: boolean): Edges => {
  const hours = selector(hoursOf(series), conditions);
  const opening = selector(openingOfMinutes(series), conditions);
  const at = (later: Length) =>
    `${newest(hours, `-${together(later, '1m')}`)} or ${newest(hours, `-${together(later, hourWindow)}`)}`;
  if (!here)
    return {
      right: `${at('0m')} or min_over_time(${opening}[${longestHole}] offset -${longestHole})`,
      left: `${newest(hours, less(range, '1m'))} or ${newest(hours, less(range, hourWindow))} or min_over_time(${opening}[${range}])`,
    };
  const latest = `last_over_time(${selector(minutesOf(series), conditions)}[${range}] @ end() offset -${range})`;
  return {
    right: `${at(range)} or min_over_time(${opening}[${longestHole}] offset -${together(longestHole, range)}) or ${latest}`,
    left: `${at('0m')} or min_over_time(${opening}[${range}] offset -${range})`,
  };
};

const edges = (reading: SeriesReading, view: QueryView): Edges => {
  if (view.points === 'minutes' && view.begins === 'here') return stepEdges(reading);
  if (view.points === 'minutes' && isRecorded(reading.series)) return minuteEdges(reading, view.range);
  if (view.points === 'hours' && !isRecorded(reading.series))
    throw new TypeError(`${reading.series} is not recorded by the hour`);
  if (view.points === 'hours') return hourEdges(reading, view.range, view.begins === 'here');
  return exactEdges(reading, view.range);
};

/**
 * What a counter gained over the range, to the unit, also where the range begins or ends in a hole. It relies on
 * the ledger, which shows new label sets as 0 first and repeats after a hole what it showed last, and on the
 * `:opening` series of src/rules/openings.ts. No data where there is none at all; 0 where nothing was gained.
 */
export const totalOf = <Label extends string>(
  metric: Metric<Label>,
  selection: Selection<Label>,
  view: QueryView,
): string => {
  mustBe('counter', metric);
  const gains = readingsOf(metric, selection as Selection<string>, view).map((reading) => {
    const { left, right } = edges(reading, view);
    return `(${right}) - (${left})`;
  });
  return aggregate('sum', gains.join(' or '), selection.by ?? []);
};

/** Per second, over the range: the shape of a curve, not a total. */
export const rateOf = <Label extends string>(
  metric: Metric<Label>,
  selection: Selection<Label>,
  view: QueryView,
): string => {
  mustBe('counter', metric);
  const rates = readingsOf(metric, selection as Selection<string>, view).map(
    ({ series, conditions }) => `rate(${selector(series, conditions)}[${view.range}])`,
  );
  return aggregate('sum', rates.join(' or '), selection.by ?? []);
};

/** The present value of a gauge. */
export const gaugeOf = <Label extends string>(
  metric: Metric<Label>,
  selection: Selection<Label>,
  view: { readonly filter?: Filter } = {},
  how: 'sum' | 'max' | 'min' | 'avg' = 'sum',
): string => {
  mustBe('gauge', metric);
  const conditions = conditionsOf(metric, selection as Selection<string>, view);
  return aggregate(how, selector(metric.series, conditions), selection.by ?? []);
};

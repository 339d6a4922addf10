import type { ImportLabel } from '../catalogue/imported.ts';
import type { SharedLabel } from '../catalogue/labels.ts';
import type { Metric } from '../catalogue/metric.ts';
import { named, occurring, orZero } from '../promql/arithmetic.ts';
import { totalOf } from '../promql/query.ts';
import type { Match } from '../promql/selector.ts';
import type { BoardName } from './board.ts';
import type { Signal, Unit } from './signal.ts';

/** Units of metrics as those of signals; what has none of these is counted one by one. Time that is added up is `5h:54m`. */
const units: Readonly<Record<string, Unit>> = {
  USD: 'currencyUSD',
  tokens: 'sishort',
  s: 'clocks',
  By: 'bytes',
};

const unitOf = ({ unit }: Metric): Unit => units[unit] ?? 'short';

/** What is said beside the number; the description is the metric's own where nothing is added to it. */
type Words = Pick<Signal, 'title'> & Partial<Omit<Signal, 'expr' | 'board'>>;

interface TotalChoice<Label extends string> {
  readonly where?: { readonly [name in NoInfer<Label> | SharedLabel | ImportLabel]?: Match };
}

/** What a counter gained in the range, as one number; 0 where a condition was never met. */
const total =
  (board: BoardName) =>
  <Label extends string>(
    metric: Metric<Label>,
    { where = {}, ...words }: Words & TotalChoice<Label>,
  ): Signal => ({
    board,
    unit: unitOf(metric),
    description: metric.brief,
    legend: words.title,
    ...words,
    expr: (view) => {
      const gained = totalOf(metric, { where } as TotalChoice<Label>, view);
      return Object.keys(where).length === 0 ? gained : orZero(gained);
    },
  });

/**
 * What a counter gained in the range, for each value of a label that occurred. `unset` names the series of those
 * that lack the label.
 */
const totalBy =
  (board: BoardName) =>
  <Label extends string>(
    metric: Metric<Label>,
    label: NoInfer<Label> | SharedLabel,
    { where = {}, unset, ...words }: Words & TotalChoice<Label> & { readonly unset?: string },
  ): Signal => ({
    board,
    unit: unitOf(metric),
    description: metric.brief,
    legend: `{{${label}}}`,
    ...words,
    expr: (view) => {
      const values = occurring(
        totalOf(metric, { by: [label], where } as TotalChoice<Label> & { by: readonly [typeof label] }, view),
      );
      return unset === undefined ? values : named(values, label, unset);
    },
  });

/**
 * What a counter gained in the range, for each value of the label that the variable `by` names. It reads the counter
 * itself: no recorded sum has every label that can be chosen.
 */
const totalByChoice =
  (board: BoardName) =>
  (metric: Metric, words: Words): Signal => ({
    board,
    unit: unitOf(metric),
    description: metric.brief,
    legend: '{{by}}',
    ...words,
    expr: (view) => {
      const values = occurring(totalOf<string>(metric, { by: ['$by'] }, view));
      return `label_replace(${named(values, '$by', 'none')}, "by", "$1", "$by", "(.*)")`;
    },
  });

/** How the signals of a board are made from counters. */
export const totalsOf = (board: BoardName) => ({
  total: total(board),
  totalBy: totalBy(board),
  totalByChoice: totalByChoice(board),
});

import { type Length, longestHole, lookBack, times, together } from '../promql/range.ts';
import type { RecordingRule, RuleGroup } from './rule.ts';

/**
 * A sum over counters that come from several places is wrong while one of them is missing: after a start of Prometheus,
 * which scrapes one after the other, or when a scrape fails. A balance recorded from such a sum is lower than the one
 * before, and every chart to its left then shows less than nothing. So each counter has rules that know how many label
 * sets it must have, and a sum is recorded only while all are there.
 */

/** Counts the label sets of a counter. */
export const childrenOf = (counter: string): string => `${counter}:children`;
/** The same, only when there are more than before: few samples, to be read over the longest hole. */
const mostOf = (counter: string): string => `${childrenOf(counter)}:most`;
/** There while no label set is missing. */
export const completeOf = (counter: string): string => `${counter}:complete`;

/** For so long a label set is counted after its last scrape. */
const present = (interval: Length): Length => times(interval, 4);
/** For so long it is still part of sums: longer, so that none is missing from a sum before it is missed. */
export const summed = (interval: Length): Length => times(interval, 8);

const rules = (counter: string, interval: Length): readonly RecordingRule[] => {
  const children = childrenOf(counter);
  const earlier = `max_over_time(${mostOf(counter)}[${longestHole}])`;
  // A target that is missing a quarter of an hour after a hole does not come back soon.
  const settled = `last_over_time(${children}[${together(interval, interval)}] offset ${lookBack})`;
  return [
    { record: children, expr: `count(last_over_time(${counter}[${present(interval)}]))` },
    {
      record: completeOf(counter),
      expr: `${children} >= max_over_time(${children}[${lookBack}]) and (${children} >= ${earlier} or ${children} unless ${earlier} or ${children} and ${settled})`,
    },
    { record: mostOf(counter), expr: `${children} unless ${children} <= ${earlier}` },
  ];
};

/** What must be there before the counters are summed. */
export const completeness = (counters: readonly string[], interval: Length): RuleGroup => ({
  name: 'complete',
  interval,
  rules: counters.flatMap((counter) => rules(counter, interval)),
});

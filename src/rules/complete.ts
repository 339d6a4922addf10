import { type Length, longestHole, lookBack, times, together } from '../promql/range.ts';
import type { RuleGroup } from './rule.ts';

/**
 * A sum over counters that come from several places is wrong while one of them is missing: after a start of Prometheus,
 * which scrapes one after the other, or when a scrape fails. A balance recorded from such a sum is lower than the one
 * before, and every chart to its left then shows less than nothing. So it is recorded how many label sets each counter
 * must have, and a sum is recorded only while all are there. Three rules do it for all counters, told apart by the label
 * `of`: rules for each of ninety counters took a fifth of a percent of a core while nobody worked.
 */

/** How many label sets each counter has. */
const children = 'claude_code_counter:children';
/** The same, only when there are more than before: few samples, to be read over the longest hole. */
const mostChildren = `${children}:most`;
const complete = 'claude_code_counter:complete';
/** There while no label set of the counter is missing. */
export const completeOf = (counter: string): string => `${complete}{of="${counter}"}`;

/** For so long a label set is counted after its last scrape. */
const counted = (interval: Length): Length => times(interval, 4);
/** For so long it is still part of sums: longer, so that none is missing from a sum before it is missed. */
export const summed = (interval: Length): Length => times(interval, 8);

/** The group whose results the groups of sums read. */
export const completenessGroup = 'complete';

/** What must be there before the counters are summed. */
export const completeness = (counters: readonly string[], interval: Length): RuleGroup => {
  const present = `last_over_time({__name__=~"${counters.join('|')}"}[${counted(interval)}])`;
  const earlier = `max_over_time(${mostChildren}[${longestHole}])`;
  // A target that is missing a quarter of an hour after a hole does not come back soon.
  const settled = `last_over_time(${children}[${together(interval, interval)}] offset ${lookBack})`;
  return {
    name: completenessGroup,
    interval,
    rules: [
      {
        record: children,
        expr: `count by (of) (label_replace(${present}, "of", "$1", "__name__", "(.+)"))`,
      },
      {
        record: complete,
        expr: `${children} >= max_over_time(${children}[${lookBack}]) and (${children} >= ${earlier} or ${children} unless ${earlier} or ${children} and ${settled})`,
      },
      { record: mostChildren, expr: `${children} unless ${children} <= ${earlier}` },
    ],
  };
};

import { aliases } from '../catalogue/telemetry.ts';
import {
  hoursOf,
  hourWindow,
  levels,
  minutesOf,
  openingOfMinutes,
  type RecordedSum,
} from '../promql/level.ts';
import type { Length } from '../promql/range.ts';
import { newest } from '../promql/selector.ts';
import { completeness, completeOf, summed } from './complete.ts';
import { openingOf } from './openings.ts';
import type { RecordingRule, RuleGroup } from './rule.ts';

/** The sum first, so that its opening, evaluated at the same moment, sees it. */
const recorded = ({ series, of, labels }: RecordedSum, interval: Length): readonly RecordingRule[] => [
  {
    record: series,
    expr: `sum by (${labels.join(', ')}) (last_over_time(${of}[${summed(interval)}])) and on () ${completeOf(of)}`,
  },
  openingOf(series, interval),
];

/** The counters, summed over the labels that most panels do not ask for (src/promql/level.ts). */
export const totals = (interval: Length): readonly RuleGroup[] => [
  completeness([...new Set(Object.values(levels).flatMap((sums) => sums.map(({ of }) => of)))], interval),
  ...Object.entries(levels).map(([level, sums]) => ({
    name: `${level} sums`,
    interval,
    rules: sums.flatMap((sum) => recorded(sum, interval)),
  })),
];

/**
 * Charts read a hundred steps, or a month: from copies with a quarter, or a fortieth, of the samples. The first sample
 * after a hole is what the ledger showed last before it, so the copy opens with the least of its first minutes.
 */
const kept = ({ series }: RecordedSum): readonly RecordingRule[] => [
  { record: minutesOf(series), expr: series },
  {
    record: openingOfMinutes(series),
    expr: `min_over_time(${series}[2m]) unless ${newest(minutesOf(series), '2m')}`,
  },
  {
    record: hoursOf(series),
    expr: `${series} and on () minute() < ${Number.parseInt(hourWindow, 10)}`,
  },
];

/**
 * The sums once a minute, and in the first minutes of each hour. One group, and so one moment for all: the two sides of
 * a ratio must not stand in different steps of a chart.
 */
export const charts: readonly RuleGroup[] = [
  { name: 'charts', interval: '1m', rules: Object.values(levels).flat().flatMap(kept) },
];

/** Names without units, as older exporters wrote them, with all labels, so that old notes still answer. */
export const aliasRules = (interval: Length): RuleGroup => ({
  name: 'aliases',
  interval,
  rules: aliases.map(({ alias, of }) => ({ record: alias, expr: of.series })),
});

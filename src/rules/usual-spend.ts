import { costUsage, tokenUsage } from '../catalogue/telemetry.ts';
import { totalOf } from '../promql/query.ts';
import type { Length } from '../promql/range.ts';
import { selector } from '../promql/selector.ts';
import type { RecordingRule, RuleGroup } from './rule.ts';

/**
 * What a day usually costs: everybody, each project, each person. Days are the 24 hours before now, held against the 24
 * hours before the same time on each of the last four weeks, so that a day half over is held against half days. Money
 * is spread by factors, so the spread is one of logarithms; median and median deviation, because one dear day must not
 * make the next one usual (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993).
 */

/** The last 24 hours, by `level`: all, project, person. */
export const dayGain = 'spend:day:gain';
/** What is expected of them: the median day, or that of the same weekday where it is higher. */
export const dayExpected = 'spend:day:expected';
/** How far days are from the median day, as a standard deviation of the logarithm. */
export const daySpread = 'spend:day:spread';
const dayMedian = 'spend:day:median';
const dayCount = 'spend:day:count';

/** The labels that tell apart whose day it is. */
export const whose = ['level', 'project', 'user'] as const;
const by = whose.join(', ');
/** Fewer days with money in four weeks say nothing about what is usual. */
const fewestDays = 10;
/** Of the median absolute deviation of normally distributed values: 1 / Phi^-1(3/4). */
const deviations = 1.4826;

const daysBack = Array.from({ length: 28 }, (_, index) => index + 1);

/** The day that ended so many days ago, give or take an hour in which the stack was off; free days say nothing. */
const dayBack = (days: number): string => `(max_over_time(${dayGain}[1h] offset ${days}d) > 0.01)`;

/** One series for each earlier day, whatever is made of it. */
const union = (days: readonly number[], make: (day: string) => string): string =>
  days.map((back) => `label_replace(${make(dayBack(back))}, "back", "${back}", "", "")`).join(' or ');

const medianOf = (days: readonly number[]): string =>
  `quantile by (${by}) (0.5, ${union(days, (day) => day)})`;

const gains: readonly RecordingRule[] = (
  [
    ['all', {}],
    ['project', { by: ['project'], where: { project: { not: '' } } }],
    ['person', { by: ['user'], where: { user: { not: '' } } }],
  ] as const
).map(([level, selection]) => ({
  record: dayGain,
  labels: { level },
  expr: totalOf(costUsage, selection, { range: '24h' }),
}));

/** What the last hour cost, and how many tokens it used. */
export const hourSpend = 'spend:hour:gain';
export const hourTokens = 'tokens:hour:gain';

/** The hours of the last week, but for the dearest twentieth. */
export const usualHour = (gain: string): string => `quantile_over_time(0.95, ${gain}[7d] offset 1h)`;

const hours: readonly RecordingRule[] = [
  { record: hourSpend, expr: totalOf(costUsage, {}, { range: '1h' }) },
  { record: hourTokens, expr: totalOf(tokenUsage, {}, { range: '1h' }) },
];

const weekday = medianOf([7, 14, 21, 28]);
const distance = (day: string): string => `abs(ln(${day}) - on (${by}) ln(${dayMedian}))`;

export const usualSpend: RuleGroup = {
  name: 'usual spend',
  interval: '5m' satisfies Length,
  rules: [
    ...hours,
    ...gains,
    { record: dayCount, expr: `count by (${by}) (${union(daysBack, (day) => day)})` },
    { record: dayMedian, expr: medianOf(daysBack) },
    { record: dayExpected, expr: `(${weekday} > on (${by}) ${dayMedian}) or ${dayMedian}` },
    {
      record: daySpread,
      expr: `clamp_min(${deviations} * quantile by (${by}) (0.5, ${union(daysBack, distance)}), 0.25) and on (${by}) ${dayCount} >= ${fewestDays}`,
    },
  ],
};

interface Unusual {
  /** In spreads above what is expected. */
  readonly score: number;
  readonly times: number;
  readonly dollars: number;
}

/** Days that cost far more than usual, with what they cost. */
export const unusualDays = (level: string, { score, times, dollars }: Unusual): string => {
  const gain = selector(dayGain, [['level', level]]);
  const isFar = `(ln(${gain}) - on (${by}) ln(${dayExpected})) / on (${by}) ${daySpread} > ${score}`;
  return `${gain} > ${dollars} and on (${by}) ${gain} > on (${by}) ${times} * ${dayExpected} and on (${by}) ${isFar}`;
};

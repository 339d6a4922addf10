import type { SharedLabel } from '../catalogue/labels.ts';
import { usersActive } from '../catalogue/ledger-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import {
  activeTime,
  commitCount,
  costUsage,
  linesOfCode,
  pullRequestCount,
  sessionCount,
  tokenUsage,
} from '../catalogue/telemetry.ts';
import { named, occurring, ratioOf } from '../promql/arithmetic.ts';
import { gaugeOf, type QueryView, totalOf } from '../promql/query.ts';
import type { Signal } from './signal.ts';

/** What is told about each person or team, one column each. */
const columns = [
  { metric: costUsage, title: 'Cost', unit: 'currencyUSD' },
  { metric: sessionCount, title: 'Sessions', unit: 'short' },
  { metric: tokenUsage, title: 'Tokens', unit: 'sishort' },
  { metric: activeTime, title: 'Active time', unit: 'clocks' },
  { metric: linesOfCode, title: 'Lines changed', unit: 'short' },
  { metric: commitCount, title: 'Commits', unit: 'short' },
  { metric: pullRequestCount, title: 'Pull requests', unit: 'short' },
] as const satisfies readonly { metric: Metric; title: string; unit: Signal['unit'] }[];

/** The columns of a table with one row for each value of a label. */
export const throughput = (label: SharedLabel, unset: string): readonly [Signal, ...Signal[]] => {
  const [first, ...rest] = columns.map(
    ({ metric, title, unit }): Signal => ({
      board: 'team',
      title,
      description: metric.brief,
      unit,
      legend: `{{${label}}}`,
      expr: (view) => named(occurring(totalOf<string>(metric, { by: [label] }, view)), label, unset),
    }),
  );
  if (!first) throw new Error('a table needs columns');
  return [first, ...rest];
};

const off = 'Switch on: labels.shared in config.yaml, with `user`';

const byUser = (metric: Metric, title: string, unit: Signal['unit']): Signal => ({
  board: 'team',
  title,
  description: `${metric.brief} One bar for each person; one bar in all means that people are not told apart.`,
  unit,
  legend: '{{user}}',
  noValue: off,
  expr: (view) => named(occurring(totalOf<string>(metric, { by: ['user'] }, view)), 'user', 'not told apart'),
});

export const costByUser = byUser(costUsage, 'Cost by person', 'currencyUSD');
export const linesByUser = byUser(linesOfCode, 'Lines by person', 'short');
export const sessionsByUser = byUser(sessionCount, 'Sessions by person', 'short');

const active = (days: '1' | '7' | '30', title: string): Signal => ({
  board: 'team',
  title,
  description: `Different installations (\`user.id\`) that sent data in the last ${days === '1' ? 'day' : `${days} days`}, whatever the range of the dashboard. Counted by the ledger, without a label for people.`,
  unit: 'short',
  decimals: 0,
  legend: title,
  expr: (view) => gaugeOf(usersActive, { where: { days } }, view, 'max'),
});

export const dailyUsers = active('1', 'Active in a day');
export const weeklyUsers = active('7', 'Active in a week');
export const monthlyUsers = active('30', 'Active in a month');

export const stickiness: Signal = {
  board: 'team',
  title: 'Daily/monthly',
  description:
    'Installations active in the last day as a share of those active in the last 30 days: how much of a habit it is.',
  unit: 'percentunit',
  decimals: 0,
  legend: 'Stickiness',
  expr: (view) =>
    ratioOf(
      gaugeOf(usersActive, { where: { days: '1' } }, view, 'max'),
      gaugeOf(usersActive, { where: { days: '30' } }, view, 'max'),
    ),
};

/** People who did something: where they are told apart. */
const people = (view: QueryView): string => `count(${occurring(totalOf(costUsage, { by: ['user'] }, view))})`;

export const peopleInRange: Signal = {
  board: 'team',
  title: 'People in the range',
  description: 'Values of the label `user` with any cost in the range; 1 where people are not told apart.',
  unit: 'short',
  decimals: 0,
  legend: 'People',
  noValue: off,
  expr: people,
};

export const costPerPersonDay: Signal = {
  board: 'team',
  title: 'Cost/person-day',
  description:
    'Cost of the range divided by its people and its days. One person where they are not told apart.',
  unit: 'currencyUSD',
  legend: 'Per person and day',
  noValue: off,
  expr: (view) => `${ratioOf(totalOf(costUsage, {}, view), people(view))} / ($__range_s / 86400)`,
};

import type { Period } from '../config/calendar.ts';
import { selector } from '../promql/selector.ts';
import type { Signal, Threshold } from './signal.ts';
import { spentIn } from './so-far.ts';

/** A recorded constant for each budget that is set (src/rules/budgets.ts). */
export const budgetSeries = 'claude_code_budget_USD';

const thresholds: readonly Threshold[] = [
  { means: 'good' },
  { from: 0.8, means: 'warning' },
  { from: 1, means: 'bad' },
];

const used = (period: Period, title: string, since: string): Signal => ({
  board: 'cost',
  title,
  description: `Cost since ${since} divided by \`budgets.${period}\` of config.yaml, over all teams and projects that are selected. Days are those of the configured time zone.`,
  unit: 'percentunit',
  legend: title,
  min: 0,
  max: 1,
  thresholds,
  noValue: `No budget: set budgets.${period} in config.yaml`,
  expr: (view) => `${spentIn(period, view)} / scalar(${selector(budgetSeries, [['period', period]])}) >= 0`,
});

/** Money left of a budget; the longest period that has one. */
export const budgetLeft: Signal = {
  board: 'cost',
  title: 'Budget left',
  description: 'Of the budget for the month, else the week, else the day, that config.yaml sets.',
  unit: 'currencyUSD',
  legend: 'Left',
  thresholds: [{ means: 'bad' }, { from: 0.01, means: 'good' }],
  noValue: 'No budget set',
  expr: (view) =>
    (['monthly', 'weekly', 'daily'] as const)
      .map((period) => `(sum(${selector(budgetSeries, [['period', period]])}) - ${spentIn(period, view)})`)
      .join(' or '),
};

export const budgetUsed: Readonly<Record<Period, Signal>> = {
  daily: used('daily', "Today's budget", 'midnight'),
  weekly: used('weekly', "This week's budget", 'Monday'),
  monthly: used('monthly', "This month's budget", 'the first of the month'),
};

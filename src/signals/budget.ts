import { costUsage } from '../catalogue/telemetry.ts';
import { totalOf } from '../promql/query.ts';
import { selector } from '../promql/selector.ts';
import type { Signal, Threshold } from './signal.ts';

/** The periods that a budget may be set for, in `budgets` of config.yaml. */
export const budgetPeriods = ['daily', 'weekly', 'monthly'] as const;
export type BudgetPeriod = (typeof budgetPeriods)[number];

/** A recorded constant for each budget that is set (src/rules/budgets.ts). */
export const budgetSeries = 'claude_code_budget_USD';

const thresholds: readonly Threshold[] = [
  { means: 'good' },
  { from: 0.8, means: 'warning' },
  { from: 1, means: 'bad' },
];

const used = (period: BudgetPeriod, title: string, since: string): Signal => ({
  board: 'cost',
  title,
  description: `Cost since ${since} divided by \`budgets.${period}\` of config.yaml, over all teams and projects that are selected.`,
  unit: 'percentunit',
  legend: title,
  min: 0,
  max: 1,
  thresholds,
  noValue: `No budget: set budgets.${period} in config.yaml`,
  expr: (view) =>
    `${totalOf(costUsage, {}, view)} / scalar(${selector(budgetSeries, [['period', period]])}) >= 0`,
});

/** Each is for a panel whose range is the period so far. */
export const budgetUsed: Readonly<Record<BudgetPeriod, Signal>> = {
  daily: used('daily', "Today's budget", 'midnight'),
  weekly: used('weekly', "This week's budget", 'the beginning of the week'),
  monthly: used('monthly', "This month's budget", 'the first of the month'),
};

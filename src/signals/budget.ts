import { budgetExhausted, budgetForecast, budgetLimit, budgetSpent } from '../catalogue/ledger-metrics.ts';
import type { Period } from '../config/calendar.ts';
import { gaugeOf } from '../promql/query.ts';
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
  daily: used('daily', 'Daily budget', 'midnight'),
  weekly: used('weekly', 'Weekly budget', 'Monday'),
  monthly: used('monthly', 'Monthly budget', 'the first of the month'),
};

const whose = ['period', 'label', 'value'] as const;
const legend = '{{period}}{{of}}';

/** `of` names whose budget it is; a budget of everybody needs no name. */
const ofWhom = (expression: string): string =>
  `label_replace(label_replace(${expression}, "of", " $1", "value", "(.+)"), "of", "", "label", "all")`;

/** Every budget of config.yaml, by whose it is. */
export const budgetShares: Signal = {
  board: 'cost',
  title: 'Budgets used',
  description:
    'What was spent of each budget so far, as a share of it: budgets.daily, weekly, monthly and budgets.for.',
  unit: 'percentunit',
  legend,
  min: 0,
  thresholds,
  noValue: 'No budget: set budgets.daily, or budgets.for a project, in config.yaml',
  expr: () =>
    ofWhom(
      `${gaugeOf(budgetSpent, { by: whose }, {}, 'max')} / ${gaugeOf(budgetLimit, { by: whose }, {}, 'max')}`,
    ),
};

const forecast = (bound: 'low' | 'expected' | 'high', words: string): Signal => ({
  board: 'cost',
  title: 'Budgets at the end of their period',
  description:
    'What will be spent: the rest of the period as the same hours of the same weekdays were in the last eight weeks. Eight of ten weeks lie between low and high. Needs two weeks of history.',
  unit: 'currencyUSD',
  legend: `${legend}${words}`,
  noValue: 'No budget, or less than two weeks of history',
  // A day has less than its week, and a week less than its month.
  expr: () => `sort(${ofWhom(gaugeOf(budgetForecast, { by: whose, where: { bound } }, {}, 'max'))})`,
});

/** Expected, and the band around it. */
export const budgetForecasts: readonly [Signal, ...Signal[]] = [
  forecast('expected', ''),
  forecast('low', ' low'),
  forecast('high', ' high'),
];

export const budgetsExhausted: Signal = {
  board: 'cost',
  title: 'Budgets used up at',
  description:
    'When a budget is used up as forecast. Nothing where it lasts until the end of its period, or is used up.',
  unit: 'dateTimeAsLocalNoDateIfToday',
  legend,
  noValue: 'No budget is used up before its period ends',
  expr: () => ofWhom(`${gaugeOf(budgetExhausted, { by: whose }, {}, 'min')} * 1000`),
};

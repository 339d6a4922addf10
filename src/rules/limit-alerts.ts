import { planFull, planUsed } from '../catalogue/hook-metrics.ts';
import { budgetForecast, budgetLimit, budgetSpent } from '../catalogue/ledger-metrics.ts';
import type { Thresholds } from '../config/thresholds.ts';
import { gaugeOf } from '../promql/query.ts';
import { like } from '../promql/selector.ts';
import type { Alert } from './alert.ts';

const whose = ['period', 'label', 'value'] as const;
const on = `on (${whose.join(', ')})`;
const limit = gaugeOf(budgetLimit, { by: whose }, {}, 'max');
const used = `${gaugeOf(budgetSpent, { by: whose }, {}, 'max')} / ${on} ${limit}`;
/** A day's forecast moves with every hour: it is not news. */
const forecast = gaugeOf(
  budgetForecast,
  { by: whose, where: { bound: 'expected', period: like('weekly|monthly') } },
  {},
  'max',
);

const budget =
  'the {{ $labels.period }} budget{{ if ne $labels.label "all" }} of {{ $labels.label }} {{ $labels.value }}{{ end }}';

/** Minutes before a limit of the plan is full, as its use goes on. */
const minutesToFull = `(${gaugeOf(planFull, { by: ['window'], where: { bound: 'expected' } }, {}, 'min')} - time()) / 60`;
const planShare = gaugeOf(planUsed, { by: ['window'] }, {}, 'max');

/** About what may be used up: limits of the plan, and budgets. */
export const limitAlerts = (at: Thresholds): readonly Alert[] => [
  {
    name: 'ClaudeCodePlanLimitNear',
    severity: 'warning',
    summary: '{{ $value | humanizePercentage }} of the {{ $labels.window }} limit of the plan is used.',
    comparison: 'As its use goes on it is full soon, before it resets.',
    fires: '90 % of a limit of the plan used, or half of it and full within half an hour',
    silent: '80 % used, and no end before the reset',
    expr: `${planShare} >= ${at.planShare} or (${planShare} >= 0.5 and on (window) ${minutesToFull} < ${at.planFullMinutes})`,
    keepFiringFor: '10m',
    board: 'cost',
  },
  {
    name: 'ClaudeCodeBudgetForecast',
    severity: 'warning',
    summary: `{{ $value | printf "%.2f" }} USD of ${budget} will be spent by its end.`,
    comparison: `The budget: {{ with printf ${JSON.stringify(`${budgetLimit.series}{period=%q, label=%q, value=%q}`)} $labels.period $labels.label $labels.value | query }}{{ . | first | value | printf "%.2f" }}{{ end }} USD.`,
    fires: 'a budget of a week or a month that will not last, for an hour',
    silent: 'one that will; one that is used up already',
    expr: `${forecast} > ${on} ${limit} unless ${on} ${used} >= 1`,
    for: '1h',
    keepFiringFor: '1h',
    board: 'cost',
  },
  {
    name: 'ClaudeCodeBudgetNearlyUsed',
    severity: 'info',
    summary: `{{ $value | humanizePercentage }} of ${budget} is used.`,
    fires: '80 % of a budget of `config.yaml` spent',
    silent: 'half of it spent',
    expr: `${used} >= ${at.budgetShare} < 1`,
    board: 'cost',
  },
  {
    name: 'ClaudeCodeBudgetUsed',
    severity: 'warning',
    summary: `{{ $value | humanizePercentage }} of ${budget} is used.`,
    fires: 'a budget spent',
    silent: '90 % of it spent',
    expr: `${used} >= 1`,
    board: 'cost',
  },
];

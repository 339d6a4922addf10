import { planFull, planReset, planUsed } from '../catalogue/hook-metrics.ts';
import { budgetForecast, budgetLimit, budgetSpent } from '../catalogue/ledger-metrics.ts';
import type { AlertThresholds } from '../config/thresholds.ts';
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

/** Dollars of the budget that an alert is about, in an annotation. */
const dollarsOf = (series: string): string =>
  `{{ with printf ${JSON.stringify(`${series}{period=%q, label=%q, value=%q}`)} $labels.period $labels.label $labels.value | query }}{{ . | first | value | printf "%.2f" }}{{ end }}`;
const dollarsBudgeted = dollarsOf(budgetLimit.series);
const dollarsSpent = dollarsOf(budgetSpent.series);

const plan = ['window', 'account'] as const;
const planShare = gaugeOf(planUsed, { by: plan }, {}, 'max');

/** Minutes before a limit of the plan is full, at one of three paces; nothing where that is after its reset. */
const minutesToFull = (bound: 'earliest' | 'expected', window = '.+'): string =>
  `(${gaugeOf(planFull, { by: plan, where: { bound, window: like(window) } }, {}, 'min')} - time()) / 60`;

/** From this share on one long turn may fill what is left, whatever the pace was. */
const nearlyAll = 0.98;
/** Below this share a pace is that of a few turns. */
const leastShare = 0.5;

/** Full soon at its pace; or nearly full already, and at the fastest pace full before it resets. */
const planLimitNear = ({ planShare: share, planFullMinutes, planFullHours }: AlertThresholds): string =>
  [
    `(${planShare} >= ${leastShare} and on (${plan.join(', ')}) ${minutesToFull('expected', 'five_hour')} < ${planFullMinutes})`,
    `(${planShare} >= ${leastShare} and on (${plan.join(', ')}) ${minutesToFull('expected', 'seven_day|spend_limit')} < ${planFullHours * 60})`,
    `(${planShare} >= ${share} and on (${plan.join(', ')}) ${minutesToFull('earliest')})`,
    `${planShare} >= ${nearlyAll}`,
  ].join(' or ');

/** A time of the limit that an alert is about, in an annotation; nothing where there is none. */
const planTime = (before: string, series: string, after: string): string =>
  `{{ with printf ${JSON.stringify(series)} $labels.window $labels.account | query }}${before}{{ . | first | value | humanizeTimestamp }}${after}{{ end }}`;
const ofLimit = (series: string, more = ''): string => `min(${series}{window=%q, account=%q${more}})`;

/** About what may be used up: limits of the plan, and budgets. */
export const limitAlerts = (at: AlertThresholds): readonly Alert[] => [
  {
    name: 'ClaudeCodePlanLimitNear',
    severity: 'warning',
    summary: '{{ $value | humanizePercentage }} of the {{ $labels.window }} limit of the plan is used.',
    comparison: `${planTime('As its use goes on it is full at ', ofLimit(planFull.series, ', bound="expected"'), '. ')}${planTime('It resets at ', ofLimit(planReset.series), '.')}`,
    fires:
      'half of a limit of the plan used, and as its use goes on it is full within half an hour (five hours) or a day (a week); 90 % used, and at the fastest of its paces full before its reset; 98 % used',
    silent:
      '60 % used, and full in two hours; 92 % used, and at no pace full before its reset; the pace of another account',
    expr: planLimitNear(at),
    keepFiringFor: '10m',
    board: 'cost',
  },
  {
    name: 'ClaudeCodeBudgetForecast',
    severity: 'warning',
    summary: `{{ $value | printf "%.2f" }} USD of ${budget} will be spent by its end.`,
    comparison: `The budget: ${dollarsBudgeted} USD.`,
    fires: 'a budget of a week or a month that will be exceeded by more than a tenth, for an hour',
    silent: 'one that will be exceeded by a twentieth; one that is used up already',
    expr: `${forecast} > ${on} ${at.budgetForecastTimes} * ${limit} unless ${on} ${used} >= 1`,
    for: '1h',
    keepFiringFor: '1h',
    board: 'cost',
  },
  {
    name: 'ClaudeCodeBudgetNearlyUsed',
    severity: 'info',
    summary: `{{ $value | humanizePercentage }} of ${budget} is used.`,
    comparison: `${dollarsSpent} of ${dollarsBudgeted} USD.`,
    fires: '80 % of a budget of `config.yaml` spent',
    silent: 'half of it spent',
    expr: `${used} >= ${at.budgetShare} < 1`,
    board: 'cost',
  },
  {
    name: 'ClaudeCodeBudgetUsed',
    severity: 'warning',
    summary: `{{ $value | humanizePercentage }} of ${budget} is used.`,
    comparison: `${dollarsSpent} of ${dollarsBudgeted} USD.`,
    fires: 'a budget spent',
    silent: '90 % of it spent',
    expr: `${used} >= 1`,
    board: 'cost',
  },
];

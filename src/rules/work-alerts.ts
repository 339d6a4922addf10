import { transcriptSource } from '../catalogue/imported.ts';
import { spentSoFar } from '../catalogue/ledger-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import { costUsage, tokenUsage } from '../catalogue/telemetry.ts';
import { minus } from '../promql/arithmetic.ts';
import { gaugeOf, totalOf, type View } from '../promql/query.ts';
import type { Length } from '../promql/range.ts';
import * as api from '../signals/api.ts';
import { budgetSeries } from '../signals/budget.ts';
import { reconciliation, spend } from '../signals/cost.ts';
import type { Signal } from '../signals/signal.ts';
import { tokens } from '../signals/tokens.ts';
import * as tools from '../signals/tools.ts';
import type { Alert } from './alert.ts';

const over = (range: Length): View => ({ range });

const imported = { where: { source: transcriptSource } } as const;

/** More than `least` in the last hour, and more than `times` the mean hour of the last week, imported history left out. */
const spike = (signal: Signal, metric: Metric, times: number, least: number): string => {
  const week = minus(signal.expr(over('7d')), totalOf(metric, imported, over('7d')));
  return `${signal.expr(over('1h'))} > ${least} and ${signal.expr(over('1h'))} > ${times} * ${week} / 168`;
};

const budgetShare = `${gaugeOf(spentSoFar, { by: ['period'] })} / on (period) ${budgetSeries}`;

/** About money, tools and the API: from the same signals as the panels. */
export const workAlerts: readonly Alert[] = [
  {
    name: 'ClaudeCodeSpendSpike',
    fires: 'over 10 USD in an hour, and over ten times the mean hour of the last week',
    silent: 'as much in each hour as always',
    severity: 'warning',
    summary: '{{ $value | printf "%.2f" }} USD were spent in the last hour, over ten times the usual.',
    expr: spike(spend, costUsage, 10, 10),
    for: '5m',
    board: 'cost',
  },
  {
    name: 'ClaudeCodeTokenBurn',
    fires: 'over 20 million tokens in an hour, and over ten times the mean hour of the last week',
    silent: 'as many in each hour as always',
    severity: 'warning',
    summary: '{{ $value | humanize }} tokens were used in the last hour, over ten times the usual.',
    expr: spike(tokens, tokenUsage, 10, 20_000_000),
    for: '5m',
    board: 'tokens',
  },
  {
    name: 'ClaudeCodeBudgetNearlyUsed',
    fires: '80 % of a budget of `config.yaml` spent',
    silent: 'half of it spent',
    severity: 'info',
    summary: '{{ $value | humanizePercentage }} of the {{ $labels.period }} budget is used.',
    expr: `${budgetShare} >= 0.8 < 1`,
    board: 'cost',
  },
  {
    name: 'ClaudeCodeBudgetUsed',
    fires: 'a budget spent',
    silent: '90 % of it spent',
    severity: 'warning',
    summary: '{{ $value | humanizePercentage }} of the {{ $labels.period }} budget is used.',
    expr: `${budgetShare} >= 1`,
    board: 'cost',
  },
  {
    name: 'ClaudeCodeReconciliationOff',
    fires: 'a thousandth of a cent between money by metrics and by events for a quarter of an hour',
    silent: 'differences of rounding',
    severity: 'critical',
    summary: 'Money by metrics and money by events differ by {{ $value | printf "%.6f" }} USD.',
    expr: `abs(${reconciliation.expr(over('1h'))}) > 0.000001`,
    for: '15m',
    board: 'cost',
  },
  {
    name: 'ClaudeCodeToolErrorsHigh',
    fires: 'over 30 % of the tool calls of an hour failed, ten at least',
    silent: 'three failures of many calls',
    severity: 'warning',
    summary: '{{ $value | humanizePercentage }} of the tool calls of the last hour failed.',
    expr: `${tools.toolErrorRate.expr(over('1h'))} > 0.3 and ${tools.failedCalls.expr(over('1h'))} >= 10`,
    for: '5m',
    board: 'tools',
  },
  {
    name: 'ClaudeCodeApiErrorsHigh',
    fires: 'over 10 % of the requests of a quarter of an hour failed for good, three at least',
    silent: 'one failed request',
    severity: 'warning',
    summary: '{{ $value | humanizePercentage }} of the API requests of the last 15 minutes failed for good.',
    expr: `${api.errorRate.expr(over('15m'))} > 0.1 and ${api.errors.expr(over('15m'))} >= 3`,
    board: 'api',
  },
  {
    name: 'ClaudeCodeRateLimited',
    fires: 'a request that failed with 429 after all retries',
    silent: 'a request that failed for another reason',
    severity: 'warning',
    summary: '{{ $value }} API requests of the last 15 minutes failed because a limit was reached (429).',
    expr: `${api.rateLimited.expr(over('15m'))} >= 1`,
    board: 'api',
  },
  {
    name: 'ClaudeCodeRetriesExhausted',
    fires: 'a request given up after every retry',
    silent: 'one that was given up hours ago',
    severity: 'warning',
    summary: '{{ $value }} API requests of the last 15 minutes were given up after every retry failed.',
    expr: `${api.retriesExhausted.expr(over('15m'))} >= 1`,
    board: 'api',
  },
];

import { spentSoFar } from '../catalogue/ledger-metrics.ts';
import { gaugeOf, type View } from '../promql/query.ts';
import type { Length } from '../promql/range.ts';
import * as api from '../signals/api.ts';
import { budgetSeries } from '../signals/budget.ts';
import { reconciliation, spend } from '../signals/cost.ts';
import type { Signal } from '../signals/signal.ts';
import { tokens } from '../signals/tokens.ts';
import * as tools from '../signals/tools.ts';
import { alert } from './alert.ts';

const over = (range: Length): View => ({ range });

/** More than `least` in the last hour, and more than `times` the mean hour of the last week. */
const spike = (signal: Signal, times: number, least: number): string =>
  `${signal.expr(over('1h'))} > ${least} and ${signal.expr(over('1h'))} > ${times} * ${signal.expr(over('7d'))} / 168`;

const budgetShare = `${gaugeOf(spentSoFar, { by: ['period'] })} / on (period) ${budgetSeries}`;

/** About money, tools and the API: from the same signals as the panels. */
export const workAlerts = [
  alert({
    name: 'ClaudeCodeSpendSpike',
    severity: 'warning',
    summary: '{{ $value | printf "%.2f" }} USD were spent in the last hour, over ten times the usual.',
    expr: spike(spend, 10, 10),
    for: '5m',
    dashboard: 'cost',
  }),
  alert({
    name: 'ClaudeCodeTokenBurn',
    severity: 'warning',
    summary: '{{ $value | humanize }} tokens were used in the last hour, over ten times the usual.',
    expr: spike(tokens, 10, 20_000_000),
    for: '5m',
    dashboard: 'tokens',
  }),
  alert({
    name: 'ClaudeCodeBudgetNearlyUsed',
    severity: 'info',
    summary: '{{ $value | humanizePercentage }} of the {{ $labels.period }} budget is used.',
    expr: `${budgetShare} >= 0.8 < 1`,
    dashboard: 'cost',
  }),
  alert({
    name: 'ClaudeCodeBudgetUsed',
    severity: 'warning',
    summary: '{{ $value | humanizePercentage }} of the {{ $labels.period }} budget is used.',
    expr: `${budgetShare} >= 1`,
    dashboard: 'cost',
  }),
  alert({
    name: 'ClaudeCodeReconciliationOff',
    severity: 'critical',
    summary: 'Money by metrics and money by events differ by {{ $value | printf "%.6f" }} USD.',
    expr: `abs(${reconciliation.expr(over('1h'))}) > 0.000001`,
    for: '15m',
    dashboard: 'cost',
  }),
  alert({
    name: 'ClaudeCodeToolErrorsHigh',
    severity: 'warning',
    summary: '{{ $value | humanizePercentage }} of the tool calls of the last hour failed.',
    expr: `${tools.toolErrorRate.expr(over('1h'))} > 0.3 and ${tools.failedCalls.expr(over('1h'))} >= 10`,
    for: '5m',
    dashboard: 'tools',
  }),
  alert({
    name: 'ClaudeCodeApiErrorsHigh',
    severity: 'warning',
    summary: '{{ $value | humanizePercentage }} of the API requests of the last 15 minutes failed for good.',
    expr: `${api.errorRate.expr(over('15m'))} > 0.1 and ${api.errors.expr(over('15m'))} >= 3`,
    dashboard: 'api',
  }),
  alert({
    name: 'ClaudeCodeRateLimited',
    severity: 'warning',
    summary: '{{ $value }} API requests of the last 15 minutes failed because a limit was reached (429).',
    expr: `${api.rateLimited.expr(over('15m'))} >= 1`,
    dashboard: 'api',
  }),
  alert({
    name: 'ClaudeCodeRetriesExhausted',
    severity: 'warning',
    summary: '{{ $value }} API requests of the last 15 minutes were given up after every retry failed.',
    expr: `${api.retriesExhausted.expr(over('15m'))} >= 1`,
    dashboard: 'api',
  }),
];

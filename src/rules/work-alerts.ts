import { costUsage } from '../catalogue/telemetry.ts';
import type { AlertThresholds } from '../config/thresholds.ts';
import { orZero } from '../promql/arithmetic.ts';
import { type QueryView, totalOf } from '../promql/query.ts';
import type { Length } from '../promql/range.ts';
import * as api from '../signals/api.ts';
import { reconciliation } from '../signals/cost.ts';
import { cacheShare, tokens } from '../signals/tokens.ts';
import * as tools from '../signals/tools.ts';
import type { Alert } from './alert.ts';
import { hasHistory } from './history.ts';
import { dayExpected, hourSpend, hourTokens, unusualDays, usualHour } from './usual-spend.ts';

const over = (range: Length): QueryView => ({ range });

/** More than `least` in the last hour, and more than `times` the usual dear hour of the last week. */
const spike = (gain: string, times: number, least: number): string =>
  `${gain} > ${least} and ${gain} > ${times} * ${usualHour(gain)} and on () ${hasHistory}`;

/** The value of an expression without labels, in an annotation. */
const told = (expression: string, format: string): string =>
  `{{ with query ${JSON.stringify(expression)} }}{{ . | first | value | ${format} }}{{ else }}not known{{ end }}`;

const usualDay = `{{ with printf ${JSON.stringify(`${dayExpected}{level=%q, project=%q, user=%q}`)} $labels.level $labels.project $labels.user | query }}{{ . | first | value | printf "%.2f" }}{{ end }}`;

/** Both windows burn the month's allowance of errors `burn` times too fast: a long one to be sure, a short one to end soon. */
const burning = (long: Length, short: Length, burn: number, success: number): string =>
  `${api.errorRate.expr(over(long))} > ${Number((burn * (1 - success)).toFixed(6))} and ${api.errorRate.expr(over(short))} > ${Number((burn * (1 - success)).toFixed(6))}`;

/** A model that was hardly used for a week before the last six hours, and costs more than `dollars` in them. */
const newModel = (dollars: number): string => {
  const now = totalOf(costUsage, { by: ['model'] }, over('6h'));
  const week = totalOf(costUsage, { by: ['model'] }, over('7d'));
  return `${now} > ${dollars} and ${now} > 0.99 * ${week} and on () ${hasHistory}`;
};

/** About money, tools and the API: from the same signals as the panels. */
export const workAlerts = (at: AlertThresholds): readonly Alert[] => [
  {
    name: 'ClaudeCodeSpendSpike',
    severity: 'warning',
    summary: '{{ $value | printf "%.2f" }} USD were spent in the last hour.',
    comparison: `19 of 20 hours of the last week cost less than ${told(usualHour(hourSpend), 'printf "%.2f"')} USD.`,
    fires: 'over 10 USD in an hour, and three times what 19 of 20 hours of the last week stay below',
    silent: 'a working hour among nights; the first days of an installation',
    expr: spike(hourSpend, at.spikeTimes, at.spikeDollars),
    for: '5m',
    keepFiringFor: '10m',
    board: 'cost',
  },
  {
    name: 'ClaudeCodeTokenBurn',
    severity: 'info',
    summary: '{{ $value | humanize }} tokens were used in the last hour.',
    comparison: `19 of 20 hours of the last week used less than ${told(usualHour(hourTokens), 'humanize')}.`,
    fires:
      'over 20 million tokens in an hour, and three times what 19 of 20 hours of the last week stay below',
    silent: 'a working hour among nights',
    expr: spike(hourTokens, at.spikeTimes, at.spikeTokens),
    for: '5m',
    keepFiringFor: '10m',
    board: 'tokens',
  },
  {
    name: 'ClaudeCodeSpendUnusual',
    severity: 'warning',
    summary:
      '{{ $value | printf "%.2f" }} USD in 24 hours{{ with $labels.project }} in project {{ . }}{{ end }}{{ with $labels.user }} by {{ . }}{{ end }}.',
    comparison: `Usual at this time of this weekday: ${usualDay} USD.`,
    fires:
      'a day of everybody at over 1.6 times the usual, or of one project or person at over 3.2 times, outside its spread',
    silent: 'a day as dear as dear days are; less than two weeks of history',
    expr: [
      unusualDays('all', { score: at.unusualScore, times: at.unusualTimes, dollars: at.unusualDollars }),
      ...['project', 'person'].map((level) =>
        unusualDays(level, {
          score: 2 * at.unusualScore,
          times: 2 * at.unusualTimes,
          dollars: at.unusualDollars,
        }),
      ),
    ].join(' or '),
    for: '15m',
    keepFiringFor: '1h',
    board: 'cost',
  },
  {
    name: 'ClaudeCodeReconciliationOff',
    severity: 'critical',
    summary: 'Money by metrics and money by events differ by {{ $value | printf "%.6f" }} USD.',
    comparison: 'The difference should be 0: both count the same requests.',
    fires: 'a thousandth of a cent between money by metrics and by events for a quarter of an hour',
    silent: 'differences of rounding',
    expr: `abs(${reconciliation.expr(over('1h'))}) > 0.000001`,
    for: '15m',
    board: 'cost',
  },
  {
    name: 'ClaudeCodeCacheCollapsed',
    severity: 'warning',
    summary: '{{ $value | humanizePercentage }} of the input of the last hour came from the prompt cache.',
    comparison: `In the last week: ${told(cacheShare.expr(over('7d')), 'humanizePercentage')}.`,
    fires: 'less than half of the input from the cache for a quarter of an hour, where it is 80 % in a week',
    silent: 'the same share as always; little input',
    expr: `${cacheShare.expr(over('1h'))} < ${at.cacheShare} and ${cacheShare.expr(over('7d'))} > 0.8 and ${tokens.expr(over('1h'))} > 1000000`,
    for: '15m',
    keepFiringFor: '15m',
    board: 'tokens',
  },
  {
    name: 'ClaudeCodeModelSwitched',
    severity: 'info',
    summary: 'The model {{ $labels.model }} cost {{ $value | printf "%.2f" }} USD in the last six hours.',
    comparison: 'Nearly nothing in the week before.',
    fires: 'over 5 USD in six hours by a model that was not used in the week before',
    silent: 'as much by a model that was; the first days of an installation',
    expr: newModel(at.newModelDollars),
    for: '15m',
    board: 'cost',
  },
  {
    name: 'ClaudeCodeToolErrorsHigh',
    severity: 'warning',
    summary: '{{ $value | humanizePercentage }} of the tool calls of the last hour failed.',
    comparison: `In the last week: ${told(tools.toolErrorRate.expr(over('7d')), 'humanizePercentage')}.`,
    fires: 'over 30 % of the tool calls of an hour failed, ten at least',
    silent: 'three failures of many calls',
    expr: `${tools.toolErrorRate.expr(over('1h'))} > ${at.toolErrorShare} and ${tools.failedCalls.expr(over('1h'))} >= ${at.toolErrors}`,
    for: '5m',
    keepFiringFor: '15m',
    board: 'tools',
  },
  {
    name: 'ClaudeCodeApiErrorsHigh',
    severity: 'warning',
    summary: '{{ $value | humanizePercentage }} of the API requests of the last 15 minutes failed for good.',
    comparison: `In the last week: ${told(api.errorRate.expr(over('7d')), 'humanizePercentage')}.`,
    fires: 'over 10 % of the requests of a quarter of an hour failed for good, three at least',
    silent: 'one failed request',
    expr: `${api.errorRate.expr(over('15m'))} > ${at.apiErrorShare} and ${api.errors.expr(over('15m'))} >= ${at.apiErrors}`,
    keepFiringFor: '15m',
    board: 'api',
  },
  {
    name: 'ClaudeCodeApiBudgetBurning',
    severity: 'critical',
    summary: '{{ $value | humanizePercentage }} of the API requests fail for good.',
    comparison: `Meant is at most ${Number(((1 - at.apiSuccess) * 100).toFixed(4))} % in a month.`,
    fires:
      'errors that use up the allowance of a month in two days (an hour and five minutes) or in five (six hours and thirty minutes)',
    silent: 'two errors among many requests; errors that have stopped',
    expr: `(${burning('1h', '5m', 14.4, at.apiSuccess)} or ${burning('6h', '30m', 6, at.apiSuccess)}) and ${api.errors.expr(over('1h'))} >= ${2 * at.apiErrors}`,
    for: '2m',
    keepFiringFor: '10m',
    board: 'api',
  },
  {
    name: 'ClaudeCodeRateLimited',
    severity: 'warning',
    summary: '{{ $value }} API requests of the last 15 minutes failed because a limit was reached (429).',
    comparison: `The client waits and tries again by itself; ${at.rateLimited} requests that still failed are too many.`,
    fires: 'three requests that failed with 429 after all retries, in a quarter of an hour',
    silent: 'one of them',
    expr: `${api.rateLimited.expr(over('15m'))} >= ${at.rateLimited}`,
    keepFiringFor: '15m',
    board: 'api',
  },
  {
    name: 'ClaudeCodeRetriesExhausted',
    severity: 'info',
    summary: '{{ $value }} API requests of the last 15 minutes were given up after every retry failed.',
    comparison: 'None is usual: a retry nearly always succeeds.',
    fires: 'a request given up after every retry',
    silent: 'one that was given up hours ago',
    expr: `${orZero(api.retriesExhausted.expr(over('15m')))} >= 1`,
    keepFiringFor: '15m',
    board: 'api',
  },
];

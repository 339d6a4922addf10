import { hookPrompts, hookSessionsActive } from '../catalogue/hook-metrics.ts';
import { ledgerAuditLag, ledgerUnknownNames } from '../catalogue/ledger-metrics.ts';
import { alertDeliveryFailures, processStart, up } from '../catalogue/stack-metrics.ts';
import type { AlertThresholds } from '../config/thresholds.ts';
import { gaugeOf, totalOf } from '../promql/query.ts';
import type { Length } from '../promql/range.ts';
import * as ledger from '../signals/ledger.ts';
import { prompts } from '../signals/sessions.ts';
import * as stack from '../signals/stack.ts';
import type { Alert } from './alert.ts';

const now = { range: '15m' } as const;

/** A restart of the whole stack by hand restarts Prometheus as well; a component that dies does not. */
const restartsByHand = (range: Length): string =>
  `max(changes(${processStart.series}{job="prometheus"}[${range}]))`;

/** Prompts that hooks saw in six hours and telemetry did not: it sees more, because the client starts some itself. */
const promptsMissing = `(${totalOf(hookPrompts, {}, { range: '6h' })} - (${prompts.expr({ range: '6h' })} or vector(0)))`;

/** About the stack itself: whether the numbers can be trusted. */
export const stackAlerts = (at: AlertThresholds): readonly Alert[] => [
  {
    name: 'ClaudeCodeTargetDown',
    fires: 'a component that does not answer for two minutes',
    silent: 'one that misses four scrapes',
    severity: 'critical',
    summary: 'The component {{ $labels.job }} has not answered Prometheus for two minutes.',
    comparison: 'Each component answers every scrape; a restart takes a few seconds.',
    expr: `${up.series} == 0`,
    for: '2m',
    board: 'stack',
  },
  {
    name: 'ClaudeCodeTelemetryMissing',
    fires: 'sessions active by hooks, and no telemetry for ten minutes',
    silent: 'no telemetry while no session runs',
    severity: 'critical',
    summary: 'Sessions are active, but the last telemetry arrived {{ $value | humanizeDuration }} ago.',
    comparison: 'A session at work sends metrics every ten seconds and events every five.',
    expr: `${ledger.dataAge.expr(now)} > 600 and on () ${gaugeOf(hookSessionsActive, {})} > 0`,
    for: '5m',
    board: 'stack',
  },
  {
    name: 'ClaudeCodeTelemetryIncomplete',
    severity: 'warning',
    summary: '{{ $value }} prompts of the last six hours were seen by hooks and not by telemetry.',
    comparison: 'Telemetry sees at least as many as hooks do.',
    fires: 'five prompts in six hours, and a fifth of all, that hooks saw and telemetry did not',
    silent: 'prompts that both saw; a prompt whose telemetry is on its way',
    expr: `${promptsMissing} >= 5 and ${promptsMissing} > 0.2 * ${totalOf(hookPrompts, {}, { range: '6h' })}`,
    for: '10m',
    board: 'stack',
  },
  {
    name: 'ClaudeCodeClientUnknown',
    severity: 'info',
    summary:
      '{{ $value }} new events and attributes came from clients in the last day; their values are not shown.',
    comparison: 'The catalogue has every event and attribute of the client that it was made for.',
    fires: 'an event or attribute that the catalogue does not have, from a newer client',
    silent: 'those that were there a day ago',
    expr: `${gaugeOf(ledgerUnknownNames, {})} - min(min_over_time(${ledgerUnknownNames.series}[1d])) > 0`,
    for: '5m',
    board: 'stack',
  },
  {
    name: 'ClaudeCodeAlertsNotDelivered',
    severity: 'critical',
    summary:
      '{{ $value | printf "%.0f" }} messages to {{ $labels.receiver_name }} failed in the last 15 minutes.',
    comparison: 'Every message should be taken, at the latest after a few attempts.',
    fires: 'a message about an alert that a receiver did not take, after all attempts',
    silent: 'messages that were taken',
    expr: `sum by (receiver_name) (increase(${alertDeliveryFailures.series}[15m])) >= 1`,
    board: 'stack',
  },
  {
    name: 'ClaudeCodeAuditNotPassedOn',
    severity: 'critical',
    summary:
      'The audit log has not been passed on by {{ $labels.destination }} for {{ $value | humanizeDuration }}.',
    comparison: 'Every entry should be there within seconds; those that wait are not lost.',
    fires: 'a receiver of the audit log that refuses it for a quarter of an hour',
    silent: 'one that refuses it for five minutes',
    expr: `${gaugeOf(ledgerAuditLag, { by: ['destination'] }, {}, 'max')} > 900`,
    board: 'stack',
  },
  {
    name: 'ClaudeCodeComponentRestarting',
    fires: 'three restarts of one component in half an hour',
    silent: 'the whole stack restarted by hand as often',
    severity: 'warning',
    summary: 'The component {{ $labels.job }} was restarted {{ $value }} times in half an hour.',
    comparison: 'None is usual: a component starts again only after it ended by itself.',
    expr: `changes(${processStart.series}[30m]) - on () group_left () ${restartsByHand('30m')} >= 3`,
    board: 'stack',
  },
  {
    name: 'ClaudeCodeLedgerRestarting',
    fires: 'four starts of the ledger in an hour',
    silent: 'the whole stack restarted by hand as often',
    severity: 'warning',
    summary: 'The ledger was started {{ $value }} times in the last hour.',
    comparison: 'None is usual: the ledger starts again only after it ended by itself.',
    expr: `${ledger.starts.expr({ range: '1h' })} - on () ${restartsByHand('1h')} >= 4`,
    board: 'stack',
  },
  {
    name: 'ClaudeCodeLedgerRefusing',
    fires: 'a data point or record refused',
    silent: 'one that was refused hours ago',
    severity: 'warning',
    summary: 'The ledger refused {{ $value }} data points and records in the last 15 minutes.',
    comparison: 'None is usual: what the client sends is accepted.',
    expr: `${ledger.refused.expr(now)} >= 1`,
    board: 'stack',
  },
  {
    name: 'ClaudeCodeTotalsIncomplete',
    fires: 'totals of Prometheus that lack what the ledger counted, for ten minutes',
    silent: 'the same for five minutes',
    severity: 'critical',
    summary:
      'Totals of {{ $labels.metric }} lack {{ $value }} (in its unit) that the ledger counted: dashboards show too little.',
    comparison: 'The difference should be exactly 0.',
    expr: `abs(${ledger.missingInPrometheus.expr(now)}) > 0.000000001`,
    for: '10m',
    board: 'stack',
  },
  {
    name: 'ClaudeCodeCountersHeld',
    fires: 'counters that wait for a quarter of an hour',
    silent: 'the same for five minutes',
    severity: 'warning',
    summary:
      '{{ $value }} counters of the ledger have waited for a quarter of an hour: Prometheus does not say what it has seen.',
    comparison: 'Usually a counter waits for one or two scrapes.',
    expr: `${ledger.held.expr(now)} > 0`,
    for: '15m',
    board: 'stack',
  },
  {
    name: 'ClaudeCodeLabelOverflow',
    fires: 'a value counted under `other`',
    silent: 'no value counted there',
    severity: 'warning',
    summary: '{{ $value }} values of the last hour were counted under `other`: a label has too many values.',
    comparison: 'None is usual: labels.limit in config.yaml is how many label sets a metric may have.',
    expr: `${ledger.overflow.expr({ range: '1h' })} >= 1`,
    board: 'stack',
  },
  {
    name: 'ClaudeCodeCollectorQueueFilling',
    fires: 'half of a queue used for five minutes',
    silent: 'a fifth of it used',
    severity: 'warning',
    summary:
      '{{ $value | humanizePercentage }} of the queue {{ $labels.exporter }} of the collector is used.',
    comparison: 'Usually it is empty: the ledger takes what comes within a second.',
    expr: `${stack.collectorQueue.expr(now)} > 0.5`,
    for: '5m',
    board: 'stack',
  },
  {
    name: 'ClaudeCodeRulesFailing',
    fires: 'a rule that could not be evaluated in the last quarter of an hour',
    silent: 'failures long ago',
    severity: 'critical',
    summary: '{{ $value }} evaluations of rules failed in the last 15 minutes: totals may be old.',
    comparison: 'None is usual.',
    expr: `${stack.ruleFailures.expr(now)} >= 1`,
    board: 'stack',
  },
  {
    name: 'ClaudeCodeLedgerLarge',
    fires: 'a store over 5 GiB',
    silent: 'a store of 4 GB',
    severity: 'warning',
    summary: 'The store of the ledger takes {{ $value | humanize1024 }}B on disk.',
    comparison: `Expected is at most ${at.storeGigabytes} GiB.`,
    expr: `${ledger.storeSize.expr(now)} > ${at.storeGigabytes * 2 ** 30}`,
    for: '15m',
    board: 'stack',
  },
  {
    name: 'ClaudeCodeHistoryCut',
    fires: 'a block removed because the store is full',
    silent: 'blocks removed days ago',
    severity: 'info',
    summary:
      'Prometheus removed {{ $value }} blocks in the last day because its store is full: history is getting shorter.',
    comparison: 'None is usual: retention.metrics should end before retention.metricsSize does.',
    expr: `${stack.cutBySize.expr({ range: '1d' })} >= 1`,
    board: 'stack',
  },
];

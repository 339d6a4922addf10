import * as stack from '../catalogue/stack-metrics.ts';
import { orZero, plus, ratioOf } from '../promql/arithmetic.ts';
import { gaugeOf, rateOf } from '../promql/query.ts';
import type { Signal, Threshold } from './signal.ts';

const mustBeNone: readonly Threshold[] = [{ means: 'good' }, { from: 1, means: 'bad' }];

export const targetsDown: Signal = {
  board: 'stack',
  title: 'Targets down',
  description:
    'Components that Prometheus cannot scrape. The hook-event service is not scraped: see its last push.',
  unit: 'short',
  legend: 'Down',
  thresholds: mustBeNone,
  noValue: 'Prometheus has no targets',
  expr: () => `count(${stack.up.series}) - sum(${stack.up.series})`,
};

export const targetStates: Signal = {
  board: 'stack',
  title: 'Up',
  description: '1: scraped. 0: does not answer.',
  unit: 'short',
  legend: '{{job}}',
  thresholds: [{ means: 'bad' }, { from: 1, means: 'good' }],
  expr: (view) => gaugeOf(stack.up, { by: ['job'] }, view, 'min'),
};

export const firing: Signal = {
  board: 'stack',
  title: 'Alerts firing',
  description: 'Alerts that are firing now. docs/runbook.md says what to do about each.',
  unit: 'short',
  legend: 'Firing',
  thresholds: mustBeNone,
  expr: (view) => orZero(gaugeOf(stack.alertStates, { where: { alertstate: 'firing' } }, view)),
};

export const health: Signal = {
  board: 'stack',
  title: 'Health',
  description:
    'Alerts that are firing, and components that Prometheus cannot reach. While this is not well, the other numbers may be late or short.',
  unit: 'short',
  legend: 'Problems',
  words: { 0: 'All well', 1: '1 problem', 2: '2 problems', 3: '3 problems' },
  thresholds: mustBeNone,
  noValue: 'Prometheus does not answer',
  expr: (view) => `${firing.expr(view)} + ${targetsDown.expr(view)}`,
};

export const alerts: Signal = {
  board: 'stack',
  title: 'Active',
  description: 'Alerts that are pending or firing now. docs/runbook.md says what to do about each.',
  unit: 'short',
  legend: '{{alertname}}',
  noValue: 'No alert is active.',
  expr: (view) => gaugeOf(stack.alertStates, { by: ['alertname', 'alertstate', 'severity'] }, view),
};

const noCollector = 'No collector: the ledger takes OTLP itself.';

export const collectorRate: Signal = {
  board: 'stack',
  title: 'Collector: accepted a second',
  description: 'Data points and log records that clients handed to the collector.',
  unit: 'suffix:/s',
  legend: 'Accepted',
  noValue: noCollector,
  expr: (view) =>
    `${rateOf(stack.collectorAcceptedPoints, {}, view)} + ${orZero(rateOf(stack.collectorAcceptedRecords, {}, view))}`,
};

export const collectorRefused: Signal = {
  board: 'stack',
  title: 'Collector: refused a second',
  description:
    'What the collector could not take, mostly because its memory is used up: raise memory.collector.',
  unit: 'suffix:/s',
  legend: 'Refused',
  noValue: noCollector,
  expr: (view) =>
    // Nothing at all where no collector is: a line at 0 would say that there is one.
    `${plus(rateOf(stack.collectorRefusedPoints, {}, view), rateOf(stack.collectorRefusedRecords, {}, view))} and on () ${rateOf(stack.collectorAcceptedPoints, {}, view)}`,
};

export const collectorGivenUp: Signal = {
  board: 'stack',
  title: 'Collector: given up a second',
  description:
    'Points the collector could not deliver. The ledger is retried for ever; this is about other places.',
  unit: 'suffix:/s',
  legend: 'Given up: {{exporter}}',
  noValue: noCollector,
  expr: (view) => rateOf(stack.collectorFailedPoints, { by: ['exporter'] }, view),
};

export const collectorQueue: Signal = {
  board: 'stack',
  title: 'Collector: queue',
  description: 'Share of the queue on disk that waits to be sent. Grows while the ledger is down.',
  unit: 'percentunit',
  max: 1,
  legend: '{{exporter}} {{data_type}}',
  thresholds: [{ means: 'good' }, { from: 0.5, means: 'warning' }, { from: 0.9, means: 'bad' }],
  noValue: noCollector,
  expr: (view) =>
    ratioOf(
      gaugeOf(stack.collectorQueueSize, { by: ['exporter', 'data_type'] }, view, 'max'),
      gaugeOf(stack.collectorQueueCapacity, { by: ['exporter', 'data_type'] }, view, 'max'),
    ),
};

export const memory: Signal = {
  board: 'stack',
  title: 'Memory',
  description: 'Resident memory of the components that report it.',
  unit: 'bytes',
  legend: '{{job}}',
  expr: (view) => gaugeOf(stack.residentMemory, { by: ['job'] }, view),
};

export const collectorMemory: Signal = {
  board: 'stack',
  title: 'Memory of the collector',
  description: 'The collector has a name of its own for it.',
  unit: 'bytes',
  legend: 'collector',
  noValue: noCollector,
  expr: (view) => gaugeOf(stack.collectorMemory, {}, view),
};

export const series: Signal = {
  board: 'stack',
  title: 'Series',
  description:
    'Series that Prometheus keeps in memory. Around 4,000 for each counter that tells 100 people apart.',
  unit: 'short',
  legend: 'Series',
  expr: (view) => gaugeOf(stack.headSeries, {}, view),
};

export const samples: Signal = {
  board: 'stack',
  title: 'Samples a second',
  description: 'Samples that Prometheus stores.',
  unit: 'suffix:/s',
  legend: 'Samples',
  expr: (view) => rateOf(stack.headSamples, {}, view),
};

export const prometheusDisk: Signal = {
  board: 'stack',
  title: 'Prometheus on disk',
  description: 'Blocks on disk. Limits: retention.metrics and retention.metricsSize in config.yaml.',
  unit: 'bytes',
  legend: 'Prometheus',
  expr: (view) => gaugeOf(stack.storedBytes, {}, view),
};

/** Counters of other programs restart at 0 with them, and are born without one: how often they were seen to change. */
const rateCount = (name: string, range: string): string => `sum(round(increase(${name}[${range}])))`;

export const cutBySize: Signal = {
  board: 'stack',
  title: 'Blocks removed for size',
  description:
    'Old data that was removed because the store had reached retention.metricsSize: history is shorter than retention.metrics says.',
  unit: 'short',
  legend: 'Removed',
  thresholds: [{ means: 'good' }, { from: 1, means: 'warning' }],
  noValue: '0',
  expr: (view) => rateCount(stack.sizeRetentions.series, view.range),
};

export const ruleFailures: Signal = {
  board: 'stack',
  title: 'Failed rules',
  description: 'Totals rest on recorded series: a rule that cannot be evaluated makes numbers old.',
  unit: 'short',
  legend: 'Failures',
  thresholds: mustBeNone,
  expr: (view) => rateCount(stack.ruleFailures.series, view.range),
};

export const ruleTime: Signal = {
  board: 'stack',
  title: 'Time for rules',
  description: 'How long each group of rules takes. It must stay well below the scrape interval.',
  unit: 's',
  legend: '{{rule_group}}',
  expr: (view) =>
    `label_replace(${gaugeOf(stack.ruleGroupDuration, { by: ['rule_group'] }, view, 'max')}, "rule_group", "$1", "rule_group", ".*;(.*)")`,
};

export const scrapeTime: Signal = {
  board: 'stack',
  title: 'Time for a scrape',
  description: 'How long each component takes to give its metrics.',
  unit: 's',
  legend: '{{job}}',
  expr: (view) => gaugeOf(stack.scrapeDuration, { by: ['job'] }, view, 'max'),
};

export const scrapedSamples: Signal = {
  board: 'stack',
  title: 'Samples in a scrape',
  description: 'How much each component exposes.',
  unit: 'short',
  legend: '{{job}}',
  expr: (view) => gaugeOf(stack.scrapedSamples, { by: ['job'] }, view),
};

export const lastRestarts: Signal = {
  board: 'stack',
  title: 'Running for',
  description: 'Time since the process was started.',
  unit: 's',
  decimals: 0,
  legend: '{{job}}',
  expr: (view) => `time() - ${gaugeOf(stack.processStart, { by: ['job'] }, view, 'max')}`,
};

import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { ledgerMark } from '../catalogue/ledger-metrics.ts';
import { alertStates } from '../catalogue/stack-metrics.ts';
import { sessionCount } from '../catalogue/telemetry.ts';
import { datasource } from '../panels/panel.ts';
import { seriesFor } from '../promql/level.ts';
import { type Condition, selector } from '../promql/selector.ts';

/** Beyond two days the marks of rare events would be more ink than the data. */
const annotatedSeconds = 172_800;
const inShortRanges = (expr: string): string =>
  `(${expr}) and on () (vector($__range_s) <= ${annotatedSeconds})`;

interface RareEvent {
  readonly name: string;
  readonly colour: string;
  readonly expr: string;
  /** The label that tells one from another. */
  readonly label: string;
  readonly title: string;
  readonly text: string;
}

/** Opening balances are few, so that a month of them is read in no time. */
const openings = `${seriesFor(sessionCount, ['app_version'])}:opening`;

/** Alerts that began to fire within the last five minutes. */
const began = (label: string, condition: Condition): string => {
  const firing = selector(alertStates.series, [['alertstate', 'firing'], condition]);
  return `count by (${label}) (${firing}) unless count by (${label}) (last_over_time(${firing}[5m] offset 5m))`;
};

const budgetUsed = 'ClaudeCodeBudgetUsed';

const events: readonly RareEvent[] = [
  {
    name: 'Client updated',
    colour: 'purple',
    expr: `sum by (app_version) (${openings}) unless sum by (app_version) (last_over_time(${openings}[31d] offset 5m))`,
    label: 'app_version',
    title: 'Claude Code {{app_version}}',
    text: 'First session with this version of the client.',
  },
  {
    name: 'Alert',
    colour: 'red',
    expr: began('alertname', ['alertname', { not: budgetUsed }]),
    label: 'alertname',
    title: '{{alertname}}',
    text: 'It began to fire. docs/runbook.md says what to do.',
  },
  {
    name: 'Budget reached',
    colour: 'orange',
    expr: began('period', ['alertname', budgetUsed]),
    label: 'period',
    title: 'The {{period}} budget is used',
    text: 'What was spent so far reached the budget of this period.',
  },
];

/** What a person marked, in ranges of any length: the value of the series is the time. */
const marks = (): AnnotationQueryBuilder =>
  new AnnotationQueryBuilder()
    .name('Marks')
    .datasource(datasource)
    .enable(true)
    .iconColor('blue')
    .expr(`max by (text) (${ledgerMark.series})`)
    .step('60s')
    .useValueForTime(true)
    .titleFormat('{{text}}')
    .textFormat('start-observability mark');

/** What every board marks on its curves; what nobody marked by hand in ranges of up to two days. */
export const rareEvents = (): readonly AnnotationQueryBuilder[] => [
  ...events.map(({ name, colour, expr, label, title, text }) =>
    new AnnotationQueryBuilder()
      .name(name)
      .datasource(datasource)
      .enable(true)
      .iconColor(colour)
      .expr(inShortRanges(expr))
      .step('5m')
      .titleFormat(title)
      .tagKeys(label)
      .textFormat(text),
  ),
  marks(),
];

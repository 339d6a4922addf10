import { planBurn, planFull, planReset, planUsed } from '../catalogue/hook-metrics.ts';
import { gaugeOf, type QueryView } from '../promql/query.ts';
import type { Signal, Threshold } from './signal.ts';

/** Machines on one plan report the same limit: the highest counts, and nothing is added up. */
const noValue =
  'Not reported: print mode and API keys have no limits; else start-observability setup --with-statusline';

const thresholds: readonly Threshold[] = [
  { means: 'good' },
  { from: 0.8, means: 'warning' },
  { from: 0.95, means: 'bad' },
];

const milliseconds = (expression: string): string => `${expression} * 1000`;

export const used: Signal = {
  board: 'cost',
  title: 'Plan limits used',
  description:
    'Used share of the five-hour and the weekly limit, and of the spend limit of a gateway, as the client hands it to its status line. Unknown after the reset, and after 15 minutes without a report. The highest of all machines and accounts.',
  unit: 'percentunit',
  legend: '{{window}}',
  min: 0,
  thresholds,
  noValue,
  expr: (view) => gaugeOf(planUsed, { by: ['window'] }, view, 'max'),
};

/** The same by account, for several plans. */
export const usedByAccount: Signal = {
  ...used,
  title: 'Plan limits over time',
  description: `${used.description} The account is a keyed hash of the one that the client is signed in with.`,
  legend: '{{window}} {{account}}',
  // An account that is not known is no name to tell a curve by.
  expr: (view) =>
    `label_replace(${gaugeOf(planUsed, { by: ['window', 'account'] }, view, 'max')}, "account", "", "account", "unknown")`,
};

export const burn: Signal = {
  board: 'cost',
  title: 'Used an hour',
  description:
    'Share of the limit that an hour uses: a line fitted through the reports of the current window.',
  unit: 'percentunit',
  legend: '{{window}}',
  decimals: 1,
  noValue,
  expr: (view) => gaugeOf(planBurn, { by: ['window'] }, view, 'max'),
};

const fullAt = (bound: 'earliest' | 'expected' | 'latest') => (view: QueryView) =>
  milliseconds(gaugeOf(planFull, { by: ['window'], where: { bound } }, view, 'min'));

const full: Signal = {
  board: 'cost',
  title: 'Full at',
  description:
    'When a limit is full if its use goes on: as expected by a line through the window, and at the fastest and the slowest of that line, the mean of the window and the mean of its last fifth. Nothing where that is after the reset.',
  unit: 'dateTimeAsLocalNoDateIfToday',
  legend: '{{window}}',
  noValue: 'Not before the reset, or not reported',
  expr: fullAt('expected'),
};

/** Expected, and the band around it. */
export const fullSignals: readonly [Signal, ...Signal[]] = [
  full,
  { ...full, legend: '{{window}} at the earliest', expr: fullAt('earliest') },
  { ...full, legend: '{{window}} at the latest', expr: fullAt('latest') },
];

export const resets: Signal = {
  board: 'cost',
  title: 'Resets at',
  description: 'When the window of a limit ends and its use begins anew.',
  unit: 'dateTimeAsLocalNoDateIfToday',
  legend: '{{window}}',
  noValue,
  expr: (view) => milliseconds(gaugeOf(planReset, { by: ['window'] }, view, 'max')),
};

import { hookDuration } from '../catalogue/activity-metrics.ts';
import { apiRequestDuration, toolDuration } from '../catalogue/event-metrics.ts';
import { activeTime } from '../catalogue/telemetry.ts';
import { labelled } from '../promql/arithmetic.ts';
import { sumOf } from '../promql/histogram-series.ts';
import { totalOf } from '../promql/query.ts';
import type { Signal } from './signal.ts';

/** Where the time goes. */
export const timeSplit: Signal = {
  board: 'sessions',
  title: 'Where time goes',
  description:
    'Added up over all requests, tools and hooks of the range, also where they ran side by side; people: time at the keyboard. Time that Claude Code waited for an answer is not told. All teams and projects, people apart.',
  unit: 'clocks',
  legend: '{{part}}',
  expr: (view) =>
    [
      labelled(totalOf(sumOf(apiRequestDuration), {}, view), 'part', 'models'),
      labelled(totalOf(sumOf(toolDuration), {}, view), 'part', 'tools'),
      labelled(totalOf(sumOf(hookDuration), {}, view), 'part', 'hooks'),
      labelled(totalOf(activeTime, { where: { type: 'user' } }, view), 'part', 'people'),
    ].join(' or '),
};

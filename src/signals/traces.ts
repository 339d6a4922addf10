import { spanDuration, spanErrors } from '../catalogue/span-metrics.ts';
import { occurring, quantileOf, ratioOf } from '../promql/arithmetic.ts';
import { observationsOf } from '../promql/histogram-series.ts';
import { type QueryView, totalOf } from '../promql/query.ts';
import type { Signal } from './signal.ts';

const noTraces = 'No spans: start-observability setup --traces';
const told = 'From spans, which the client sends where traces are switched on.';
const by = ['span'] as const;
const observed = observationsOf(spanDuration);

const common = { board: 'tools', legend: '{{span}}', noValue: noTraces } as const;

export const spansByName: Signal = {
  ...common,
  title: 'Spans',
  description: `How many of each there were. ${told}`,
  unit: 'short',
  expr: (view) => occurring(totalOf(observed, { by }, view)),
};

export const spanErrorRate: Signal = {
  ...common,
  title: 'Error rate',
  description: `Share of the spans of a name that ended with an error. ${told}`,
  unit: 'percentunit',
  expr: (view) => ratioOf(totalOf(spanErrors, { by }, view), totalOf(observed, { by }, view)),
};

const duration = (share: number, title: string): Signal => ({
  ...common,
  title,
  description: `How long spans took: the p${share * 100}. ${told} The slowest ones, each with its session: Traces.`,
  unit: 's',
  expr: (view: QueryView) => quantileOf(share, spanDuration, { by }, view),
});

export const medianSpan = duration(0.5, 'Median duration');
export const slowSpan = duration(0.95, 'p95 duration');

import { eventMetrics } from '../catalogue/activity-metrics.ts';
import { sessionDuration } from '../catalogue/ledger-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import { metrics as telemetry } from '../catalogue/telemetry.ts';
import { bucketsOf, observationsOf, sumOf } from './histogram-series.ts';

/**
 * Counters of the ledger carry up to nine labels about people and projects. A dashboard that reads them raw reads
 * thousands of series. So rules record sums with fewer labels, and every expression reads the smallest sum that
 * still has the labels it needs (`seriesFor`); where there is none, the raw counter.
 */
export interface RecordedSum {
  /** Name of the recorded series: `level:counter:sum`. */
  readonly series: string;
  readonly of: string;
  readonly labels: readonly string[];
}

/** Labels that few questions need and that multiply the series. */
const rare: ReadonlySet<string> = new Set([
  'speed',
  'agent_name',
  'skill_name',
  'plugin_name',
  'mcp_server_name',
  'mcp_tool_name',
]);
const telling: ReadonlySet<string> = new Set(['type', 'model', 'decision']);

const record = (level: string, metric: Metric, labels: readonly string[]): RecordedSum => ({
  series: `${level}:${metric.series}:sum`,
  of: metric.series,
  labels,
});

const counters: readonly Metric[] = [
  ...telemetry,
  ...eventMetrics.filter(({ instrument }) => instrument === 'counter'),
];
const histograms: readonly Metric[] = [
  ...eventMetrics.filter(({ instrument }) => instrument === 'histogram'),
  sessionDuration,
];

/** By team and project, whoever it was. */
const byProject = counters.map((metric) =>
  record('project', metric, [...metric.labels.filter((label) => !rare.has(label)), 'team', 'project']),
);
/** By person, with little detail. */
const byUser = telemetry.map((metric) =>
  record('user', metric, [...metric.labels.filter((label) => telling.has(label)), 'team', 'project', 'user']),
);
/** Histograms have a series for each bucket: over all people and projects. */
const ofAll = histograms
  .flatMap((metric): readonly Metric[] => [bucketsOf(metric), observationsOf(metric), sumOf(metric)])
  .map((metric) => record('all', metric, metric.labels));

/** Levels from the coarsest to the finest. */
export const levels: Readonly<Record<'all' | 'project' | 'user', readonly RecordedSum[]>> = {
  all: ofAll,
  project: byProject,
  user: byUser,
};

const sums: readonly RecordedSum[] = Object.values(levels).flat();

/** The series to read a counter from when an expression needs these labels. */
export const seriesFor = (metric: Metric, labels: readonly string[]): string =>
  sums.find((sum) => sum.of === metric.series && labels.every((label) => sum.labels.includes(label)))
    ?.series ?? metric.series;

import { eventMetrics } from '../catalogue/activity-metrics.ts';
import { apiRequests, toolDecisions, toolResults } from '../catalogue/event-metrics.ts';
import { hookMetrics } from '../catalogue/hook-metrics.ts';
import { importLabels, isImported } from '../catalogue/imported.ts';
import { sessionDuration } from '../catalogue/ledger-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import {
  codeEditToolDecision,
  costUsage,
  linesOfCode,
  sessionCount,
  metrics as telemetry,
  tokenUsage,
} from '../catalogue/telemetry.ts';
import { bucketsOf, observationsOf, sumOf } from './histogram-series.ts';
import type { Length } from './range.ts';

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
const telling: ReadonlySet<string> = new Set(['type', 'model', 'query_source', 'decision']);
/** The one or two labels of its own that most charts of a counter with many show it by. */
const principal: readonly (readonly [Metric, readonly string[]])[] = [
  [costUsage, ['model']],
  [tokenUsage, ['model', 'type']],
  [sessionCount, ['start_type']],
  [codeEditToolDecision, ['decision']],
  [toolResults, ['tool_name', 'success']],
  [toolDecisions, ['decision', 'source']],
  [apiRequests, ['model']],
];

/** Imported history is summed apart: what an import adds to a live sum would be a jump in it. */
const record = (level: string, metric: Metric, labels: readonly string[]): RecordedSum => ({
  series: `${level}:${metric.series}:sum`,
  of: metric.series,
  labels: isImported(metric.series) ? [...labels, ...importLabels] : labels,
});

const counters: readonly Metric[] = [
  ...telemetry,
  ...eventMetrics.filter(({ instrument }) => instrument === 'counter'),
];
const histograms: readonly Metric[] = [
  ...eventMetrics.filter(({ instrument }) => instrument === 'histogram'),
  sessionDuration,
];

/** By team and project, for all persons. */
const byProject = counters.map((metric) =>
  record('project', metric, [...metric.labels.filter((label) => !rare.has(label)), 'team', 'project']),
);
/** By person, with little detail. */
const byUser = telemetry.map((metric) =>
  record('user', metric, [...metric.labels.filter((label) => telling.has(label)), 'team', 'project', 'user']),
);
/** By team and project, with the labels that most charts need. */
const inBrief = principal.map(([metric, labels]) => record('brief', metric, [...labels, 'team', 'project']));
/** Tokens without their type: who asked for them, and what for. */
const byOrigin = [
  record('origin', tokenUsage, ['model', 'query_source', 'team', 'project']),
  record('agent', tokenUsage, ['model', 'agent_name', 'team', 'project']),
  record('skill', tokenUsage, ['model', 'skill_name', 'team', 'project']),
  record('mcp_server', tokenUsage, ['model', 'mcp_server_name', 'team', 'project']),
];
/** By team and project, with one label or none: what is read at the most moments. */
const byTeam = [
  record('team', sessionCount, ['team', 'project']),
  record('team', toolResults, ['tool_name', 'team', 'project']),
  record('team', toolDecisions, ['decision', 'team', 'project']),
];
/** By person and nothing else, of those that have much else. */
const byPerson = [costUsage, tokenUsage, linesOfCode].map((metric) =>
  record('person', metric, ['team', 'project', 'user']),
);
/** Histograms have a series for each bucket, and hooks do not know teams: over all people and projects. */
const ofAll = [
  ...histograms.flatMap((metric): readonly Metric[] => [
    bucketsOf(metric),
    observationsOf(metric),
    sumOf(metric),
  ]),
  ...hookMetrics.filter(({ instrument }) => instrument === 'counter'),
].map((metric) => record('all', metric, metric.labels));

/** Levels from the coarsest to the finest. */
export const levels = {
  all: ofAll,
  team: byTeam,
  brief: inBrief,
  origin: byOrigin,
  project: byProject,
  person: byPerson,
  user: byUser,
} as const satisfies Readonly<Record<string, readonly RecordedSum[]>>;

const sums: readonly RecordedSum[] = Object.values(levels).flat();
const names: ReadonlySet<string> = new Set(sums.map(({ series }) => series));

/** Whether a series is a recorded sum: those are kept by the minute and by the hour, too. */
export const isRecorded = (series: string): boolean => names.has(series);

/** A recorded sum, once a minute. */
export const minutesOf = (series: string): string => `${series}:1m`;
/** What the sum by the minute opens with after any hole. */
export const openingOfMinutes = (series: string): string => `${minutesOf(series)}:opening`;
/** A recorded sum, once a minute in the first minutes of each hour. */
export const hoursOf = (series: string): string => `${series}:1h`;
/** How long after the hour it is recorded, in case the first minute is missed. */
export const hourWindow = '6m' satisfies Length;

/** The series to read a counter from when an expression needs these labels. */
export const seriesFor = (metric: Metric, labels: readonly string[]): string =>
  sums.find((sum) => sum.of === metric.series && labels.every((label) => sum.labels.includes(label)))
    ?.series ?? metric.series;

import { eventMetrics } from '../catalogue/activity-metrics.ts';
import { canary } from '../catalogue/canary.ts';
import { closedLabels } from '../catalogue/labels.ts';
import { ledgerCommitDuration, ledgerPoints, sessionDuration } from '../catalogue/ledger-metrics.ts';
import { metrics } from '../catalogue/telemetry.ts';
import type { Counters } from './counters.ts';
import { boundName } from './histogram.ts';
import type { LabelSet } from './labels.ts';

/** Values of `type` differ by metric; the rest of the closed labels mean the same everywhere. */
const typesOf: Readonly<Record<string, readonly string[]>> = {
  'claude_code.token.usage': ['input', 'output', 'cacheRead', 'cacheCreation'],
  'claude_code.api.request.tokens': ['input', 'output', 'cacheRead', 'cacheCreation'],
  'claude_code.lines_of_code.count': ['added', 'removed'],
  'claude_code.active_time.total': ['user', 'cli'],
};

const labelSetsOf = (name: string, labels: readonly string[]): readonly LabelSet[] => {
  const closed = labels.find((label) => closedLabels[label]);
  if (!closed) return [[]];
  const values = closed === 'type' ? typesOf[name] : closedLabels[closed];
  return (values ?? []).map((value) => [[closed, value] as const]);
};

export const sessionBuckets = [60, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];
export const commitBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

const histogram = (counters: Counters, series: string, buckets: readonly number[]) => {
  counters.find(`${series}_count`, []);
  counters.find(`${series}_sum`, [], false);
  for (const bound of [...buckets, Number.POSITIVE_INFINITY]) {
    counters.find(`${series}_bucket`, [['le', boundName(bound)]], false);
  }
};

/**
 * Makes the label sets that are known beforehand, so that they are scraped as 0 from the beginning and a total of
 * nothing is 0, not missing. Within a transaction.
 */
export const makeKnownCounters = (counters: Counters): void => {
  for (const metric of [...metrics, ...eventMetrics]) {
    if (metric.instrument === 'histogram') {
      histogram(counters, metric.series, 'buckets' in metric ? (metric.buckets as readonly number[]) : []);
    } else {
      for (const labels of labelSetsOf(metric.name, metric.labels)) counters.find(metric.series, labels);
    }
  }
  histogram(counters, sessionDuration.series, sessionBuckets);
  histogram(counters, ledgerCommitDuration.series, commitBuckets);
  for (const signal of ['metrics', 'logs', 'traces']) {
    counters.find(canary.series, [['signal', signal] as const], false);
  }
  for (const signal of ['metrics', 'logs']) {
    for (const outcome of ['folded', 'duplicate', 'refused']) {
      counters.find(ledgerPoints.series, [['signal', signal] as const, ['outcome', outcome] as const], false);
    }
  }
};

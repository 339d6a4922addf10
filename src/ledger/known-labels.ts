import { eventMetrics } from '../catalogue/activity-metrics.ts';
import { canary } from '../catalogue/canary.ts';
import { closedLabels } from '../catalogue/labels.ts';
import { ledgerCommitDuration, ledgerPoints, sessionDuration } from '../catalogue/ledger-metrics.ts';
import { countedFrom, metrics } from '../catalogue/telemetry.ts';
import type { Counters } from '../counters/counters.ts';
import type { LabelSet } from '../counters/label-set.ts';

/** Values of `type` differ by metric; the rest of the closed labels mean the same everywhere. */
const typesOf: Readonly<Record<string, readonly string[]>> = {
  'claude_code.token.usage': ['input', 'output', 'cacheRead', 'cacheCreation'],
  'claude_code.api.request.tokens': ['input', 'output', 'cacheRead', 'cacheCreation'],
  'claude_code.lines_of_code.count': ['added', 'removed'],
  'claude_code.active_time.total': ['user', 'cli'],
};

const valuesOf = (name: string, label: string): readonly string[] =>
  (label === 'type' ? typesOf[name] : closedLabels[label]) ?? [];

/** Every combination of a metric's closed labels; what most numbers are without is left out of it, too. */
const labelSetsOf = (name: string, labels: readonly string[]): readonly LabelSet[] =>
  labels
    .filter((label) => closedLabels[label])
    .reduce<readonly LabelSet[]>(
      (sets, label) => [
        ...(label === countedFrom ? sets : []),
        ...sets.flatMap((set) => valuesOf(name, label).map((value) => ({ ...set, [label]: value }))),
      ],
      [{}],
    );

/**
 * Makes the label sets that are known beforehand, so that they are scraped as 0 from the beginning and a total of
 * nothing is 0, not missing. Within a transaction.
 */
export const makeKnownCounters = ({ make }: Counters): void => {
  for (const metric of [...metrics, ...eventMetrics]) {
    if (metric.instrument === 'histogram') make(metric, {});
    else for (const labels of labelSetsOf(metric.name, metric.labels)) make(metric, labels);
  }
  make(sessionDuration, {});
  make(ledgerCommitDuration, {});
  for (const signal of ['metrics', 'logs', 'traces']) make(canary, { signal });
  for (const signal of ['metrics', 'logs', 'traces']) {
    for (const outcome of ['folded', 'duplicate', 'refused']) make(ledgerPoints, { signal, outcome });
  }
};

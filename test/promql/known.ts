import { eventMetrics } from '../../src/catalogue/activity-metrics.ts';
import { hookMetrics } from '../../src/catalogue/hook-metrics.ts';
import { sharedLabels } from '../../src/catalogue/labels.ts';
import { ledgerMetrics, sessionsSoFar, spentSoFar, tokensSoFar } from '../../src/catalogue/ledger-metrics.ts';
import type { Metric } from '../../src/catalogue/metric.ts';
import { alertStates, stackMetrics } from '../../src/catalogue/stack-metrics.ts';
import { aliases, metrics as telemetry } from '../../src/catalogue/telemetry.ts';
import { bucketsOf, observationsOf, sumOf } from '../../src/promql/histogram-series.ts';
import { hoursOf, levels, minutesOf, openingOfMinutes, type RecordedSum } from '../../src/promql/level.ts';
import { completeness } from '../../src/rules/complete.ts';
import { usualSpend } from '../../src/rules/usual-spend.ts';
import { allGroups } from '../rules/needed.ts';

/** What Prometheus adds to whatever it scrapes. */
const target = ['job', 'instance'];

const seriesOf = (metric: Metric): readonly Metric[] =>
  metric.instrument === 'histogram' ? [bucketsOf(metric), observationsOf(metric), sumOf(metric)] : [metric];

const entries = (metrics: readonly Metric[], more: readonly string[]): [string, readonly string[]][] =>
  metrics.flatMap(seriesOf).map(({ series, labels }) => [series, [...labels, ...more]]);

/** What tells history that was imported from what clients sent. */
const imported = ['source', 'import'];

/** Alerts have the labels of what they are about. */
const ofAlerts = ['period', ...sharedLabels, 'level'];

const raw = new Map<string, readonly string[]>([
  ...entries([...telemetry, ...eventMetrics], [...sharedLabels, ...imported, ...target]),
  ...entries([...ledgerMetrics, ...hookMetrics, ...stackMetrics], target),
  [alertStates.series, [...alertStates.labels, ...ofAlerts]],
  ...entries([spentSoFar, tokensSoFar, sessionsSoFar], [...sharedLabels, ...target]),
]);

const sums: readonly RecordedSum[] = Object.values(levels).flat();

/** Every series that an expression may read, with its labels: scraped, or recorded by a rule. */
export const knownSeries: ReadonlyMap<string, readonly string[]> = new Map([
  ...raw,
  ...sums.flatMap(({ series, labels }) =>
    [series, minutesOf(series), openingOfMinutes(series), hoursOf(series)].map(
      (name) => [name, labels] as const,
    ),
  ),
  ...[...raw, ...sums.map(({ series, labels }) => [series, labels] as const)].map(
    ([series, labels]) => [`${series}:opening`, labels] as const,
  ),
  ...aliases.map(({ alias, of }) => [alias, raw.get(of.series) ?? []] as const),
  ['claude_code_budget_USD', ['period']],
  ...completeness([], '15s').rules.flatMap((rule) =>
    'record' in rule ? [[rule.record, ['of']] as const] : [],
  ),
  ...usualSpend.rules.flatMap((rule) =>
    'record' in rule ? [[rule.record, ['level', 'project', 'user']] as const] : [],
  ),
]);

/** Series that rules record, budgets among them. */
export const recordedSeries: ReadonlySet<string> = new Set([
  ...allGroups.flatMap(({ rules }) => rules.flatMap((rule) => ('record' in rule ? [rule.record] : []))),
  'claude_code_budget_USD',
]);

/** Series that Prometheus scrapes. */
export const scrapedSeries: ReadonlySet<string> = new Set(raw.keys());

import { labelName } from './attribute.ts';

export type Stability = 'stable' | 'beta';

/** What one unit of the ledger's integer counters is worth: 1e9 counts nano-dollars, 1 whole tokens. */
export type Scale = 1 | 1_000_000 | 1_000_000_000;

/** A number that a program emits: one entry a metric, from which code, rules, panels and docs are derived. */
export interface Metric<Label extends string = string> {
  /** The OpenTelemetry name, as the client sends it. */
  readonly name: string;
  /** The name in Prometheus. */
  readonly series: string;
  readonly brief: string;
  /** OpenTelemetry (UCUM) unit; empty for plain counts. */
  readonly unit: string;
  readonly instrument: 'counter' | 'gauge' | 'histogram';
  readonly stability: Stability;
  /** The attributes that may become labels, under their label names. */
  readonly labels: readonly Label[];
  readonly scale: Scale;
  /** Upper bounds of a histogram's buckets, in the metric's unit. */
  readonly buckets: readonly number[];
}

export interface MetricDefinition<Label extends string> {
  readonly name: string;
  readonly brief: string;
  readonly unit?: string;
  readonly instrument?: Metric['instrument'];
  readonly stability?: Stability;
  readonly labels: readonly Label[];
  readonly scale?: Scale;
  /** A metric with buckets is a histogram. */
  readonly buckets?: readonly number[];
  /** Only where the rule of `seriesName` does not give the name that people know. */
  readonly series?: string;
}

const unitSuffix: Readonly<Record<string, string>> = { s: 'seconds', ms: 'milliseconds', By: 'bytes' };

/**
 * The Prometheus name of an OpenTelemetry metric: dots become `_`, the unit and (for counters) `total` come last
 * and once. https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
 */
export const seriesName = (name: string, unit: string, instrument: Metric['instrument']): string => {
  const words = labelName(name).split('_');
  const suffix = unitSuffix[unit] ?? unit;
  const kept = words.filter((word) => word !== suffix && !(instrument === 'counter' && word === 'total'));
  return [...kept, ...(suffix ? [suffix] : []), ...(instrument === 'counter' ? ['total'] : [])].join('_');
};

/** Completes a definition; the labels' names become part of the type, so a misspelt one does not compile. */
export const defineMetric = <const Label extends string>({
  unit = '',
  buckets = [],
  instrument = buckets.length > 0 ? 'histogram' : 'counter',
  stability = 'stable',
  scale = 1,
  series,
  ...definition
}: MetricDefinition<Label>): Metric<Label> => ({
  ...definition,
  unit,
  instrument,
  stability,
  scale,
  buckets,
  series: series ?? seriesName(definition.name, unit, instrument),
});

/** Metrics of one kind, in the order in which they are written. */
export interface MetricFamily {
  /** Every metric that `defineMetric` has made: writing an entry registers it. */
  readonly metrics: readonly Metric[];
  readonly defineMetric: <const Label extends string>(definition: MetricDefinition<Label>) => Metric<Label>;
}

/** @param others metrics that are defined elsewhere and belong to it */
export const metricFamily = (...others: readonly Metric[]): MetricFamily => {
  const metrics: Metric[] = [...others];
  return {
    metrics,
    defineMetric: (definition) => {
      const metric = defineMetric(definition);
      metrics.push(metric);
      return metric;
    },
  };
};

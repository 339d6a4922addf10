import { type Metric as RegisteredMetric, Registry } from 'prom-client';
import { canary } from '../catalogue/canary.ts';
import { hookMetrics } from '../catalogue/hook-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { LabelSet } from './counters.ts';

export interface Sample {
  /** Name of the sample; a histogram's ends in `_bucket`, `_sum` or `_count`. */
  readonly metric: string;
  readonly labels: LabelSet;
  readonly value: number;
}

const families: ReadonlyMap<string, Metric> = new Map(
  [...hookMetrics, canary].map((metric) => [metric.series, metric]),
);

const familyOf = (sample: string): Metric | undefined =>
  families.get(sample) ?? families.get(sample.replace(/_(bucket|sum|count)$/, ''));

/** Integers on disk are in units of the scale; a histogram's buckets and its count are plain counts. */
const inUnits = ({ metric, value }: Sample, { instrument, scale }: Metric): number =>
  instrument === 'histogram' && !metric.endsWith('_sum') ? value : value / scale;

/**
 * A family as prom-client's registry reads it. Its own Counter and Histogram cannot be set to a stored value, so the
 * registry is given the values themselves, and does what it is good at: names, types, escaping.
 */
const registered = (family: Metric, samples: readonly Sample[]): RegisteredMetric => {
  const { series: name, brief: help, instrument: type } = family;
  const values = samples.map((sample) => ({
    metricName: sample.metric,
    labels: sample.labels,
    value: inUnits(sample, family),
  }));
  const get = async () => ({ name, help, type, aggregator: 'sum', values });
  return { name, help, type, get } as unknown as RegisteredMetric;
};

/** Samples of hook metrics as Prometheus reads them (text format 0.0.4). Samples of unknown metrics are left out. */
export const exposition = (samples: Iterable<Sample>): Promise<string> => {
  const grouped = new Map<Metric, Sample[]>();
  for (const sample of samples) {
    const family = familyOf(sample.metric);
    if (!family) continue;
    const known = grouped.get(family);
    if (known) known.push(sample);
    else grouped.set(family, [sample]);
  }
  const registry = new Registry();
  for (const [family, group] of grouped) registry.registerMetric(registered(family, group));
  return registry.metrics();
};

export const contentType = Registry.PROMETHEUS_CONTENT_TYPE;

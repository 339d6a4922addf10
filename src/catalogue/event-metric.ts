import { defineMetric, type Metric, type MetricDefinition } from './metric.ts';

/** What the ledger adds to a metric for each log event of one name. */
export interface EventMetric<Label extends string = string> extends Metric<Label> {
  /** `event.name` of the records that are folded; `*` for all. */
  readonly event: string;
  /** The attribute a label is read from, where its name does not follow from the label's. */
  readonly from: Readonly<Record<string, string>>;
  /** Attribute to add, and its worth in the metric's unit (0.001 for milliseconds in seconds); absent: add one. */
  readonly value?: { readonly attribute: string; readonly worth: number };
  /** One record adds to several series: the values of `label`, each with the attribute that holds its number. */
  readonly parts?: { readonly label: Label; readonly attributes: Readonly<Record<string, string>> };
}

type Definition<Label extends string> = MetricDefinition<Label> &
  Pick<EventMetric<Label>, 'event'> &
  Partial<Pick<EventMetric<Label>, 'from' | 'value' | 'parts'>>;

const defineEventMetric = <const Label extends string>({
  event,
  from = {},
  value,
  parts,
  ...definition
}: Definition<Label>): EventMetric<Label> => ({
  ...defineMetric(definition),
  event,
  from,
  ...(value && { value }),
  ...(parts && { parts }),
});

/** Metrics folded from log events, in the order in which they are written. */
export interface EventMetricFamily {
  /** Every metric that `defineEventMetric` has made: writing an entry registers it. */
  readonly metrics: readonly EventMetric[];
  readonly defineEventMetric: <const Label extends string>(
    definition: Definition<Label>,
  ) => EventMetric<Label>;
}

/** @param before a family that this one goes on with: its metrics are both */
export const eventMetricFamily = (before?: EventMetricFamily): EventMetricFamily => {
  const metrics = (before?.metrics ?? []) as EventMetric[];
  return {
    metrics,
    defineEventMetric: (definition) => {
      const metric = defineEventMetric(definition);
      metrics.push(metric);
      return metric;
    },
  };
};

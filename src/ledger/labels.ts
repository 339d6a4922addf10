import { labelName } from '../catalogue/attribute.ts';
import { isSharedLabel, labelSources, sharedLabelSources } from '../catalogue/labels.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { LabelSet } from '../counters/label-set.ts';
import { cut } from '../otlp/bounds.ts';
import type { AttributeMap } from '../otlp/value.ts';

const longestValueCharacters = 120;

/**
 * A value fit for a label: bounded in length. A model is named the same whether or not the client asked for its
 * long context (`[1m]`), because the client itself drops that mark in events and when it resumes.
 */
const labelValue = (label: string, value: string | number | boolean): string => {
  const text = cut(String(value), longestValueCharacters);
  return label === 'model' ? text.replace(/\[\w+\]$/, '') : text;
};

const first = (names: readonly string[], ...places: readonly AttributeMap[]) => {
  for (const name of names) {
    for (const place of places) {
      const value = place.get(name);
      if (value !== undefined && value !== '') return value;
    }
  }
  return undefined;
};

/** Reads the labels of `metric` from a data point's or record's attributes, then from those of its resource. */
export const labelsOf = (
  metric: Pick<Metric, 'labels'> & { readonly from?: Readonly<Record<string, string>> },
  own: AttributeMap,
  resource: AttributeMap,
  shared: readonly string[],
): LabelSet => {
  const labels: Record<string, string> = {};
  for (const label of metric.labels) {
    const source = metric.from?.[label];
    const value = first(source ? [source] : (labelSources[label] ?? [label]), own, resource);
    if (value !== undefined) labels[label] = labelValue(label, value);
  }
  for (const label of shared) {
    const value = first(isSharedLabel(label) ? sharedLabelSources[label] : [label], own, resource);
    if (value !== undefined) labels[labelName(label)] = labelValue(label, value);
  }
  return labels;
};

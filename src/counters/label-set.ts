/** The labels of a series, in the metric's own order. Labels without a value are left out. */
export type LabelSet = Readonly<Record<string, string>>;

/** One text for one label set of a sample. */
export const keyOf = (sample: string, labels: LabelSet): string => `${sample}\u0000${JSON.stringify(labels)}`;

/** What a label set becomes when its metric has too many: a label that may not keep its value says `other`. */
export const overflowOf = (labels: LabelSet, keeps: (label: string, value: string) => boolean): LabelSet =>
  Object.fromEntries(
    Object.entries(labels).map(([label, value]) => [label, keeps(label, value) ? value : 'other']),
  );

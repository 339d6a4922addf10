import type { Metric } from '../catalogue/metric.ts';
import type { LabelSet } from './label-set.ts';

/** One line of an exposition. */
export interface SampleLine {
  /** Name of the sample; a histogram's ends in `_bucket`, `_sum` or `_count`. */
  readonly sample: string;
  readonly labels: LabelSet;
  /** In the metric's unit; a bigint is an integer of its scale. */
  readonly value: number | bigint;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };
const labelText = (value: string): string =>
  value.replace(/[\\"\n]/g, (character) => escapes[character] ?? '');
const helpText = (brief: string): string => brief.replace(/[\\\n]/g, (character) => escapes[character] ?? '');

/** An integer of `scale` parts as a decimal number, to the last digit. */
const decimal = (amount: bigint, scale: number): string => {
  if (scale === 1) return String(amount);
  const digits = String(scale).length - 1;
  const text = String(amount).padStart(digits + 1, '0');
  const fraction = text.slice(-digits).replace(/0+$/, '');
  return fraction === '' ? text.slice(0, -digits) : `${text.slice(0, -digits)}.${fraction}`;
};

/** A histogram's buckets and its count are plain counts. */
const scaleOf = (sample: string, { instrument, scale }: Metric): number =>
  instrument === 'histogram' && !sample.endsWith('_sum') ? 1 : scale;

const line = ({ sample, labels, value }: SampleLine, metric: Metric): string => {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${labelText(text)}"`);
  const braces = pairs.length > 0 ? `{${pairs.join(',')}}` : '';
  return `${sample}${braces} ${typeof value === 'bigint' ? decimal(value, scaleOf(sample, metric)) : value}`;
};

/** Finds the metric of a sample by the names of the catalogue. */
export const familiesOf = (metrics: readonly Metric[]): ((sample: string) => Metric | undefined) => {
  const families = new Map(metrics.map((metric) => [metric.series, metric]));
  return (sample) => families.get(sample) ?? families.get(sample.replace(/_(bucket|sum|count)$/, ''));
};

/** Samples as Prometheus reads them (text format 0.0.4), by family; `familyOf` says what a sample belongs to. */
export const expositionText = (
  samples: Iterable<SampleLine>,
  familyOf: (sample: string) => Metric | undefined,
): string => {
  const families = new Map<Metric, string[]>();
  for (const sample of samples) {
    const metric = familyOf(sample.sample);
    if (!metric) continue;
    const lines = families.get(metric);
    if (lines) lines.push(line(sample, metric));
    else {
      const { series, brief, instrument } = metric;
      families.set(metric, [
        `# HELP ${series} ${helpText(brief)}`,
        `# TYPE ${series} ${instrument}`,
        line(sample, metric),
      ]);
    }
  }
  return [...families.values()].map((lines) => `${lines.join('\n')}\n`).join('\n');
};

export const textType = 'text/plain; version=0.0.4; charset=utf-8';

import type { Metric } from '../catalogue/metric.ts';

/**
 * The newest state (`showing.ts`) that a group of rules has seen, recorded by the last rule of each group that totals
 * rest on (`src/rules/states.ts`). `groups` is how many such groups there are.
 */
export const recordedOf = ({ series }: Metric<'process'>): string => `${series}:recorded`;

export interface RecordedLabels {
  readonly group: string;
  readonly groups: string;
}

import type { Length } from '../promql/range.ts';

/** A series that Prometheus computes at every evaluation. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export type Severity = 'critical' | 'warning' | 'info';

export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: Length;
  readonly keep_firing_for?: Length;
  readonly labels: { readonly severity: Severity };
  readonly annotations: Readonly<Record<string, string>>;
}

/** Rules that are evaluated one after the other, so that a later one may read an earlier one. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: Length;
  readonly rules: readonly (RecordingRule | AlertingRule)[];
}

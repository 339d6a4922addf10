import type { AlertName } from '../catalogue/alert-names.ts';
import { checkout } from '../checkout.ts';
import type { Length } from '../promql/range.ts';
import type { BoardName } from '../signals/board.ts';
import type { AlertingRule, Severity } from './rule.ts';

/** Something that a person should be told. */
export interface Alert {
  readonly name: AlertName;
  readonly severity: Severity;
  /** One sentence with a number and a unit; Prometheus fills in `{{ $value }}` and labels. */
  readonly summary: string;
  /** What the number is to be held against: what is usual, or from where on it is too much. */
  readonly comparison: string;
  /** What it fires on, and what looks alike and does not make it fire: both are tried in test/rules. */
  readonly fires: string;
  readonly silent: string;
  readonly expr: string;
  readonly for?: Length;
  /** For so long it still fires after the expression has ended, so that it does not come and go. */
  readonly keepFiringFor?: Length;
  /** Where to look next. */
  readonly board: BoardName;
}

/** The rule for Prometheus, with whole addresses: a message is read where there is no page to be relative to. */
export const ruleOf = (alert: Alert, pages: string): AlertingRule => ({
  alert: alert.name,
  expr: alert.expr,
  ...(alert.for && { for: alert.for }),
  ...(alert.keepFiringFor && { keep_firing_for: alert.keepFiringFor }),
  labels: { severity: alert.severity },
  annotations: {
    summary: alert.summary,
    comparison: alert.comparison,
    dashboard: `${pages}/d/claude-code-${alert.board}`,
    sessions: `${pages}/sessions?since=24h`,
    runbook_url: `${checkout.homepage}/blob/main/docs/runbook.md#${alert.name.toLowerCase()}`,
  },
});

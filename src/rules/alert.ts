import { checkout } from '../checkout.ts';
import type { Length } from '../promql/range.ts';
import type { AlertingRule, Severity } from './rule.ts';

interface Alert {
  readonly name: `ClaudeCode${string}`;
  readonly severity: Severity;
  /** One sentence with a number and a unit; Prometheus fills in `{{ $value }}` and labels. */
  readonly summary: string;
  readonly expr: string;
  readonly for?: Length;
  /** Where to look next: the end of a dashboard's uid. */
  readonly dashboard: string;
}

/** An alerting rule with a link to its heading in the runbook (test/rules asks for one) and to a dashboard. */
export const alert = ({ name, severity, summary, expr, for: duration, dashboard }: Alert): AlertingRule => ({
  alert: name,
  expr,
  ...(duration && { for: duration }),
  labels: { severity },
  annotations: {
    summary,
    dashboard: `/d/claude-code-${dashboard}`,
    runbook_url: `${checkout.homepage}/blob/main/docs/runbook.md#${name.toLowerCase()}`,
  },
});

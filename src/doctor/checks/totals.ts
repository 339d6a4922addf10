import { defineCheck, failed } from '../check.ts';
import { askAgreement } from '../ledger.ts';

export const totals = defineCheck({
  id: 'totals',
  title: "Prometheus' totals are what was counted",
  group: 'telemetry',
  needs: ['scraped'],
  problems: {
    short: failed(
      'Totals of Prometheus differ from what the ledger counted: dashboards are wrong, status and SQL are right.',
      'docs/runbook.md, ClaudeCodeTotalsIncomplete',
    ),
  },
  run: async (at) => {
    const { checkedAt, missing } = await askAgreement(at);
    const evidence = Object.entries(missing).map(([metric, amount]) => `${metric}: ${amount} missing`);
    if (evidence.length > 0) return { problem: 'short', evidence };
    return { ok: checkedAt ? `compared at ${checkedAt}` : 'not compared yet: minutes after a start' };
  },
});

/** What panels say on the demo when they have nothing to show, and why that is right. */
export const quietPanels: Readonly<Record<string, string>> = {
  'stack/Alerts: No alert is active.': 'all is well in the demo',
  'stack/Collector: queue: No collector: the ledger takes OTLP itself.': 'the demo runs without a collector',
  'stack/Refused by reason: Nothing was refused in this range.': 'all is well in the demo',
  'stack/Folded into other, by metric: Every label set is kept.': 'the team is small',
  'tools/MCP connection errors: No connection failed in this range.': 'few fail',
  'api/Refusals by category: No refusals in this range.': 'few are refused',
  'hooks/Turns that ended with an error: No turn failed in this range.': 'few fail',
};

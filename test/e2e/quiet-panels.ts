/** What panels say on the demo when they have nothing to show, and why that is right. */
export const quietPanels: Readonly<Record<string, string>> = {
  'stack/Alerts: No alert is active.': 'all is well in the demo',
  'stack/Collector, per second: No collector: the ledger takes OTLP itself.':
    'the demo runs without a collector',
  'stack/Collector: queue: No collector: the ledger takes OTLP itself.': 'the demo runs without a collector',
  'stack/Missing in totals: Not compared yet':
    'the ledger compares itself with Prometheus some minutes after its start',
  'stack/Refused by reason: Nothing was refused in this range.': 'all is well in the demo',
  'stack/Folded into other, by metric: Every label set is kept.': 'the team is small',
  'tools/MCP connection errors: No connection failed in this range.': 'few fail',
  'api/Refusals by category: No refusals in this range.': 'few are refused',
  'hooks/Turns that ended with an error: No turn failed in this range.': 'few fail',
  'cost/Budgets at the end of their period: No budget, or less than two weeks of history':
    'a forecast needs two weeks, and the demo of this test has twelve days',
  'cost/Budgets used up at: No budget is used up before its period ends': 'the budgets of the demo last',
  'cost/Imported per day: No data': 'nothing was imported into the demo',
  'tools/Spans by name: No spans: start-observability setup --traces': 'the team of the demo sends no spans',
  'tools/p95 duration by span: No spans: start-observability setup --traces':
    'the team of the demo sends no spans',
  'cost/Alert states: No alert about money and limits in this range': 'all is well in the demo',
  'tools/Alert states: No alert about tools in this range': 'all is well in the demo',
  'security/Alert states: No alert about the guard in this range': 'all is well in the demo',
  'sessions/Alert states: No alert about sessions in this range': 'all is well in the demo',
  'api/Alert states: No alert about the API in this range': 'all is well in the demo',
  'tokens/Alert states: No alert about tokens and the cache in this range': 'all is well in the demo',
  'permissions/Alert states: No alert about permissions in this range': 'all is well in the demo',
  'hooks/Alert states: No alert about hooks in this range': 'all is well in the demo',
  'stack/Alert states: No alert about the stack in this range': 'all is well in the demo',
};

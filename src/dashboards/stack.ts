import { bars, curves } from '../panels/charts.ts';
import { table } from '../panels/tables.ts';
import { stat } from '../panels/values.ts';
import { reconciliation } from '../signals/cost.ts';
import * as ledger from '../signals/ledger.ts';
import { handOverLag, pushAge } from '../signals/security.ts';
import { titled } from '../signals/signal.ts';
import * as stack from '../signals/stack.ts';
import type { Dashboard } from './dashboard.ts';

export const stackDashboard: Dashboard = {
  name: 'stack',
  title: 'Claude Code / Stack health',
  description: 'Whether the numbers on the other dashboards can be trusted right now.',
  choices: [],
  openRows: 1,
  rows: [
    {
      title: 'Can the numbers be trusted',
      panels: [
        stat(stack.targetsDown, { width: 3 }),
        stat(stack.firing, { width: 3 }),
        stat(ledger.dataAge, { width: 3 }),
        stat(ledger.refused, { width: 3 }),
        stat(ledger.overflow, { width: 3 }),
        stat(reconciliation, { width: 3 }),
        stat(pushAge, { width: 3 }),
        stat(stack.ruleFailures, { width: 3 }),
        table({
          title: 'Alerts',
          description: 'Alerts that are pending or firing now. docs/runbook.md says what to do about each.',
          rows: { alertname: 'Alert', severity: 'Severity', alertstate: 'State' },
          columns: [stack.alerts],
          width: 12,
        }),
        table({
          title: 'Components',
          description: 'What Prometheus scrapes. The hook-event service pushes instead.',
          rows: { job: 'Component' },
          columns: [stack.targetStates, stack.lastRestarts, titled(stack.scrapedSamples, 'Samples')],
          sortBy: 'job',
          width: 12,
        }),
      ],
    },
    {
      title: 'Ledger',
      panels: [
        curves(ledger.pointRate),
        bars(ledger.pointsByOutcome),
        bars(ledger.refusedByReason),
        bars(ledger.requestsByStatus),
        curves(ledger.dataAgeBySignal),
        bars(ledger.overflowByMetric),
        curves(ledger.commitTime),
        curves(ledger.storeRows),
        stat(ledger.folded, { width: 4 }),
        stat(ledger.storeSize, { width: 4 }),
        stat(ledger.starts, { width: 4 }),
        stat(ledger.mostMissing, { width: 4 }),
        stat(ledger.held, { width: 4 }),
        stat(ledger.incomplete, { width: 4 }),
      ],
    },
    {
      title: 'Collector',
      panels: [
        curves([stack.collectorRate, stack.collectorRefused, stack.collectorGivenUp], {
          title: 'Collector, per second',
          description: 'What the collector took, could not take, and could not deliver.',
        }),
        curves(stack.collectorQueue),
      ],
    },
    {
      title: 'Hooks and Pushgateway',
      panels: [
        bars(ledger.pushesByOutcome),
        curves(pushAge, { title: 'Age of the last push' }),
        curves(handOverLag),
      ],
    },
    {
      title: 'Prometheus',
      panels: [
        stat(titled(stack.series, 'Series now'), { width: 8 }),
        stat(titled(stack.prometheusDisk, 'On disk now'), { width: 8 }),
        stat(stack.cutBySize, { width: 8 }),
        curves(stack.series),
        curves(stack.samples),
        curves(stack.ruleTime),
        curves(stack.scrapeTime),
        curves([stack.memory, stack.collectorMemory], {
          title: 'Memory',
          description: 'Resident memory of the components that report it.',
        }),
        curves(stack.prometheusDisk),
      ],
    },
  ],
};

import { bars, dots, lines } from '../panels/charts.ts';
import { grid } from '../panels/style.ts';
import { ranking, stat } from '../panels/values.ts';
import * as context from '../signals/context.ts';
import { compactedTokens } from '../signals/tokens.ts';
import * as tools from '../signals/tools.ts';
import type { Dashboard } from './dashboard.ts';
import { contextParts } from './records.ts';

export const hooksDashboard: Dashboard = {
  name: 'hooks',
  title: 'Claude Code / Hooks and context',
  description: 'What hooks saw and cost, how full the context gets, and when Claude Code waits for a person.',
  choices: ['team', 'project'],
  rows: [
    {
      title: 'At a glance',
      panels: [
        stat(context.hookEventsTotal),
        stat(context.hookWaitOverall),
        stat(context.failedHooks),
        stat(context.compactions),
        stat(context.waits),
        stat(context.turnErrorsTotal),
      ],
    },
    {
      title: 'Context',
      panels: [
        contextParts({ width: 12, height: grid.chart }),
        dots(compactedTokens, { width: 12 }),
        bars(context.compactionsByTrigger, { title: 'Compactions over time' }),
        bars(context.compactionsByHooks),
        stat(context.freedShare, { width: 6 }),
        stat(context.compactionTime, { width: 6 }),
        stat(context.failedCompactions, { width: 12 }),
      ],
    },
    {
      title: 'Hooks',
      panels: [
        bars(context.hookEventsByName, { title: 'Hook events over time' }),
        bars(context.executions, { title: 'Hooks that ran, over time' }),
        lines(context.hookWait),
        ranking(tools.configuredHooks, { width: 12 }),
      ],
    },
    {
      title: 'Waiting and errors',
      panels: [
        bars(context.notifications, { title: 'Notifications over time', width: 8 }),
        ranking(context.turnErrors),
        ranking(context.toolErrors),
      ],
    },
    {
      title: 'Log events',
      panels: [
        ranking(context.logEvents, { width: 12, height: 10, count: 20 }),
        bars(context.logEvents, { title: 'Log events over time', width: 12, height: 10 }),
      ],
    },
  ],
};

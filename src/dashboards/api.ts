import { bars, lines } from '../panels/charts.ts';
import { compared } from '../panels/stats.ts';
import { heatmap, table } from '../panels/tables.ts';
import { ranking, shares, stat } from '../panels/values.ts';
import * as api from '../signals/api.ts';
import { titled } from '../signals/signal.ts';
import type { Dashboard } from './dashboard.ts';

export const apiDashboard: Dashboard = {
  name: 'api',
  title: 'Claude Code / API health',
  description: 'Whether the models answer, how fast, and what stands in the way.',
  choices: ['team', 'project', 'model'],
  rows: [
    {
      title: 'Does it answer',
      panels: [
        compared(api.requests),
        stat(api.errorRate),
        stat(api.rateLimited),
        stat(api.serverErrors),
        stat(api.medianDuration),
        stat(api.slowDuration),
      ],
    },
    {
      title: 'Speed',
      panels: [
        lines([api.medianDuration, api.slowDuration], {
          title: 'Duration of requests',
          description: 'Half, and nineteen of twenty, of the requests were faster. All teams and projects.',
        }),
        heatmap(api.durationSpread),
        lines(api.slowByModel, { title: 'p95 of requests, by model' }),
        lines(api.medianFirstToken, { title: 'Median time to first token, by model' }),
        table({
          title: 'Models',
          description:
            'One row for each model that answered in the range. Durations: all teams and projects.',
          rows: { model: 'Model' },
          columns: [
            titled(api.requestsByModel, 'Requests'),
            titled(api.errorsByModel, 'Errors'),
            api.medianByModel,
            api.slowByModel,
            api.medianFirstToken,
            api.slowFirstToken,
          ],
        }),
      ],
    },
    {
      title: 'Errors',
      panels: [
        bars(api.errorsByStatus, { title: 'Errors by status, over time' }),
        ranking(api.errorsByModel, { width: 12 }),
        stat(api.errors, { width: 6 }),
        stat(api.retriesExhausted, { width: 6 }),
        stat(api.attemptsPerError, { width: 6 }),
        stat(api.refusals, { width: 6 }),
        ranking(api.refusalsByCategory, { width: 12 }),
        ranking(api.internalErrors, { width: 12 }),
      ],
    },
    {
      title: 'Requests',
      panels: [
        bars(api.requestsByModel, { title: 'Requests over time', width: 24 }),
        ranking(api.requestsBySource),
        shares(api.requestsBySpeed),
        shares(api.requestsByEffort),
      ],
    },
  ],
};

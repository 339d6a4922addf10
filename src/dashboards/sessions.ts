import { bars, curves, perDay } from '../panels/charts.ts';
import { compared } from '../panels/stats.ts';
import { heatmap } from '../panels/tables.ts';
import { ranking, shares, stat } from '../panels/values.ts';
import * as cost from '../signals/cost.ts';
import * as sessions from '../signals/sessions.ts';
import { timeSplit } from '../signals/time-split.ts';
import type { Dashboard } from './dashboard.ts';
import { dearestSessions, hoursOfTheWeek } from './records.ts';

export const sessionsDashboard: Dashboard = {
  name: 'sessions',
  title: 'Claude Code / Sessions and activity',
  description: 'When Claude Code is used, for how long, and in which surroundings.',
  choices: ['team', 'project'],
  rows: [
    {
      title: 'How much it is used',
      panels: [
        compared(sessions.sessions),
        stat(sessions.activeNow),
        stat(sessions.medianDuration),
        stat(sessions.longDuration),
        stat(sessions.timeActive),
        stat(sessions.leverage),
      ],
    },
    {
      title: 'Which, and when',
      panels: [
        dearestSessions(),
        bars(sessions.sessionsByStart, { title: 'Sessions over time' }),
        perDay(sessions.sessionsByStart, { title: 'Sessions per day', timeFrom: '30d' }),
        curves([sessions.activeNow, sessions.activeByHooks], {
          title: 'Active sessions',
          description: 'Sessions with telemetry, and with hook events, in the last five minutes.',
        }),
        bars(sessions.timeByType),
      ],
    },
    {
      title: 'When',
      panels: [hoursOfTheWeek()],
    },
    {
      title: 'How long',
      panels: [
        heatmap(sessions.durationSpread),
        shares(timeSplit, { width: 12 }),
        stat(sessions.meanDuration, { width: 6 }),
        stat(sessions.prompts, { width: 6 }),
        stat(sessions.promptsPerSession, { width: 6 }),
        stat(cost.spendPerSession, { width: 6 }),
      ],
    },
    {
      title: 'Where',
      panels: [
        shares(sessions.sessionsByStart),
        shares(sessions.startsByHooks),
        shares(sessions.endsByHooks),
        ranking(sessions.sessionsByVersion),
        ranking(sessions.sessionsByTerminal),
        ranking(sessions.sessionsByProject),
        ranking(sessions.sessionsByEntrypoint, { width: 12, height: 6 }),
        ranking(sessions.sessionsByProvider, { width: 12, height: 6 }),
      ],
    },
  ],
};

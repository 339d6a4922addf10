import { bars, lines } from '../panels/charts.ts';
import { compared } from '../panels/stats.ts';
import { ranking, shares, stat } from '../panels/values.ts';
import * as permissions from '../signals/permissions.ts';
import type { Dashboard } from './dashboard.ts';

export const permissionsDashboard: Dashboard = {
  name: 'permissions',
  title: 'Claude Code / Permissions and governance',
  description: 'Who lets tools run, what became permanent, and who bypassed the rules.',
  choices: ['team', 'project', 'tool'],
  rows: [
    {
      title: 'Who decides',
      panels: [
        compared(permissions.decisions),
        stat(permissions.acceptRate),
        stat(permissions.askedShare),
        stat(permissions.permanentApprovals),
        stat(permissions.bypassed),
        stat(permissions.unsandboxed),
      ],
    },
    {
      title: 'Decisions',
      panels: [
        bars(permissions.decisionsByOutcome, { title: 'Decisions over time' }),
        bars(permissions.decisionsBySource, { title: 'Who decided, over time' }),
        shares(permissions.decisionsBySource),
        shares(permissions.decisionsByMode),
        ranking(permissions.decisionsByTool, { title: 'Decisions by tool' }),
        lines(permissions.acceptRate, { title: 'Accepted over time' }),
        ranking(permissions.rejectionsByTool, { width: 6 }),
        shares(permissions.rejectionsBySource, { width: 6 }),
      ],
    },
    {
      title: 'What to review',
      panels: [
        ranking(permissions.permanentByTool),
        ranking(permissions.requestsByTool),
        bars(permissions.requestsByOutcome, { width: 8 }),
        ranking(permissions.modeChanges, { width: 12 }),
        bars(permissions.unsandboxed, { title: 'Outside sandbox, over time' }),
      ],
    },
    {
      title: 'Accounts and settings',
      panels: [
        bars(permissions.signIns, { width: 8 }),
        stat(permissions.failedSignIns, { width: 8, height: 8 }),
        ranking(permissions.managedSettingsReads),
      ],
    },
  ],
};

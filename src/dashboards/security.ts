import { bars, curves, perDay } from '../panels/charts.ts';
import { compared } from '../panels/stats.ts';
import { table } from '../panels/tables.ts';
import { ranking, shares, stat } from '../panels/values.ts';
import * as security from '../signals/security.ts';
import type { Dashboard } from './dashboard.ts';
import { lastBlocks } from './records.ts';

export const securityDashboard: Dashboard = {
  name: 'security',
  title: 'Claude Code / Security',
  description: 'What the guard stopped, what it was about, and whether the guard itself works.',
  choices: ['tool'],
  rows: [
    {
      title: 'What the guard stopped',
      panels: [
        compared(security.blocked),
        compared(security.asked),
        stat(security.askedNotRun),
        stat(security.secretAttempts),
        stat(security.blockedShare),
        stat(security.fallbackDecisions),
      ],
    },
    {
      title: 'Which, and when',
      panels: [
        lastBlocks(),
        bars(security.verdicts, { title: 'Verdicts over time' }),
        perDay(security.blocksByCategory, { title: 'Blocks per day, by category', timeFrom: '30d' }),
      ],
    },
    {
      title: 'What it was about',
      panels: [
        shares(security.verdicts),
        ranking(security.blocksByCategory),
        ranking(security.blocksByTool),
        table({
          title: 'Patterns',
          description:
            'What matched, and how often. Each block is in the audit trail: start-observability blocks.',
          rows: { category: 'Category', pattern: 'Pattern', verdict: 'Verdict' },
          columns: [security.blocksByPattern],
        }),
      ],
    },
    {
      title: 'Does the guard work',
      panels: [
        stat(security.checked, { width: 6 }),
        stat(security.wouldBlock, { width: 6 }),
        stat(security.replayed, { width: 6 }),
        stat(security.pushAge, { width: 6 }),
        bars(security.deciders, { title: 'Who decided, over time' }),
        curves(security.pushAge, { title: 'Age of the last push' }),
      ],
    },
  ],
};

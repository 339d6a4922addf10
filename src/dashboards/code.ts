import type { Config } from '../config/schema.ts';
import { bars, lines, perDay } from '../panels/charts.ts';
import { compared } from '../panels/stats.ts';
import { table } from '../panels/tables.ts';
import { ranking, shares, stat } from '../panels/values.ts';
import * as code from '../signals/code.ts';
import * as cost from '../signals/cost.ts';
import { titled } from '../signals/signal.ts';
import type { Dashboard } from './dashboard.ts';
import { people } from './people.ts';
import { mergedPulls } from './records.ts';

export const codeDashboard = (config: Config): Dashboard => ({
  name: 'code',
  title: 'Claude Code / Code and git',
  description: 'What changed in the code, how much of it was accepted, and what reached git.',
  choices: ['team', 'project', ...people(config), 'model'],
  rows: [
    {
      title: 'What was made',
      panels: [
        compared(code.linesChanged),
        compared(code.linesAdded),
        stat(code.linesRemoved),
        stat(code.acceptRate),
        compared(code.commits, { more: 'better' }),
        compared(code.pullRequests, { more: 'better' }),
      ],
    },
    {
      title: 'Lines',
      panels: [
        bars(code.linesByType, { title: 'Lines over time' }),
        perDay(code.linesByType, { title: 'Lines per day', timeFrom: '30d' }),
        shares(code.linesByModel),
        stat(code.netLines, { height: 8 }),
        stat(code.refactorShare, { height: 8 }),
        stat(code.linesPerCommit, { height: 8 }),
        stat(cost.spendPerThousandLines, { height: 8 }),
      ],
    },
    {
      title: 'Edits',
      panels: [
        stat(code.decisions, { height: 8 }),
        bars(code.decisionsByOutcome, { title: 'Edit decisions over time', width: 10 }),
        lines(code.acceptRate, { title: 'Edits accepted over time', width: 10 }),
        shares(code.editsByLanguage),
        shares(code.editsByTool),
        shares(code.editsBySource),
        table({
          title: 'Languages',
          description: 'One row for each language that was edited in the range.',
          rows: { language: 'Language' },
          columns: [titled(code.editsByLanguage, 'Edits'), code.acceptRateByLanguage],
          width: 12,
        }),
        ranking(code.filesByLanguage, { width: 12, height: 9 }),
      ],
    },
    {
      title: 'Git',
      panels: [
        bars([code.commits, code.pullRequests], {
          title: 'Git activity',
          description: 'Commits and pull requests that Claude Code made.',
        }),
        perDay([code.commits, code.pullRequests], {
          title: 'Git activity per day',
          description: 'Commits and pull requests that Claude Code made.',
          timeFrom: '30d',
        }),
        ranking(code.commitsByProject, { width: 12 }),
        stat(cost.spendPerCommit, { width: 6, height: 8 }),
        stat(cost.spendPerPullRequest, { width: 6, height: 8 }),
        mergedPulls(),
      ],
    },
  ],
});

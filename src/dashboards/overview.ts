import { bars, lines, perDay } from '../panels/charts.ts';
import { worthALook } from '../panels/findings.ts';
import { compared, trend } from '../panels/stats.ts';
import { grid } from '../panels/style.ts';
import { ranking, shares, stat } from '../panels/values.ts';
import { budgetLeft } from '../signals/budget.ts';
import * as code from '../signals/code.ts';
import * as cost from '../signals/cost.ts';
import * as ledger from '../signals/ledger.ts';
import * as permissions from '../signals/permissions.ts';
import * as plan from '../signals/plan.ts';
import * as security from '../signals/security.ts';
import * as sessions from '../signals/sessions.ts';
import * as stack from '../signals/stack.ts';
import * as tokens from '../signals/tokens.ts';
import * as tools from '../signals/tools.ts';
import type { Dashboard } from './dashboard.ts';
import { dearestSessions, failingTools, lastBlocks } from './records.ts';

export const overview: Dashboard = {
  name: 'overview',
  title: 'Claude Code / Overview',
  description: 'What Claude Code did, what it cost, and whether all is well.',
  choices: ['team', 'project', 'model'],
  rows: [
    {
      title: 'Now',
      panels: [
        trend(cost.spentToday, { more: 'worse' }),
        trend(cost.spentThisWeek, { span: '7d', more: 'worse' }),
        trend(cost.spentThisMonth, { span: '30d', more: 'worse' }),
        stat(cost.monthEnd, { width: 3 }),
        trend(budgetLeft, { width: 3 }),
        trend(sessions.activeNow, { width: 3 }),
        trend(stack.health, { width: 3 }),
        perDay(cost.spendByModel, { title: 'Cost per day', timeFrom: '30d', width: 20, height: 7 }),
        stat(plan.used, { width: 4, height: 7 }),
      ],
    },
    {
      title: 'In this range',
      panels: [
        compared(cost.spend, { more: 'worse' }),
        compared(tokens.tokens),
        compared(sessions.sessions),
        compared(tools.failedCalls, { more: 'worse' }),
        compared(security.blocked),
        compared(code.commits, { more: 'better' }),
        dearestSessions({ width: 16, height: grid.chart }),
        ranking(cost.spendByProject),
        failingTools({ width: 12, height: 7 }),
        lastBlocks({ width: 12, height: 7 }),
        worthALook({ height: 6 }),
      ],
    },
    {
      title: 'Session activity',
      panels: [
        stat(sessions.timeActive),
        stat(sessions.prompts),
        stat(sessions.medianDuration),
        stat(cost.spendPerSession),
        stat(sessions.promptsPerSession),
        stat(ledger.dataAge),
        bars(sessions.sessionsByStart, { title: 'Sessions over time' }),
        bars(sessions.timeByType),
      ],
    },
    {
      title: 'Tokens by type',
      panels: [
        bars(tokens.tokensByType, { title: 'Tokens over time' }),
        perDay(tokens.tokensByType, { title: 'Tokens per day', timeFrom: '30d' }),
        stat(tokens.cacheShare, { width: 6, height: 8 }),
        lines(tokens.cacheShareByModel, { width: 18 }),
      ],
    },
    {
      title: 'Cost over time',
      panels: [bars(cost.spendByModel, { title: 'Cost over time', width: 16 }), shares(cost.spendByModel)],
    },
    {
      title: 'Commits and pull requests',
      panels: [
        stat(code.commits, { width: 6 }),
        stat(code.pullRequests, { width: 6 }),
        stat(cost.spendPerCommit, { width: 6 }),
        stat(cost.spendPerPullRequest, { width: 6 }),
        bars([code.commits, code.pullRequests], {
          title: 'Git activity',
          description: 'Commits and pull requests that Claude Code made.',
          width: 24,
        }),
      ],
    },
    {
      title: 'Permission decisions',
      panels: [
        stat(permissions.acceptRate, { height: 8 }),
        bars(permissions.decisionsByOutcome, { title: 'Permission decisions over time', width: 20 }),
      ],
    },
    {
      title: 'Lines of code',
      panels: [
        stat(code.linesChanged, { height: 8 }),
        bars(code.linesByType, { title: 'Lines over time', width: 10 }),
        perDay(code.linesByType, { title: 'Lines per day', timeFrom: '30d', width: 10 }),
      ],
    },
  ],
};

import { bars, lines, perDay } from '../panels/charts.ts';
import { ranking, shares, stat } from '../panels/values.ts';
import * as api from '../signals/api.ts';
import { changes } from '../signals/change.ts';
import * as code from '../signals/code.ts';
import * as cost from '../signals/cost.ts';
import * as ledger from '../signals/ledger.ts';
import * as permissions from '../signals/permissions.ts';
import * as security from '../signals/security.ts';
import * as sessions from '../signals/sessions.ts';
import * as tokens from '../signals/tokens.ts';
import * as tools from '../signals/tools.ts';
import type { Dashboard } from './dashboard.ts';

export const overview: Dashboard = {
  name: 'overview',
  title: 'Claude Code / Overview',
  description: 'What Claude Code did, what it cost, and whether all is well.',
  choices: ['team', 'project', 'model'],
  rows: [
    {
      title: 'At a glance',
      panels: [
        stat(cost.spend),
        stat(tokens.tokens),
        stat(sessions.sessions),
        stat(sessions.timeActive),
        stat(code.linesChanged),
        stat(sessions.activeNow),
        stat(code.commits, { width: 3 }),
        stat(code.pullRequests, { width: 3 }),
        stat(permissions.acceptRate, { width: 3 }),
        stat(security.blocked, { width: 3 }),
        stat(tokens.cacheShare, { width: 3 }),
        stat(tools.toolSuccess, { width: 3 }),
        stat(api.errors, { width: 3 }),
        stat(ledger.dataAge, { width: 3 }),
      ],
    },
    {
      title: 'Cost and tokens',
      panels: [
        bars(cost.spendByModel, { title: 'Cost over time' }),
        bars(tokens.tokensByType, { title: 'Tokens over time' }),
        perDay(cost.spendByModel, { title: 'Cost per day', timeFrom: '30d' }),
        perDay(tokens.tokensByType, { title: 'Tokens per day', timeFrom: '30d' }),
      ],
    },
    {
      title: 'Against the period before',
      panels: [
        stat(changes, {
          title: 'What changed',
          description:
            'Each number against the period of the same length just before the selected one: +50 % is half as much again.',
          width: 24,
        }),
      ],
    },
    {
      title: 'Where it goes',
      panels: [shares(cost.spendByModel), ranking(tools.toolCallsByTool), ranking(cost.spendByProject)],
    },
    {
      title: 'Work',
      panels: [
        bars(sessions.sessionsByStart, { title: 'Session activity', width: 8 }),
        bars(sessions.timeByType, { width: 8 }),
        bars(code.linesByType, { width: 8 }),
        bars([code.commits, code.pullRequests], {
          title: 'Git activity',
          description: 'Commits and pull requests that Claude Code made.',
          width: 8,
        }),
        bars(permissions.decisionsByOutcome, { title: 'Permission decisions over time', width: 8 }),
        lines(tokens.cacheShareByModel, { width: 8 }),
      ],
    },
  ],
};

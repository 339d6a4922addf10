import type { Config } from '../config/schema.ts';
import { bars, curves, perDay } from '../panels/charts.ts';
import { compared, trend } from '../panels/stats.ts';
import { text } from '../panels/tables.ts';
import { gauge, ranking, shares, stat } from '../panels/values.ts';
import {
  budgetForecasts,
  budgetLeft,
  budgetShares,
  budgetsExhausted,
  budgetUsed,
} from '../signals/budget.ts';
import * as cost from '../signals/cost.ts';
import * as plan from '../signals/plan.ts';
import { titled } from '../signals/signal.ts';
import type { Dashboard } from './dashboard.ts';
import { people } from './people.ts';
import { costByTool, pastPlanWindows } from './records.ts';

const note = `All amounts are what the requests cost at the client's own price list. **On a subscription (Pro, Max) they are notional**: you pay the plan. What is counted is what clients with telemetry sent; prices of models that the client does not know are its guess.`;

export const costDashboard = (config: Config): Dashboard => ({
  name: 'cost',
  title: 'Claude Code / Cost',
  description: 'What Claude Code costs, where it goes, and whether it stays within budget.',
  choices: ['team', 'project', ...people(config), 'model', 'query_source'],
  settings: { plan: String(config.budgets.plan ?? 200), by: true },
  rows: [
    {
      title: 'How much',
      panels: [
        trend(cost.spentToday, { more: 'worse' }),
        trend(cost.spentThisWeek, { span: '7d', more: 'worse' }),
        trend(cost.spentThisMonth, { span: '30d', more: 'worse' }),
        stat(cost.monthEnd),
        compared(titled(cost.spend, 'In this range'), { more: 'worse' }),
        stat(cost.burnRate),
      ],
    },
    {
      title: 'Where it goes',
      panels: [
        perDay(cost.spendByModel, { title: 'Cost per day', timeFrom: '30d', width: 24 }),
        ranking(cost.spendByChoice, { width: 12, count: 12 }),
        bars(cost.spendByModel, { title: 'Cost over time' }),
      ],
    },
    {
      title: 'Budget and plan',
      panels: [
        gauge(budgetUsed.daily),
        gauge(budgetUsed.weekly),
        gauge(budgetUsed.monthly),
        stat(budgetLeft, { width: 3, height: 6 }),
        stat(cost.planLeverage, { title: 'Times the plan', width: 3, height: 6 }),
        stat(cost.reconciliation, { width: 3, height: 6 }),
        stat(cost.countedFromEvents, { title: 'From events', width: 3, height: 6 }),
        text('How to read this', note, { height: 3 }),
      ],
    },
    {
      title: 'Each budget, and how it will end',
      panels: [
        ranking(budgetShares, { width: 8, count: 12 }),
        stat(budgetForecasts, { width: 12, height: 8 }),
        stat(budgetsExhausted, { width: 4, height: 8 }),
      ],
    },
    {
      title: 'Limits of the plan',
      panels: [
        stat(plan.used, { width: 6, height: 6 }),
        stat(plan.burn, { width: 6, height: 6 }),
        stat(plan.fullSignals, { width: 8, height: 6 }),
        stat(plan.resets, { width: 4, height: 6 }),
        curves(plan.usedByAccount, { width: 24 }),
        pastPlanWindows(),
      ],
    },
    {
      title: 'What you get for it',
      panels: [
        stat(cost.spendPerSession),
        stat(cost.spendPerActiveHour),
        stat(cost.spendPerCommit),
        stat(cost.spendPerPullRequest),
        stat(cost.spendPerThousandLines),
        stat(cost.spendPerThousandOutputTokens),
      ],
    },
    {
      title: 'More ways to divide it',
      panels: [
        costByTool(),
        perDay(cost.spendByProject, { title: 'Cost per day, by project', timeFrom: '30d' }),
        bars(cost.spendByQuerySource, { title: 'Cost over time, by origin' }),
        shares(cost.spendByModel),
        shares(cost.spendByQuerySource),
        shares(cost.spendByEffort),
      ],
    },
    {
      title: 'Imported history',
      panels: [
        stat(cost.importedSpend, { width: 6, height: 8 }),
        perDay(cost.importedByModel, { title: 'Imported per day', timeFrom: '30d', width: 18 }),
      ],
    },
    {
      title: 'What the cache saves',
      panels: [
        stat(cost.cacheSavings, { width: 12, height: 8 }),
        ranking(cost.cacheSavingsByModel, { width: 12 }),
      ],
    },
  ],
});

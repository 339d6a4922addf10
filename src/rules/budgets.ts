import { costUsage } from '../catalogue/telemetry.ts';
import type { Config } from '../config/schema.ts';
import { seriesFor } from '../promql/level.ts';
import type { Length } from '../promql/range.ts';
import { type BudgetPeriod, budgetPeriods, budgetSeries } from '../signals/budget.ts';
import type { RecordingRule, RuleGroup } from './rule.ts';

/** What was spent in the calendar period so far, by `period`. */
export const spentSeries = 'claude_code_spent_USD';

interface Calendar {
  /** Numbers the calendar periods, so that no two that lie in `window` have the same number. Prometheus knows UTC only. */
  readonly number: string;
  /** The longest the period can be. */
  readonly window: Length;
}

const calendars: Readonly<Record<BudgetPeriod, Calendar>> = {
  daily: { number: 'floor(vector(time() / 86400))', window: '1d' },
  // The epoch was a Thursday; weeks begin on Monday.
  weekly: { number: 'floor(vector((time() / 86400 + 3) / 7))', window: '1w' },
  monthly: { number: 'month(vector(time()))', window: '31d' },
};

/**
 * The cost counter under the number of the present period: its lowest value since then is what the period began
 * with, also where the stack was off at that moment.
 */
const spent = (period: BudgetPeriod): readonly RecordingRule[] => {
  const { number, window } = calendars[period];
  const numbered = `${period}:${costUsage.series}:sum`;
  return [
    {
      record: numbered,
      expr: `count_values("period_number", ${number}) * on () group_left () sum(${seriesFor(costUsage, [])})`,
    },
    {
      record: spentSeries,
      labels: { period },
      expr: `sum(${numbered} - min_over_time(${numbered}[${window}]))`,
    },
  ];
};

const budget = (period: BudgetPeriod, dollars: number | undefined): readonly RecordingRule[] =>
  dollars === undefined ? [] : [{ record: budgetSeries, labels: { period }, expr: `vector(${dollars})` }];

/** What was spent today, this week and this month (UTC), and the budgets that config.yaml sets. */
export const budgetRules = ({ budgets, prometheus }: Config): RuleGroup => ({
  name: 'budgets',
  // As often as scrapes: the 0 that a new counter shows first must be seen, or the first money would be the beginning.
  interval: prometheus.scrapeInterval as Length,
  rules: budgetPeriods.flatMap((period) => [...spent(period), ...budget(period, budgets[period])]),
});

import { type Period, periods } from '../config/calendar.ts';
import type { Config } from '../config/schema.ts';
import type { Length } from '../promql/range.ts';
import { budgetSeries } from '../signals/budget.ts';
import type { RecordingRule, RuleGroup } from './rule.ts';

const budget = (period: Period, dollars: number | undefined): readonly RecordingRule[] =>
  dollars === undefined ? [] : [{ record: budgetSeries, labels: { period }, expr: `vector(${dollars})` }];

/** The budgets that config.yaml sets. What was spent of them the ledger says itself: Prometheus has no time zone. */
export const budgetRules = ({ budgets, prometheus }: Config): RuleGroup => ({
  name: 'budgets',
  interval: prometheus.scrapeInterval as Length,
  rules: periods.flatMap((period) => budget(period, budgets[period])),
});

import { budgetExhausted, budgetForecast, budgetLimit, budgetSpent } from '../catalogue/ledger-metrics.ts';
import { costUsage } from '../catalogue/telemetry.ts';
import { type Budget, everybody } from '../config/budgets.ts';
import { createCalendar, quarterMilliseconds, secondsLeft } from '../config/calendar.ts';
import type { SampleLine } from '../counters/text.ts';
import { type Forecast, forecastOf, type SpentQuarter, weeksBack } from './forecast.ts';
import type { SoFar } from './so-far.ts';
import type { LedgerStore } from './store.ts';

/** A budget, and where it stands. Dollars; times in milliseconds since 1970. */
export interface BudgetState extends Budget {
  readonly spent: number;
  readonly forecast: Forecast | undefined;
  /** The sessions that it stops once it is used up; of the budget of everybody all, and none is named. */
  readonly sessions: readonly string[];
  /** When its period ends and it begins anew. */
  readonly ends: number;
}

export interface Budgets {
  /** @param now milliseconds since 1970 */
  readonly states: (now: number) => readonly BudgetState[];
  readonly lines: (now: number) => readonly SampleLine[];
}

const weekMs = 7 * 24 * 3_600_000;
/** How long a forecast holds where nothing else is said: what was spent meanwhile moves it, the history does not. */
const usualForecastMs = 60_000;

/** The budgets of the configuration, from the sums of the local hours. */
export const createBudgets = (
  store: LedgerStore,
  budgets: readonly Budget[],
  soFar: Pick<SoFar, 'spent' | 'labelled'>,
  zone: string,
  forecastMs = usualForecastMs,
): Budgets => {
  const calendar = createCalendar(zone);
  const select = store.prepare(`
    SELECT quarter, CAST(sum(amount) AS REAL) / ${costUsage.scale} AS amount FROM spent_quarters
    WHERE metric = '${costUsage.series}' AND quarter >= ?1 AND (?2 = '${everybody}' OR labels ->> ('$.' || ?2) = ?3)
    GROUP BY quarter`);
  const remembered = new Map<Budget, { readonly at: number; readonly forecast: Forecast | undefined }>();

  const forecastFor = (budget: Budget, spent: number, now: number): Forecast | undefined => {
    const known = remembered.get(budget);
    if (known && now >= known.at && now - known.at < forecastMs) return known.forecast;
    const from = Math.floor((now - weeksBack * weekMs) / quarterMilliseconds);
    const quarters = select.all(from, budget.label, budget.value) as unknown as readonly SpentQuarter[];
    const { period, limit } = budget;
    const forecast = forecastOf(quarters, { calendar, period, now, spent, limit });
    remembered.set(budget, { at: now, forecast });
    return forecast;
  };

  const states: Budgets['states'] = (now) =>
    budgets.map((budget) => {
      const { period, label, value } = budget;
      const where = label === everybody ? undefined : ([label, value] as const);
      const spent = Number(soFar.spent(period, now * 1000, where)) / costUsage.scale;
      const ends = now + secondsLeft(calendar, period, now) * 1000;
      const sessions = where && spent >= budget.limit ? soFar.labelled.having(...where) : [];
      return { ...budget, spent, ends, sessions, forecast: forecastFor(budget, spent, now) };
    });

  return {
    states,
    lines: (now) =>
      states(now).flatMap(({ period, label, value, limit, spent, forecast }) => {
        const labels = { period, label, value };
        const bounds = forecast ? (['low', 'expected', 'high'] as const) : [];
        return [
          { sample: budgetLimit.series, labels, value: limit },
          { sample: budgetSpent.series, labels, value: spent },
          ...bounds.map((bound) => ({
            sample: budgetForecast.series,
            labels: { ...labels, bound },
            value: forecast?.[bound] ?? 0,
          })),
          ...(forecast?.exhausted === undefined
            ? []
            : [{ sample: budgetExhausted.series, labels, value: forecast.exhausted / 1000 }]),
        ];
      }),
  };
};

import { everybody } from '../../config/budgets.ts';
import { dollars } from '../../dollars.ts';
import type { SpentBudget } from '../budgets/spent.ts';
import type { PlanLimit } from '../plan-limits/plan-limits.ts';

/** A step of a budget or of a limit that is reached: told once. */
export interface DueWarning {
  /** The same for every look at the same step of the same period. */
  readonly key: string;
  readonly text: string;
}

const periodWords = { daily: "today's", weekly: "this week's", monthly: "this month's" } as const;
const windowWords = {
  five_hour: 'five-hour limit',
  seven_day: 'weekly limit',
  spend_limit: 'spend limit',
} as const;

const minuteMs = 60_000;
const percent = (share: number): string => `${Math.floor(share * 100)} %`;
const clock = (at: number): string =>
  new Date(at).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });

interface WatchedBudget {
  readonly name: string;
  readonly share: number;
  /** When its period ends: with the next one, steps are told anew. */
  readonly ends: number;
  readonly text: string;
}

const watchedBudget = ({ period, label, value, limit, spent, ends }: SpentBudget): WatchedBudget => {
  const whose = label === everybody ? '' : ` of ${label} ${value}`;
  const share = spent / limit;
  const text = `${percent(share)} of ${periodWords[period]} budget${whose} is used: ${dollars(spent)} of ${dollars(limit)}.`;
  return { name: `budget ${period} ${label} ${value}`, share, ends, text };
};

const watchedLimit = ({ window, account, used, resets, pace }: PlanLimit): WatchedBudget => {
  const full =
    used < 1 && pace.full.expected ? ` At this pace it is full at ${clock(pace.full.expected)}.` : '';
  const text = `${percent(used)} of the plan's ${windowWords[window]} is used; it resets at ${clock(resets)}.${full}`;
  return { name: `plan ${window} ${account}`, share: used, ends: resets, text };
};

/** Of each budget and limit the highest step that is reached; lower ones are not worth a word then. */
export const dueWarnings = (
  steps: readonly number[],
  budgets: readonly SpentBudget[],
  limits: readonly PlanLimit[],
): readonly DueWarning[] =>
  [...budgets.map(watchedBudget), ...limits.map(watchedLimit)].flatMap(({ name, share, ends, text }) => {
    const reached = steps.filter((step) => share >= step);
    if (reached.length === 0) return [];
    const key = `${name} ${Math.round(ends / minuteMs)} ${Math.max(...reached)}`;
    return [{ key, text }];
  });

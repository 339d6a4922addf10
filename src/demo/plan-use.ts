import type { ReportedLimit } from '../hooks/plan-limits/reported.ts';
import type { Run } from './client.ts';

/** How much of a made-up plan the team has used, as its clients would report it. Times in milliseconds since 1970. */
export interface PlanUse {
  /** Counts what sessions spent from one time to another; each stretch once, in order. */
  readonly spend: (runs: readonly Run[], from: number, to: number) => void;
  readonly limits: (now: number) => readonly ReportedLimit[];
}

const hour = 3_600_000;
const costMetric = 'claude_code.cost.usage';

/** Dollars at which a limit is full: a few busy windows reach it, and most weeks come near it. */
const windows = [
  // The window of five hours begins with the hour of the first request.
  { window: 'five_hour', lengthMs: 5 * hour, dollars: 40, beginOf: (at: number) => at - (at % hour) },
  // 1970 began on a Thursday: the week resets on Thursday morning.
  {
    window: 'seven_day',
    lengthMs: 168 * hour,
    dollars: 240,
    beginOf: (at: number) => at - ((at - 9 * hour) % (168 * hour)),
  },
] as const;

export const createPlanUse = (): PlanUse => {
  const states = windows.map((window) => ({ ...window, began: Number.NEGATIVE_INFINITY, spent: 0 }));
  return {
    spend: (runs, from, to) => {
      const gains = runs
        .flatMap((run) => run.gains)
        .filter(({ metric, at }) => metric === costMetric && at >= from && at < to)
        .toSorted((one, other) => one.at - other.at);
      for (const { at, value } of gains)
        for (const state of states) {
          if (at >= state.began + state.lengthMs)
            Object.assign(state, { began: state.beginOf(at), spent: 0 });
          state.spent += value;
        }
    },
    limits: (now) =>
      states
        .filter(({ began, lengthMs }) => now < began + lengthMs)
        .map(({ window, began, lengthMs, spent, dollars }) => ({
          window,
          began,
          resets: began + lengthMs,
          used: Math.min(1, Math.round((100 * spent) / dollars) / 100),
        })),
  };
};

import * as z from 'zod';

const hour = 3_600_000;
const day = 24 * hour;

/** How long each window of a plan is; a spend limit's depends on its period. */
const lengthMs = { five_hour: 5 * hour, seven_day: 7 * day } as const;
const periodMs = { daily: day, weekly: 7 * day, monthly: 31 * day } as const;
/** A reset further away than any window is long: nothing is believed of it. */
const furthestResetMs = 32 * day;

const limit = z.object({
  used_percentage: z.number().min(0).max(10_000),
  /** Unix time in seconds. */
  resets_at: z.number().positive(),
});

/**
 * What the client hands to its status line, read in the programs of 2.1.197, 2.1.329 and 2.1.332: `five_hour` and
 * `seven_day` in all three, `spend_limit` (behind a gateway) in the newer two. Absent with an API key, before the first
 * answer, and in print mode, which has no status line.
 */
const payload = z.object({
  rate_limits: z
    .object({
      five_hour: limit.optional().catch(undefined),
      seven_day: limit.optional().catch(undefined),
      spend_limit: limit
        .extend({ period: z.enum(['daily', 'weekly', 'monthly']).optional().catch(undefined) })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

export type PlanWindow = 'five_hour' | 'seven_day' | 'spend_limit';

/** One limit of a plan as a client reports it. Times in milliseconds since 1970. */
export interface ReportedLimit {
  readonly window: PlanWindow;
  /** 1 is full; above it a spend limit is exceeded. */
  readonly used: number;
  readonly resets: number;
  /** When the window began; undefined where its length is not known. */
  readonly began: number | undefined;
}

/** The limits in what the client handed to a status line; those whose window is over are left out. */
export const reportedLimits = (body: unknown, now: number): readonly ReportedLimit[] => {
  const limits = payload.safeParse(body).data?.rate_limits;
  if (!limits) return [];
  const { five_hour, seven_day, spend_limit } = limits;
  const found = [
    ['five_hour', five_hour, lengthMs.five_hour],
    ['seven_day', seven_day, lengthMs.seven_day],
    ['spend_limit', spend_limit, spend_limit?.period && periodMs[spend_limit.period]],
  ] as const;
  return found.flatMap(([window, reported, length]) => {
    if (!reported) return [];
    const resets = Math.round(reported.resets_at) * 1000;
    const isNow = resets > now && resets <= now + (length ?? furthestResetMs) + hour;
    const began = length === undefined ? undefined : resets - length;
    return isNow ? [{ window, used: reported.used_percentage / 100, resets, began }] : [];
  });
};

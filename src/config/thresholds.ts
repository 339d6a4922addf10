import * as z from 'zod';

const dollars = (value: number, brief: string) => z.number().positive().default(value).describe(brief);
const share = (value: number, brief: string) => z.number().gt(0).lt(1).default(value).describe(brief);
const count = (value: number, brief: string) => z.int().min(1).default(value).describe(brief);
const minutes = (value: number, brief: string) => z.int().min(1).max(55).default(value).describe(brief);
const times = (value: number, brief: string) => z.number().gt(1).default(value).describe(brief);

/** From where on an alert fires. */
export const thresholdsSchema = z
  .strictObject({
    spikeDollars: dollars(10, 'SpendSpike: an hour costs more than this'),
    spikeTokens: count(20_000_000, 'TokenBurn: an hour uses more tokens than this'),
    spikeTimes: times(3, 'SpendSpike, TokenBurn: so many times what 19 of 20 hours of the week stay below'),
    unusualDollars: dollars(20, 'SpendUnusual: a day costs more than this'),
    unusualScore: z
      .number()
      .min(1)
      .default(1.5)
      .describe(
        'SpendUnusual: so many spreads above the usual day of everybody; twice that for one project or person',
      ),
    unusualTimes: times(
      1.6,
      'SpendUnusual: so many times the usual day of everybody; twice that for one project or person',
    ),
    budgetShare: share(0.8, 'BudgetNearlyUsed'),
    budgetForecastTimes: times(1.1, 'BudgetForecast: so many times the budget will be spent'),
    planShare: share(0.9, 'PlanLimitNear'),
    planFullMinutes: minutes(30, 'PlanLimitNear: the limit of five hours is full within so many minutes'),
    planFullHours: count(24, 'PlanLimitNear: that of a week, or a spend limit, is full within so many hours'),
    toolErrorShare: share(0.3, 'ToolErrorsHigh'),
    toolErrors: count(10, 'ToolErrorsHigh: so many at least'),
    apiErrorShare: share(0.1, 'ApiErrorsHigh'),
    apiErrors: count(3, 'ApiErrorsHigh: so many at least'),
    apiSuccess: share(0.99, 'ApiBudgetBurning: share of requests that should succeed'),
    rateLimited: count(3, 'RateLimited: so many in a quarter of an hour'),
    cacheShare: share(0.5, 'CacheCollapsed: less than this is read from the cache'),
    newModelDollars: dollars(5, 'ModelSwitched: a model that was not used costs more than this in six hours'),
    stuckMinutes: minutes(15, 'SessionStuck'),
    awaitedMinutes: minutes(5, 'PersonAwaited'),
    failuresInRow: count(8, 'RunawayLoop'),
    denials: count(10, 'ManyBlocks: so many in an hour'),
    secretAttempts: count(5, 'SecretsCluster: so many in an hour'),
    failedHooks: count(3, 'HooksFailing: so many in a quarter of an hour'),
    storeGigabytes: z.number().positive().default(5).describe('LedgerLarge'),
  })
  .prefault({});

export type AlertThresholds = z.output<typeof thresholdsSchema>;

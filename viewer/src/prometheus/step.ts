/** Prometheus refuses a range query of more points than this per series. */
const mostPoints = 11_000;

/** How often the stack scrapes; the default of Grafana's data source as well. */
export const scrapeIntervalSeconds = 15;

const niceSeconds = [
  1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
  604_800, 2_592_000, 31_536_000,
];
const limits = [
  1.5, 3.5, 7.5, 12.5, 17.5, 25, 45, 90, 210, 450, 750, 1050, 1500, 2700, 5400, 9000, 16_200, 32_400, 64_800,
  604_800, 1_814_400, 3_628_800,
];

/** Rounds an interval the way Grafana does (gtime.RoundInterval), so both show the same points. */
function roundSeconds(seconds: number): number {
  const index = limits.findIndex((limit) => seconds < limit);
  return niceSeconds[index === -1 ? niceSeconds.length - 1 : index] ?? 1;
}

/** `90s` is written `1m30s` by people, but the API and every test read plain seconds best. */
export const formatSeconds = (seconds: number): string => {
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
  ] as const) {
    if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`;
  }
  return `${seconds}s`;
};

export interface Timing {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly stepSeconds: number;
  /** `__interval`, `__rate_interval`, `__range` and their variants, to be put into expressions. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * The step of a query and the variables that follow from it. Formulas as in Grafana's Prometheus data source
 * (pkg/promlib/models/query.go): the step is the range over the number of points, rounded, not below the minimum;
 * the rate interval is max(step + scrape interval, 4 scrape intervals).
 */
export function timing(
  fromMilliseconds: number,
  toMilliseconds: number,
  maxDataPoints: number,
  minimumSeconds: number | undefined,
): Timing {
  const rangeMilliseconds = toMilliseconds - fromMilliseconds;
  const minimum = minimumSeconds ?? scrapeIntervalSeconds;
  const wanted = Math.max(roundSeconds(rangeMilliseconds / 1000 / Math.max(1, maxDataPoints)), minimum);
  const safe = Math.ceil(rangeMilliseconds / 1000 / mostPoints);
  const stepSeconds = Math.max(wanted, safe > wanted ? roundSeconds(safe) : 0);
  const rateSeconds = Math.max(stepSeconds + minimum, 4 * minimum);
  const rangeSeconds = Math.round(rangeMilliseconds / 1000);
  return {
    fromSeconds: fromMilliseconds / 1000,
    toSeconds: toMilliseconds / 1000,
    stepSeconds,
    variables: {
      __interval: formatSeconds(stepSeconds),
      __interval_ms: String(stepSeconds * 1000),
      __rate_interval: formatSeconds(rateSeconds),
      __rate_interval_ms: String(rateSeconds * 1000),
      __range: `${rangeSeconds}s`,
      __range_s: String(rangeSeconds),
      __range_ms: String(rangeMilliseconds),
    },
  };
}

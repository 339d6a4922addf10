/** Prometheus refuses a range query of more points than this per series. */
const mostPoints = 11_000;

/** How often the stack scrapes; the default of Grafana's data source as well. */
export const scrapeIntervalSeconds = 15;

/** In the largest unit that needs no fraction: `5m`, `90s`. */
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

export interface Asked {
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
  /** The range over the number of points that fit, rounded: what Grafana's scenes ask a data source for. */
  readonly intervalMilliseconds: number;
  /** What the query or the panel sets as the shortest step. */
  readonly minimumSeconds?: number | undefined;
}

/**
 * The step of a query and the variables that follow from it, by the formulas of Grafana's Prometheus data source
 * (pkg/promlib/models/query.go): the rate interval is max(step + scrape interval, 4 scrape intervals).
 */
export function timing({
  fromMilliseconds,
  toMilliseconds,
  intervalMilliseconds,
  minimumSeconds,
}: Asked): Timing {
  const rangeMilliseconds = toMilliseconds - fromMilliseconds;
  const minimum = minimumSeconds ?? scrapeIntervalSeconds;
  const safe = Math.ceil(rangeMilliseconds / 1000 / mostPoints);
  const stepSeconds = Math.max(Math.round(intervalMilliseconds / 1000), minimum, safe, 1);
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

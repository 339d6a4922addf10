/** What SQL of SQLite and of ClickHouse say differently. Everything else is written once, in what both understand. */
export interface SqlDialect {
  readonly name: 'sqlite' | 'clickhouse';
  /** Rows of the group for which a condition holds. */
  readonly countIf: (condition: string) => string;
  readonly sumIf: (value: string, condition: string) => string;
  /** The value that this share of the group lies below: an element of it, nothing in between. Nulls do not count. */
  readonly quantile: (value: string, share: number) => string;
  /** Different values of the group, joined by commas. */
  readonly list: (value: string) => string;
  /** The share of two integers, between 0 and 1; nothing where the whole is 0. */
  readonly share: (part: string, whole: string) => string;
  /** A number rounded to a whole one, halves upwards. */
  readonly whole: (value: string) => string;
  /** A time in microseconds as text (ISO 8601, UTC). */
  readonly iso: (microseconds: string) => string;
  /** Microseconds since 1970, now, minus some days. */
  readonly daysAgo: (days: number) => string;
  /** The day some days ago, as text. */
  readonly dayAgo: (days: number) => string;
  /** The value of `value` in the row of the group where `by` is highest. */
  readonly latest: (value: string, by: string) => string;
  /** Value of the row before, in a window. */
  readonly lag: (value: string, window: string) => string;
}

export const sqlite: SqlDialect = {
  name: 'sqlite',
  countIf: (condition) => `count(*) FILTER (WHERE ${condition})`,
  sumIf: (value, condition) => `coalesce(sum(${value}) FILTER (WHERE ${condition}), 0)`,
  quantile: (value, share) =>
    `json_group_array(${value} ORDER BY ${value}) FILTER (WHERE ${value} IS NOT NULL) ->> (count(${value}) * ${Math.round(share * 100)} / 100)`,
  list: (value) => `group_concat(DISTINCT ${value})`,
  share: (part, whole) => `round(1.0 * (${part}) / nullif(${whole}, 0), 4)`,
  whole: (value) => `round(${value})`,
  iso: (microseconds) => `strftime('%Y-%m-%dT%H:%M:%SZ', (${microseconds}) / 1000000, 'unixepoch')`,
  daysAgo: (days) => `(unixepoch() - ${days * 86_400}) * 1000000`,
  dayAgo: (days) => `date('now', '-${days} days')`,
  latest: (value, by) => `substr(max(printf('%020d', ${by}) || coalesce(${value}, '')), 21)`,
  lag: (value, window) => `lag(${value}) OVER (${window})`,
};

export const clickhouse: SqlDialect = {
  name: 'clickhouse',
  countIf: (condition) => `countIf(${condition})`,
  sumIf: (value, condition) => `coalesce(sumIf(${value}, ${condition}), 0)`,
  quantile: (value, share) => `quantileExact(${share})(${value})`,
  list: (value) => `arrayStringConcat(arraySort(groupUniqArray(${value})), ',')`,
  share: (part, whole) => `round((${part}) / nullIf(${whole}, 0), 4)`,
  whole: (value) => `floor(${value} + 0.5)`,
  iso: (microseconds) =>
    `formatDateTime(fromUnixTimestamp64Micro(toInt64(${microseconds})), '%Y-%m-%dT%H:%i:%SZ', 'UTC')`,
  daysAgo: (days) => `(toUnixTimestamp(now()) - ${days * 86_400}) * 1000000`,
  dayAgo: (days) => `toString(today() - ${days})`,
  latest: (value, by) => `argMax(${value}, ${by})`,
  lag: (value, window) =>
    `lagInFrame(toNullable(${value})) OVER (${window} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`,
};

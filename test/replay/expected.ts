import { metrics as catalogued } from '../../src/catalogue/telemetry.ts';
import { type DataPoint, type LogRecord, record } from '../captures/otlp-json.ts';
import type { Scenario, Tokens } from '../captures/read.ts';

/**
 * What the totals of replayed scenarios must be, from the payloads alone: plain sums of delta points, and the last
 * value of each start of a cumulative series. Nothing here comes from the ledger.
 */

/** What one series of one scenario adds, in the metric's `scale` (nano-dollars, whole tokens, microseconds). */
export interface Total {
  readonly metric: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly value: bigint;
}

const scales: ReadonlyMap<string, number> = new Map(catalogued.map(({ name, scale }) => [name, scale]));

const whole = (metric: string, value: number): bigint =>
  BigInt(Math.round(value * (scales.get(metric) ?? 1)));

interface Point {
  readonly metric: string;
  readonly cumulative: boolean;
  readonly series: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly point: DataPoint;
}

const pointsOf = ({ metrics }: Scenario): Point[] =>
  metrics.flatMap(({ resourceMetrics }) =>
    resourceMetrics.flatMap(({ resource, scopeMetrics }) =>
      scopeMetrics.flatMap(({ metrics: sums }) =>
        sums.flatMap(({ name, sum }) =>
          sum.dataPoints.map((point): Point => {
            const attributes = record(point.attributes);
            const series = JSON.stringify([record(resource.attributes), name, attributes]);
            return { metric: name, cumulative: sum.aggregationTemporality === 2, series, attributes, point };
          }),
        ),
      ),
    ),
  );

/** Of a cumulative series only the last point of each start counts; of a delta series every point. */
const counting = (points: readonly Point[]): Point[] => {
  const last = new Map<string, Point>();
  for (const candidate of points.filter(({ cumulative }) => cumulative)) {
    const key = `${candidate.series} ${candidate.point.startTimeUnixNano}`;
    const known = last.get(key);
    if (!known || BigInt(known.point.timeUnixNano) < BigInt(candidate.point.timeUnixNano))
      last.set(key, candidate);
  }
  return [...points.filter(({ cumulative }) => !cumulative), ...last.values()];
};

/** Everything the metrics of scenarios add up to; attributes as sent, sessions and persons included. */
export const totalsOf = (scenarios: readonly Scenario[]): Total[] =>
  scenarios.flatMap((scenario) =>
    counting(pointsOf(scenario)).map(({ metric, attributes, point }) => ({
      metric,
      attributes,
      value: whole(metric, point.asDouble ?? Number(point.asInt)),
    })),
  );

export type Sums = Readonly<Record<string, bigint>>;

/** The sum of a metric by the values of some attributes, joined by a comma; an absent attribute is empty. */
export const sumBy = (totals: readonly Total[], metric: string, ...by: readonly string[]): Sums => {
  const sums: Record<string, bigint> = {};
  for (const { attributes, value } of totals.filter((total) => total.metric === metric)) {
    const key = by.map((name) => attributes[name] ?? '').join(',');
    sums[key] = (sums[key] ?? 0n) + value;
  }
  return sums;
};

export interface Expected {
  /** Tokens by `type`. */
  readonly tokens: Sums;
  /** Tokens by `model,type`. */
  readonly tokensByModel: Sums;
  /** Nano-dollars. */
  readonly cost: bigint;
  /** Nano-dollars by `model`. */
  readonly costByModel: Sums;
  /** Sessions by `start_type`. */
  readonly sessions: Sums;
  /** Microseconds by `type`. */
  readonly activeTime: Sums;
  /** Lines by `type`. */
  readonly linesOfCode: Sums;
  /** Edit decisions by `tool_name,decision,source`. */
  readonly decisions: Sums;
  readonly commits: bigint;
  readonly pullRequests: bigint;
}

/** What Prometheus must say after scenarios were replayed, each counted once. */
export const expected = (scenarios: readonly Scenario[]): Expected => {
  const totals = totalsOf(scenarios);
  const all = (metric: string): bigint => sumBy(totals, metric)[''] ?? 0n;
  return {
    tokens: sumBy(totals, 'claude_code.token.usage', 'type'),
    tokensByModel: sumBy(totals, 'claude_code.token.usage', 'model', 'type'),
    cost: all('claude_code.cost.usage'),
    costByModel: sumBy(totals, 'claude_code.cost.usage', 'model'),
    sessions: sumBy(totals, 'claude_code.session.count', 'start_type'),
    activeTime: sumBy(totals, 'claude_code.active_time.total', 'type'),
    linesOfCode: sumBy(totals, 'claude_code.lines_of_code.count', 'type'),
    decisions: sumBy(totals, 'claude_code.code_edit_tool.decision', 'tool_name', 'decision', 'source'),
    commits: all('claude_code.commit.count'),
    pullRequests: all('claude_code.pull_request.count'),
  };
};

const nanoDollars = (dollars: number): bigint => BigInt(Math.round(dollars * 1e9));

interface Known {
  readonly tokens: Sums;
  /** Nano-dollars. */
  readonly cost: bigint;
}

const known = (tokens: Tokens, cost: number): Known => ({
  tokens: {
    input: BigInt(tokens.input),
    output: BigInt(tokens.output),
    cacheRead: BigInt(tokens.cache_read),
    cacheCreation: BigInt(tokens.cache_creation),
  },
  cost: nanoDollars(cost),
});

/** What the recorder counted in the metrics and in the events of a scenario, independently of this code. */
export const truthOf = ({ truth }: Scenario): { readonly metrics: Known; readonly events: Known } => ({
  metrics: known(truth.metricTokens, truth.metricCost),
  events: known(truth.logTokens, truth.logCost),
});

/** Every log record of scenarios, as plain attributes. */
export const recordsOf = (scenarios: readonly Scenario[]): Record<string, string>[] =>
  scenarios.flatMap(({ logs }) =>
    logs.flatMap(({ resourceLogs }) =>
      resourceLogs.flatMap(({ scopeLogs }) =>
        scopeLogs.flatMap(({ logRecords }) =>
          logRecords.map(({ attributes }: LogRecord) => record(attributes)),
        ),
      ),
    ),
  );

/** Log records of one event (`*`: all) by the values of some attributes, joined by a comma. */
export const countEvents = (
  scenarios: readonly Scenario[],
  event: string,
  ...by: readonly string[]
): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const attributes of recordsOf(scenarios)) {
    if (event !== '*' && attributes['event.name'] !== event) continue;
    const key = by.map((name) => attributes[name] ?? '').join(',');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};

/** Tokens and money as the `api_request` events tell it. */
export const expectedFromEvents = (scenarios: readonly Scenario[]): Known => {
  const requests = recordsOf(scenarios).filter(({ 'event.name': name }) => name === 'api_request');
  const sum = (attribute: string): bigint =>
    requests.reduce((total, request) => total + BigInt(request[attribute] ?? 0), 0n);
  return {
    tokens: {
      input: sum('input_tokens'),
      output: sum('output_tokens'),
      cacheRead: sum('cache_read_tokens'),
      cacheCreation: sum('cache_creation_tokens'),
    },
    cost: requests.reduce((total, { cost_usd: cost }) => total + nanoDollars(Number(cost)), 0n),
  };
};

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { LogsRequest, MetricsRequest, TracesRequest } from './otlp-json.ts';

/**
 * Payloads that real clients sent, recorded against a model that gives known answers. Identities, paths and texts
 * are made up. `import.ts` wrote the files.
 */

export const kinds = ['truth', 'metrics', 'logs', 'traces', 'hook', 'http-hook', 'scrape'] as const;
export type Kind = (typeof kinds)[number];

/** A line of a capture file. */
export interface Line {
  readonly scenario: string;
  readonly kind: Kind;
  readonly value: unknown;
}

/** The place of the single payloads of each hook event among the scenarios. */
export const samples = 'hooks-by-event';

export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cache_read: number;
  readonly cache_creation: number;
}

/** What is known of a scenario. `tokens` is what the model served; `metric…` and `log…` what the client exported. */
export interface Truth {
  readonly scenario: string;
  readonly proto: string;
  readonly served: readonly { readonly model: string; readonly status: number; readonly usage?: Tokens }[];
  readonly tokens: Tokens;
  readonly metricTokens: Tokens;
  readonly logTokens: Tokens;
  /** US dollars, as the client's doubles add up. */
  readonly metricCost: number;
  readonly logCost: number;
}

export interface HookPayload {
  readonly hook_event_name: string;
  readonly session_id: string;
  readonly [field: string]: unknown;
}

/** One run of the client, or a few, and all that it sent. */
export interface Scenario {
  readonly version: string;
  readonly name: string;
  readonly truth: Truth;
  /** `none` where the client exported no metrics over OTLP. */
  readonly temporality: 'delta' | 'cumulative' | 'none';
  readonly metrics: readonly MetricsRequest[];
  readonly logs: readonly LogsRequest[];
  readonly traces: readonly TracesRequest[];
  /** What command hooks read from standard input, and http hooks were sent. */
  readonly hooks: readonly HookPayload[];
  /** The page of the client's own Prometheus exporter, where it was on. */
  readonly scrape?: string;
}

/** A single payload of a hook event, named `Event` or `Event.Tool`. */
export interface HookSample {
  readonly version: string;
  readonly name: string;
  readonly payload: HookPayload;
}

const suffix = '.jsonl.gz';
const agentsFile = `other-agents${suffix}`;
const read = new Map<string, readonly Line[]>();

/** The client versions there are captures of. */
export const versions = (): string[] =>
  readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(suffix) && file !== agentsFile)
    .map((file) => file.slice(0, -suffix.length))
    .sort();

/** All lines of a version's file. */
export const linesOf = (version: string): readonly Line[] => {
  const known = read.get(version);
  if (known) return known;
  const text = gunzipSync(readFileSync(join(import.meta.dirname, version + suffix))).toString();
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map((line): Line => JSON.parse(line));
  read.set(version, lines);
  return lines;
};

const temporalityOf = (requests: readonly MetricsRequest[]): Scenario['temporality'] => {
  const sums = requests.flatMap(({ resourceMetrics }) =>
    resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics)),
  );
  if (sums.length === 0) return 'none';
  return sums.every(({ sum }) => sum.aggregationTemporality === 1) ? 'delta' : 'cumulative';
};

const scenarioOf = (version: string, name: string, lines: readonly Line[]): Scenario => {
  const of = <Value>(...wanted: Kind[]): Value[] =>
    lines.filter(({ kind }) => wanted.includes(kind)).map(({ value }) => value as Value);
  const [truth] = of<Truth>('truth');
  if (!truth) throw new Error(`capture ${version} ${name} has no truth`);
  const metrics = of<MetricsRequest>('metrics');
  const [scrape] = of<string>('scrape');
  return {
    version,
    name,
    truth,
    temporality: temporalityOf(metrics),
    metrics,
    logs: of<LogsRequest>('logs'),
    traces: of<TracesRequest>('traces'),
    hooks: of<HookPayload>('hook', 'http-hook'),
    ...(scrape !== undefined && { scrape }),
  };
};

/** Every scenario of every version; the files are read when they are first asked for, and only once. */
export const scenarios = (): Scenario[] =>
  versions().flatMap((version) => {
    const lines = linesOf(version);
    const names = new Set(lines.map(({ scenario }) => scenario).filter((name) => name !== samples));
    return [...names].map((name) =>
      scenarioOf(
        version,
        name,
        lines.filter(({ scenario }) => scenario === name),
      ),
    );
  });

/** One payload of each hook event, and of each tool where it differs. */
export const hookSamples = (): HookSample[] =>
  versions().flatMap((version) =>
    linesOf(version)
      .filter(({ scenario }) => scenario === samples)
      .map(({ value }) => ({ version, ...(value as Omit<HookSample, 'version'>) })),
  );

/** A request that another coding agent sent. */
export interface AgentRequest {
  readonly agent: string;
  readonly session: string;
  readonly signal: 'metrics' | 'logs' | 'traces';
  readonly body: object;
}

/** What Codex, Copilot, Gemini CLI, opencode and Qwen Code send, two sessions each. */
export const agentRequests = (): AgentRequest[] =>
  gunzipSync(readFileSync(join(import.meta.dirname, agentsFile)))
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line): AgentRequest => JSON.parse(line));

import { apiRequests, cacheCreationTokens, prompts, toolResults } from '../../catalogue/event-metrics.ts';
import { sourceAttribute, transcriptSource } from '../../catalogue/imported.ts';
import type { Metric } from '../../catalogue/metric.ts';
import { costUsage, linesOfCode, sessionCount, tokenUsage } from '../../catalogue/telemetry.ts';
import type { AttributeMap } from '../../otlp/value.ts';
import type { Tables } from '../../tables/tables.ts';
import { labelsOf } from '../labels.ts';
import type { Gains } from './gains.ts';
import type { CallRow, ImportRow, PromptRow, RequestRow } from './row.ts';

type RowScalar = string | number | boolean | undefined;

/** Attributes that have a value. */
const attributes = (values: Readonly<Record<string, RowScalar>>): AttributeMap =>
  new Map(
    Object.entries(values).filter(
      (entry): entry is [string, string | number | boolean] => entry[1] !== undefined,
    ),
  );

/** What a row counts: a metric, its own attributes, and how much in parts of the metric's scale. */
type Counted = readonly [metric: Metric, own: AttributeMap, amount: number];

interface Written {
  /** The log event that telemetry would have sent. */
  readonly event: string;
  readonly attributes: AttributeMap;
  readonly counted: readonly Counted[];
}

const requestParts = (row: RequestRow): Written => {
  const about = {
    model: row.model,
    query_source: row.isSidechain ? 'subagent' : 'main',
    effort: row.effort,
    speed: row.speed ?? 'normal',
    'agent.name': row.agent,
  };
  const cacheCreation = row.cacheWrite5m + row.cacheWrite1h;
  const types = { input: row.input, output: row.output, cacheRead: row.cacheRead, cacheCreation };
  const ttls = { '5m': row.cacheWrite5m, '1h': row.cacheWrite1h };
  return {
    event: 'api_request',
    attributes: attributes({
      ...about,
      'prompt.id': row.prompt,
      request_id: row.request,
      cost_usd: row.nanoDollars / 1e9,
      input_tokens: row.input,
      output_tokens: row.output,
      cache_read_tokens: row.cacheRead,
      cache_creation_tokens: cacheCreation,
      cache_creation_5m_tokens: row.cacheWrite5m,
      cache_creation_1h_tokens: row.cacheWrite1h,
    }),
    counted: [
      [costUsage, attributes(about), row.nanoDollars],
      [apiRequests, attributes(about), 1],
      ...Object.entries(types).map(
        ([type, amount]): Counted => [tokenUsage, attributes({ ...about, type }), amount],
      ),
      ...Object.entries(ttls).map(
        ([ttl, amount]): Counted => [cacheCreationTokens, attributes({ model: row.model, ttl }), amount],
      ),
    ],
  };
};

const callParts = (row: CallRow): Written => ({
  event: 'tool_result',
  attributes: attributes({
    tool_name: row.tool,
    tool_use_id: row.id,
    'prompt.id': row.prompt,
    success: String(!row.isError),
    tool_result_size_bytes: row.resultBytes,
  }),
  counted: [
    [toolResults, attributes({ tool_name: row.tool, success: String(!row.isError) }), 1],
    [linesOfCode, attributes({ type: 'added' }), row.linesAdded],
    [linesOfCode, attributes({ type: 'removed' }), row.linesRemoved],
  ],
});

const promptParts = (row: PromptRow): Written => ({
  event: 'user_prompt',
  attributes: attributes({ 'prompt.id': row.prompt, prompt_length: row.characters }),
  counted: [[prompts, attributes({}), 1]],
});

const partsOf = (row: ImportRow): Written => {
  if (row.kind === 'request') return requestParts(row);
  return row.kind === 'call' ? callParts(row) : promptParts(row);
};

/** Metrics that tables are given as data points; the other counters come from the event. */
const points: ReadonlySet<Metric> = new Set<Metric>([costUsage, tokenUsage, sessionCount, linesOfCode]);

export interface WriteRowOptions {
  readonly tables: Pick<Tables, 'event' | 'point'>;
  readonly gains: Pick<Gains, 'add'>;
  readonly shared: readonly string[];
}

export interface RowContext {
  /** The session is met for the first time, and telemetry has nothing of it. */
  readonly isStart: boolean;
  /** Microseconds since 1970. */
  readonly received: number;
}

/**
 * Writes what a transcript says as telemetry would have told it: the row of its event, what it adds to sessions, turns
 * and days, and its counters, all under a sender whose `source` is the transcript.
 */
export const createWriteRow =
  ({ tables, gains, shared }: WriteRowOptions) =>
  (row: ImportRow, identity: string, { isStart, received }: RowContext): void => {
    const time = row.time * 1000;
    const resource = attributes({
      [sourceAttribute]: transcriptSource,
      project: row.project,
      'service.version': row.version,
      'vcs.ref.head.name': row.branch,
    });
    const { event, attributes: told, counted } = partsOf(row);
    tables.event({ identity, name: event, time, received, session: row.session, attributes: told, resource });
    const start: Counted = [sessionCount, attributes({ start_type: 'fresh' }), isStart ? 1 : 0];
    for (const [metric, own, amount] of [...counted, start]) {
      if (amount === 0) continue;
      gains.add(metric, labelsOf(metric, own, resource, shared), row.time, amount);
      if (points.has(metric))
        tables.point({ metric: metric.name, time, session: row.session, amount, attributes: own, resource });
    }
  };

import type { Client, DemoAttributes } from './client.ts';
import { costOf, type Model, type Tokens } from './models.ts';
import type { Random } from './random.ts';

export type QuerySource = 'main' | 'subagent' | 'auxiliary';

/** A request as it is about to be sent. */
export interface ModelRequest {
  readonly at: number;
  readonly model: Model;
  readonly querySource: QuerySource;
  /** The origin as events name it: finer. */
  readonly told: string;
  readonly isFast: boolean;
  /** Effort, agent, skill, MCP server: who or what it is for. */
  readonly caused: DemoAttributes;
}

/** Output tokens a second. */
const speeds: Readonly<Record<Model, number>> = {
  'claude-opus-4-8': 62,
  'claude-sonnet-5': 85,
  'claude-haiku-4-5': 150,
};

/** Tells a request that was answered, by metrics and by the event; returns when it was. */
export const answered = (client: Client, request: ModelRequest, tokens: Tokens, random: Random): number => {
  const { at, model, querySource, told, isFast, caused } = request;
  const first = random.around(model === 'claude-haiku-4-5' ? 500 : 1100, 0.4);
  const took = Math.round(first + (tokens.output / speeds[model]) * 1000 * random.between(0.8, 1.3));
  const done = at + took;
  const cost = costOf(model, tokens);
  const labels = { model, query_source: querySource, ...(isFast && { speed: 'fast' }), ...caused };
  client.gain(done, 'claude_code.cost.usage', cost, labels);
  for (const [type, count] of Object.entries(tokens)) {
    if (count > 0) client.gain(done, 'claude_code.token.usage', count, { type, ...labels });
  }
  client.gain(done, 'claude_code.active_time.total', took / 1000, { type: 'cli' });
  client.event(done, 'api_request', {
    model,
    input_tokens: tokens.input,
    output_tokens: tokens.output,
    cache_read_tokens: tokens.cacheRead,
    cache_creation_tokens: tokens.cacheCreation,
    cache_creation_5m_tokens: tokens.cacheCreation,
    cache_creation_1h_tokens: 0,
    cost_usd: cost,
    cost_usd_micros: Math.round(cost * 1e6),
    duration_ms: took,
    ttft_ms: Math.round(first),
    speed: isFast ? 'fast' : 'normal',
    query_source: told,
    ...caused,
  });
  const length = tokens.output * 4;
  client.event(done, 'assistant_response', { response_length: length, model, query_source: told });
  return done;
};

const kinds = {
  '529': 'overloaded',
  '429': 'rate_limit',
  '500': 'server_error',
  '400': 'invalid_request',
} as const;

/** Tells a request that failed for good, after retries where they help; returns when, and what hooks call it. */
export const failed = (client: Client, { at, model, told }: ModelRequest, random: Random) => {
  const status = random.weighted({ '529': 6, '429': 3, '500': 2, '400': 1 });
  const attempt = status === '400' ? 1 : random.whole(4, 11);
  const done = at + Math.round(attempt * random.around(1500));
  const own = { model, status_code: status, error: `status ${status}`, speed: 'normal', query_source: told };
  client.event(done, 'api_error', { ...own, attempt, duration_ms: done - at });
  if (attempt > 10) client.event(done, 'api_retries_exhausted', { ...own, total_attempts: attempt });
  return { done, error: kinds[status] };
};

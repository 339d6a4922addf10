import type { OtlpSignal } from '../otlp/model.ts';

/**
 * The names of the GenAI semantic conventions beside the client's own, for places that read those: https://opentelemetry.io/docs/specs/semconv/gen-ai/
 * Only where the conventions are clear. The client's spans have them already.
 */

/** Comes after the redaction, on the way to `export.otlp` only. */
export const genAiProcessor = 'transform/gen_ai';

const own = (path: string, name: string): string => `${path}.attributes["${name}"]`;
const set = (path: string, name: string, value: string, when: string): string =>
  `set(${own(path, `gen_ai.${name}`)}, ${value}) where ${when}`;
const has = (path: string, ...names: readonly string[]): string =>
  names.map((name) => `${own(path, name)} != nil`).join(' and ');
/** What has the value of another attribute. */
const copy = (path: string, name: string, from: string, when?: string): string =>
  set(path, name, own(path, from), [has(path, from), ...(when ? [when] : [])].join(' and '));

const isEvent = (...names: readonly string[]): string =>
  `(${names.map((name) => `${own('log', 'event.name')} == "${name}"`).join(' or ')})`;
const ofModel = isEvent('api_request', 'api_error');
const ofTool = isEvent('tool_result', 'tool_decision');
/** Clients send numbers as texts, too. */
const tokens = (name: string): string => `Int(${own('log', name)})`;

const logs: readonly string[] = [
  set('log', 'provider.name', '"anthropic"', ofModel),
  set('log', 'operation.name', '"chat"', ofModel),
  set('log', 'operation.name', '"execute_tool"', isEvent('tool_result')),
  copy('log', 'conversation.id', 'session.id'),
  copy('log', 'request.model', 'model', ofModel),
  copy('log', 'tool.name', 'tool_name', ofTool),
  copy('log', 'tool.call.id', 'tool_use_id', ofTool),
  // By the conventions input includes what was read from the cache and written to it; the client's own number does not.
  set(
    'log',
    'usage.input_tokens',
    ['input_tokens', 'cache_read_tokens', 'cache_creation_tokens'].map(tokens).join(' + '),
    has('log', 'input_tokens', 'cache_read_tokens', 'cache_creation_tokens'),
  ),
  set('log', 'usage.output_tokens', tokens('output_tokens'), has('log', 'output_tokens')),
  set('log', 'usage.cache_read.input_tokens', tokens('cache_read_tokens'), has('log', 'cache_read_tokens')),
  set(
    'log',
    'usage.cache_creation.input_tokens',
    tokens('cache_creation_tokens'),
    has('log', 'cache_creation_tokens'),
  ),
];

const type = own('datapoint', 'type');
const metrics: readonly string[] = [
  set('datapoint', 'provider.name', '"anthropic"', has('datapoint', 'model')),
  copy('datapoint', 'request.model', 'model'),
  copy('datapoint', 'conversation.id', 'session.id'),
  set(
    'datapoint',
    'token.type',
    type,
    `metric.name == "claude_code.token.usage" and (${type} == "input" or ${type} == "output")`,
  ),
];

/** Signals that get the names. */
export const genAiSignals: ReadonlySet<OtlpSignal> = new Set(['metrics', 'logs']);

/** A name that cannot be made is left out; the record goes on as it is. */
export const genAi = { error_mode: 'ignore', metric_statements: metrics, log_statements: logs };

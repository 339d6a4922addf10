import { attributionSet, defineEvents } from '../event.ts';

/**
 * Prompts, answers and requests to the model.
 * Source: the events of these names in the monitoring documentation; clients 2.1.197 to 2.1.332.
 */

const rawBody = ['body', 'body_ref', 'body_truncated', 'request_body_id'] as const;

export const requestEvents = defineEvents({
  user_prompt: {
    brief: 'A prompt was submitted, or Claude Code began a turn unasked.',
    attributes: ['prompt_length', 'prompt'],
    conditional: ['prompt_text', 'message.uuid', 'command_name', 'command_source'],
  },
  assistant_response: {
    brief: 'The model answered with text. Thinking and tool calls are not in it.',
    attributes: ['response_length', 'response', 'model', 'query_source'],
    conditional: ['request_id', 'message.uuid', 'tool_use_id'],
    since: '2.1.193',
  },
  api_request: {
    brief: 'A request to the model succeeded. Retries before it leave no event.',
    attributes: [
      'model',
      'input_tokens',
      'output_tokens',
      'cache_read_tokens',
      'cache_creation_tokens',
      'cost_usd',
      'cost_usd_micros',
      'duration_ms',
      'speed',
      'query_source',
    ],
    conditional: [
      'request_id',
      'client_request_id',
      'effort',
      'cache_creation_5m_tokens',
      'cache_creation_1h_tokens',
      'ttft_ms',
      ...attributionSet,
    ],
  },
  api_error: {
    brief: 'A request to the model failed for good, after the last retry.',
    attributes: ['model', 'error', 'duration_ms', 'attempt', 'speed', 'query_source'],
    conditional: ['status_code', 'request_id', 'client_request_id', 'effort', ...attributionSet],
  },
  api_retries_exhausted: {
    brief: 'Every retry of a request failed; comes with its `api_error`.',
    attributes: ['model', 'error', 'total_attempts', 'total_retry_duration_ms', 'speed'],
    conditional: ['status_code', 'query_source', 'effort'],
  },
  api_refusal: {
    brief: 'The model refused. It is not an HTTP error: no `api_error` comes with it.',
    attributes: ['model', 'query_source', 'speed', 'attempt', 'server_fallback_hop'],
    conditional: ['request_id', 'effort', 'has_category', 'has_explanation', 'category', ...attributionSet],
  },
  api_request_body: {
    brief: 'Raw request, one for each attempt.',
    attributes: ['body_length', 'model', 'query_source'],
    conditional: rawBody,
    switchedBy: 'OTEL_LOG_RAW_API_BODIES',
  },
  api_response_body: {
    brief: 'Raw response.',
    attributes: ['body_length', 'model', 'query_source'],
    conditional: [...rawBody, 'request_id', 'message.id', 'message.uuid'],
    switchedBy: 'OTEL_LOG_RAW_API_BODIES',
  },
  system_prompt: {
    brief: 'The system prompt, whenever it is new. The names of its attributes are not documented.',
    conditional: [
      'system_prompt',
      'system_prompt_hash',
      'system_prompt_length',
      'system_prompt_truncated',
      'system_prompt_original_length',
    ],
    switchedBy: 'OTEL_LOG_USER_PROMPTS and ENABLE_BETA_TRACING_DETAILED',
  },
  tool: {
    brief: 'A tool that the model is offered, the first time.',
    attributes: ['tool_name', 'tool_hash', 'tool'],
    conditional: ['tool_truncated'],
    switchedBy: 'ENABLE_BETA_TRACING_DETAILED and BETA_TRACING_ENDPOINT',
  },
});

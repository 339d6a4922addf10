import { defineAttributes } from '../attribute.ts';

/**
 * Requests to the model: which one, for whom, how many tokens, what money, how long, what went wrong.
 * Sources: "Cost counter", "Token counter" and the "API …" events of the monitoring documentation; clients
 * 2.1.197 to 2.1.332.
 */

const count = { type: ['int', 'string'], privacy: 'public' } as const;
const details = { switchedBy: 'OTEL_LOG_TOOL_DETAILS' } as const;

/** Who or what stopped a tool call, in the words of `safety_event`. */
const safetyCategories = [
  'safety_check',
  'managed_policy',
  'permission_rule',
  'static_analysis',
  'hook',
  'hook_review',
  'auto_mode_block',
  'auto_mode_no_verdict',
  'permission_mode',
  'sandbox_override',
  'sandbox_network',
  'sandbox_other',
  'user_rejected',
  'other',
] as const;

export const requestAttributes = defineAttributes({
  type: {
    brief: 'Kind of tokens, of lines, or of active time, by metric.',
    type: 'string',
    privacy: 'public',
    values: ['input', 'output', 'cacheRead', 'cacheCreation', 'added', 'removed', 'user', 'cli'],
  },
  start_type: {
    brief: 'How the session began. `agents_view` is the agents dashboard, not a conversation.',
    type: 'string',
    privacy: 'public',
    values: ['fresh', 'resume', 'continue', 'agents_view'],
  },
  model: { brief: 'Model, on some signals with a suffix such as `[1m]`.', type: 'string', privacy: 'public' },
  query_source: {
    brief: 'Part of the client that asked: `main`, `subagent`, `auxiliary` on metrics, finer on events.',
    type: 'string',
    privacy: 'public',
  },
  speed: { brief: 'Fast mode or not.', type: 'string', privacy: 'public', values: ['fast', 'normal'] },
  effort: {
    brief: 'Effort level; absent where none is sent.',
    type: 'string',
    privacy: 'public',
    values: ['low', 'medium', 'high', 'xhigh', 'max'],
    since: '2.1.117',
  },
  'agent.name': {
    brief: "Kind of subagent; a user's own is `custom` unless switched on.",
    type: 'string',
    privacy: 'public',
    ...details,
  },
  'skill.name': {
    brief: 'Skill that was active; some are placeholders unless switched on.',
    type: 'string',
    privacy: 'public',
    ...details,
  },
  'plugin.name': {
    brief: 'Plugin; third-party ones are a placeholder unless switched on.',
    type: 'string',
    privacy: 'public',
    ...details,
  },
  'marketplace.name': { brief: 'Marketplace of the plugin.', type: 'string', privacy: 'public', ...details },
  'mcp_server.name': {
    brief: "MCP server whose result the request used; a user's own is `custom` unless switched on.",
    type: 'string',
    privacy: 'public',
    ...details,
  },
  'mcp_tool.name': {
    brief: "MCP tool whose result the request used; a user's own is `custom` unless switched on.",
    type: 'string',
    privacy: 'public',
    ...details,
  },
  input_tokens: { ...count, brief: 'Input tokens, cached ones left out.' },
  output_tokens: { ...count, brief: 'Output tokens.' },
  cache_read_tokens: { ...count, brief: 'Tokens read from the prompt cache.' },
  cache_creation_tokens: { ...count, brief: 'Tokens written to the prompt cache.' },
  cache_creation_5m_tokens: {
    ...count,
    brief: 'Tokens written to the cache for 5 minutes.',
    since: '2.1.329',
  },
  cache_creation_1h_tokens: { ...count, brief: 'Tokens written to the cache for 1 hour.', since: '2.1.329' },
  cost_usd: {
    brief: 'Estimated cost in US dollars, exact to the last digit.',
    type: ['double', 'int', 'string'],
    privacy: 'public',
  },
  cost_usd_micros: { ...count, brief: 'Estimated cost in micro-dollars, rounded: sums of it drift.' },
  duration_ms: { ...count, brief: 'Duration in milliseconds.' },
  ttft_ms: { ...count, brief: 'Time to the first token in milliseconds.', since: '2.1.329' },
  attempt: { ...count, brief: 'Attempts made, the first included.' },
  total_attempts: { ...count, brief: 'Attempts made before giving up.' },
  total_retry_duration_ms: { ...count, brief: 'Time spent on all attempts in milliseconds.' },
  status_code: { ...count, brief: 'HTTP status; absent for network errors.' },
  error: {
    brief: 'Error message. May quote commands, paths and answers.',
    type: 'string',
    privacy: 'content',
    keptBy: 'tools',
  },
  'error.type': {
    brief: 'Kind of failure: why managed settings were refused, or of a tool span.',
    type: 'string',
    privacy: 'public',
  },
  server_fallback_hop: {
    brief: "Whether the API's own fallback had already tried another model.",
    type: ['boolean', 'string'],
    privacy: 'public',
  },
  has_category: {
    brief: 'Whether the refusal names a category.',
    type: ['boolean', 'string'],
    privacy: 'public',
  },
  has_explanation: {
    brief: 'Whether the refusal carries an explanation.',
    type: ['boolean', 'string'],
    privacy: 'public',
  },
  category: {
    brief: 'Category of the refusal (`cyber`, `bio`, …), or what a `safety_event` is about.',
    type: 'string',
    privacy: 'public',
    values: ['cyber', 'bio', 'frontier_llm', 'reasoning_extraction', ...safetyCategories],
    ...details,
  },
  body: {
    brief:
      'Raw request or response of the API, with the whole conversation. (A log record has a body too: its name.)',
    type: 'string',
    privacy: 'content',
    switchedBy: 'OTEL_LOG_RAW_API_BODIES',
  },
  body_ref: {
    brief: 'File that holds the raw body.',
    type: 'string',
    privacy: 'content',
    switchedBy: 'OTEL_LOG_RAW_API_BODIES',
  },
  body_length: { ...count, brief: 'Length of the raw body before it was cut.' },
  body_truncated: {
    brief: 'Whether the raw body was cut.',
    type: ['boolean', 'string'],
    privacy: 'public',
  },
});

import { eventMetricFamily } from './event-metric.ts';

/**
 * Counters and histograms that the ledger folds from log events, because the client has no metric for them.
 * Adding one is one entry here.
 */

/** The metrics of this file and of `activity-metrics.ts`. */
export const eventFamily = eventMetricFamily();
const { defineEventMetric } = eventFamily;

const seconds = { worth: 0.001 };
const microseconds = 1_000_000;
/** From a cached answer to the longest request the client waits for. */
const requestBuckets = [0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300, 600];
/** From a file read to a long build. */
const toolBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];
const sizeBuckets = [64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576];

export const events = defineEventMetric({
  event: '*',
  name: 'claude_code.events',
  brief: 'Log events received, by name.',
  labels: ['event'],
  from: { event: 'event.name' },
});

export const apiRequests = defineEventMetric({
  event: 'api_request',
  name: 'claude_code.api.requests',
  brief: 'API requests that succeeded.',
  labels: ['model', 'query_source', 'effort', 'speed'],
});

export const apiRequestCost = defineEventMetric({
  event: 'api_request',
  name: 'claude_code.api.request.cost',
  brief: 'Cost of the API requests as the events report it: the witness for the cost metric.',
  unit: 'USD',
  scale: 1_000_000_000,
  labels: ['model', 'query_source'],
  value: { attribute: 'cost_usd', worth: 1 },
});

export const apiRequestTokens = defineEventMetric({
  event: 'api_request',
  name: 'claude_code.api.request.tokens',
  brief: 'Tokens of the API requests as the events report it: the witness for the token metric.',
  labels: ['type', 'model', 'query_source'],
  parts: {
    label: 'type',
    attributes: {
      input: 'input_tokens',
      output: 'output_tokens',
      cacheRead: 'cache_read_tokens',
      cacheCreation: 'cache_creation_tokens',
    },
  },
});

export const cacheCreationTokens = defineEventMetric({
  event: 'api_request',
  name: 'claude_code.api.cache_creation.tokens',
  brief: 'Tokens written to the prompt cache, by how long they stay there. Clients from 2.1.329.',
  labels: ['ttl', 'model'],
  parts: {
    label: 'ttl',
    attributes: { '5m': 'cache_creation_5m_tokens', '1h': 'cache_creation_1h_tokens' },
  },
});

export const apiRequestDuration = defineEventMetric({
  event: 'api_request',
  name: 'claude_code.api.request.duration',
  brief: 'Duration of the API requests that succeeded, retries included.',
  unit: 's',
  scale: microseconds,
  labels: ['model'],
  value: { attribute: 'duration_ms', ...seconds },
  buckets: requestBuckets,
});

export const apiTimeToFirstToken = defineEventMetric({
  event: 'api_request',
  name: 'claude_code.api.time_to_first_token',
  brief: 'Time to the first token of an answer. Clients from 2.1.329.',
  unit: 's',
  scale: microseconds,
  labels: ['model'],
  value: { attribute: 'ttft_ms', ...seconds },
  buckets: requestBuckets,
});

export const apiErrors = defineEventMetric({
  event: 'api_error',
  name: 'claude_code.api.errors',
  brief: 'API requests that failed for good, after the last retry.',
  labels: ['model', 'status_code', 'query_source'],
});

export const apiErrorAttempts = defineEventMetric({
  event: 'api_error',
  name: 'claude_code.api.error.attempts',
  brief: 'Attempts of the API requests that failed for good. Retries that end well leave no event.',
  labels: ['model', 'status_code'],
  value: { attribute: 'attempt', worth: 1 },
});

export const apiRetriesExhausted = defineEventMetric({
  event: 'api_retries_exhausted',
  name: 'claude_code.api.retries_exhausted',
  brief: 'API requests given up because every retry failed.',
  labels: ['model', 'status_code'],
});

export const apiRefusals = defineEventMetric({
  event: 'api_refusal',
  name: 'claude_code.api.refusals',
  brief: 'Answers that the model refused.',
  labels: ['model', 'category', 'query_source'],
});

export const prompts = defineEventMetric({
  event: 'user_prompt',
  name: 'claude_code.prompts',
  brief: 'Prompts, also those that Claude Code starts itself.',
  labels: ['command_source', 'command_name'],
});

export const promptLength = defineEventMetric({
  event: 'user_prompt',
  name: 'claude_code.prompt.characters',
  brief: 'Length of the prompts in characters.',
  labels: ['command_source'],
  value: { attribute: 'prompt_length', worth: 1 },
});

export const assistantResponses = defineEventMetric({
  event: 'assistant_response',
  name: 'claude_code.assistant.responses',
  brief: 'Answers with text.',
  labels: ['model', 'query_source'],
});

export const toolDecisions = defineEventMetric({
  event: 'tool_decision',
  name: 'claude_code.tool.decisions',
  brief: 'Permission decisions on tool calls, by who decided.',
  labels: ['tool_name', 'decision', 'source', 'permission_mode'],
});

export const safetyEvents = defineEventMetric({
  event: 'safety_event',
  name: 'claude_code.safety.events',
  brief: 'Tool calls that something held back: a rule, a hook, auto mode, the sandbox, the person.',
  labels: ['category', 'decision', 'decision_source'],
});

export const toolResults = defineEventMetric({
  event: 'tool_result',
  name: 'claude_code.tool.results',
  brief: 'Tool calls that ran, by outcome. Blocked calls leave no result.',
  labels: ['tool_name', 'success', 'error_type', 'mcp_server_scope'],
});

export const toolDuration = defineEventMetric({
  event: 'tool_result',
  name: 'claude_code.tool.duration',
  brief: 'Duration of the tool calls that ran.',
  unit: 's',
  scale: microseconds,
  labels: ['tool_name'],
  value: { attribute: 'duration_ms', ...seconds },
  buckets: toolBuckets,
});

export const toolResultSize = defineEventMetric({
  event: 'tool_result',
  name: 'claude_code.tool.result.size',
  brief: 'Size of what tools gave back to the model.',
  unit: 'By',
  labels: ['tool_name'],
  value: { attribute: 'tool_result_size_bytes', worth: 1 },
  buckets: sizeBuckets,
});

export const subagents = defineEventMetric({
  event: 'subagent_completed',
  name: 'claude_code.subagents',
  brief: 'Subagents that completed.',
  labels: ['agent_type', 'model', 'is_built_in'],
});

export const subagentDuration = defineEventMetric({
  event: 'subagent_completed',
  name: 'claude_code.subagent.duration',
  brief: 'Run time of subagents.',
  unit: 's',
  scale: microseconds,
  labels: ['agent_type'],
  value: { attribute: 'duration_ms', ...seconds },
  buckets: requestBuckets,
});

export const subagentToolUses = defineEventMetric({
  event: 'subagent_completed',
  name: 'claude_code.subagent.tool_uses',
  brief: 'Tool calls made by subagents.',
  labels: ['agent_type'],
  value: { attribute: 'total_tool_uses', worth: 1 },
});

export const compactions = defineEventMetric({
  event: 'compaction',
  name: 'claude_code.compactions',
  brief: 'Compactions of the context.',
  labels: ['trigger', 'success'],
});

export const compactionTokens = defineEventMetric({
  event: 'compaction',
  name: 'claude_code.compaction.tokens',
  brief: 'Tokens in the context before and after compactions.',
  labels: ['moment', 'trigger'],
  parts: { label: 'moment', attributes: { before: 'pre_tokens', after: 'post_tokens' } },
});

export const compactionDuration = defineEventMetric({
  event: 'compaction',
  name: 'claude_code.compaction.duration',
  brief: 'Duration of compactions.',
  unit: 's',
  scale: microseconds,
  labels: ['trigger'],
  value: { attribute: 'duration_ms', ...seconds },
  buckets: requestBuckets,
});

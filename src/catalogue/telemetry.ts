import { type Metric, metricFamily } from './metric.ts';

/**
 * The eight metrics that Claude Code exports over OTLP, all monotonic sums.
 * Source: the "Metrics" section of the client's monitoring documentation, and what clients 2.1.197 to 2.1.332 sent.
 */

const { defineMetric, metrics } = metricFamily();

/** Every metric below: writing an entry registers it. */
export { metrics };

/** Who or what an API request was made for. */
const attribution = [
  'model',
  'query_source',
  'effort',
  'speed',
  'agent_name',
  'skill_name',
  'plugin_name',
  'mcp_server_name',
  'mcp_tool_name',
] as const;

/** `events` on what the ledger counted from events, of a session that sent no metrics; absent otherwise. */
export const countedFrom = 'counted_from';

export const sessionCount = defineMetric({
  name: 'claude_code.session.count',
  brief: 'Sessions started. A resumed session counts again; /clear does not count.',
  labels: ['start_type', 'terminal_type', 'app_version', 'app_entrypoint', 'provider', countedFrom],
});

export const linesOfCode = defineMetric({
  name: 'claude_code.lines_of_code.count',
  brief: 'Lines of code added and removed by Edit and Write.',
  labels: ['type', 'model'],
});

export const pullRequestCount = defineMetric({
  name: 'claude_code.pull_request.count',
  brief: 'Pull requests that Claude Code created.',
  labels: [],
});

export const commitCount = defineMetric({
  name: 'claude_code.commit.count',
  brief: 'Git commits that Claude Code created.',
  labels: [],
});

export const costUsage = defineMetric({
  name: 'claude_code.cost.usage',
  brief: "Cost of the API requests at the client's own price list. Notional on a subscription.",
  unit: 'USD',
  scale: 1_000_000_000,
  labels: [...attribution, countedFrom],
});

export const tokenUsage = defineMetric({
  name: 'claude_code.token.usage',
  brief: 'Tokens of the API requests. `input` leaves out cached tokens.',
  unit: 'tokens',
  labels: ['type', ...attribution, countedFrom],
});

export const codeEditToolDecision = defineMetric({
  name: 'claude_code.code_edit_tool.decision',
  brief: 'Accepted and rejected uses of Edit, Write and NotebookEdit.',
  labels: ['tool_name', 'decision', 'source', 'language'],
});

export const activeTime = defineMetric({
  name: 'claude_code.active_time.total',
  brief: 'Time in active use: `user` at the keyboard, `cli` tools and model.',
  unit: 's',
  scale: 1_000_000,
  labels: ['type'],
});

/** Names without units, as older exporters wrote them and as people have them in their notes: recorded aliases. */
export const aliases: readonly { readonly alias: string; readonly of: Metric }[] = [
  { alias: 'claude_code_cost_usage_total', of: costUsage },
  { alias: 'claude_code_token_usage_total', of: tokenUsage },
  { alias: 'claude_code_active_time_total', of: activeTime },
];

import {
  hooksRegistered,
  mcpConnections,
  mentions,
  pluginsInstalled,
  pluginsLoaded,
  skillsActivated,
} from '../catalogue/activity-metrics.ts';
import { prompts, toolDuration, toolResultSize, toolResults } from '../catalogue/event-metrics.ts';
import { hookToolDuration, hookToolUses } from '../catalogue/hook-metrics.ts';
import { bucketTotalsOf, meanOf, occurring, quantileOf, ratioOf } from '../promql/arithmetic.ts';
import { type QueryView, totalOf } from '../promql/query.ts';
import { noHooks } from './advice.ts';
import type { Signal } from './signal.ts';
import { totalsOf } from './total.ts';

const { total, totalBy } = totalsOf('tools');

const ran =
  'Tool calls that ran, from events; a blocked or refused call leaves no result. All MCP tools are one tool here: `mcp_tool`.';
const everyone = 'All teams and projects.';

export const toolCalls = total(toolResults, { title: 'Tool calls', description: ran });

export const toolCallsByTool = totalBy(toolResults, 'tool_name', {
  title: 'Tool calls by tool',
  description: ran,
});

export const failedCalls = total(toolResults, {
  title: 'Failed tool calls',
  description: `Calls that ended with an error. ${ran}`,
  where: { success: 'false' },
  thresholds: [{ means: 'neutral' }],
});

export const failuresByTool = totalBy(toolResults, 'tool_name', {
  title: 'Failures by tool',
  description: `Calls that ended with an error. ${ran}`,
  where: { success: 'false' },
  noValue: 'No tool failed in this range.',
});

export const failuresByReason = totalBy(toolResults, 'error_type', {
  title: 'Failures by reason',
  description: `The kind of error, as the client names it. ${ran}`,
  where: { success: 'false' },
  unset: 'not told',
  noValue: 'No tool failed in this range.',
});

export const callsByOutcome = totalBy(toolResults, 'success', {
  title: 'Tool calls by success',
  description: ran,
});

const successRatio = (by: readonly 'tool_name'[], view: QueryView): string =>
  ratioOf(totalOf(toolResults, { by, where: { success: 'true' } }, view), totalOf(toolResults, { by }, view));

export const toolSuccess: Signal = {
  board: 'tools',
  title: 'Tool success',
  description: `Share of tool calls that ended without an error. ${ran}`,
  unit: 'percentunit',
  max: 1,
  legend: 'Success',
  thresholds: [{ means: 'bad' }, { from: 0.8, means: 'warning' }, { from: 0.95, means: 'good' }],
  noValue: 'No tool calls',
  expr: (view) => successRatio([], view),
};

export const toolErrorRate: Signal = {
  board: 'tools',
  title: 'Tool error rate',
  description: `Share of tool calls that ended with an error. ${ran}`,
  unit: 'percentunit',
  legend: 'Errors',
  expr: (view) =>
    ratioOf(totalOf(toolResults, { where: { success: 'false' } }, view), totalOf(toolResults, {}, view)),
};

export const toolErrorRateByTool: Signal = {
  ...toolErrorRate,
  title: 'Error rate',
  legend: '{{tool_name}}',
  thresholds: [{ means: 'good' }, { from: 0.05, means: 'warning' }, { from: 0.2, means: 'bad' }],
  expr: (view) =>
    ratioOf(
      totalOf(toolResults, { by: ['tool_name'], where: { success: 'false' } }, view),
      totalOf(toolResults, { by: ['tool_name'] }, view),
    ),
};

const quantile = (q: number, title: string): Signal => ({
  board: 'tools',
  title,
  description: `How long tool calls took: the p${q * 100}. ${everyone} ${ran}`,
  unit: 's',
  legend: `{{tool_name}}`,
  noValue: 'No tool calls',
  expr: (view) => quantileOf(q, toolDuration, { by: ['tool_name'] }, view),
});

export const medianByTool = quantile(0.5, 'Median duration');
export const slowByTool = quantile(0.95, 'p95 duration');

const overall = (q: number): Signal => ({
  ...quantile(q, `p${q * 100} of tool calls`),
  legend: `p${q * 100}`,
  expr: (view) => quantileOf(q, toolDuration, {}, view),
});

export const medianDuration = overall(0.5);
export const slowDuration = overall(0.95);

export const durationSpread: Signal = {
  ...quantile(0.5, 'How long tool calls take'),
  description: `Number of calls by duration. ${everyone} ${ran}`,
  legend: '{{le}}',
  expr: (view) => bucketTotalsOf(toolDuration, {}, view),
};

export const resultSize: Signal = {
  board: 'tools',
  title: 'Mean result',
  description: `Mean size of what a tool gave back to the model. ${everyone}`,
  unit: 'decbytes',
  legend: '{{tool_name}}',
  expr: (view) => meanOf(toolResultSize, { by: ['tool_name'] }, view),
};

export const resultSizeSpread: Signal = {
  board: 'tools',
  title: 'How large results are',
  description: `Number of results by size. ${everyone}`,
  unit: 'decbytes',
  legend: '{{le}}',
  expr: (view) => bucketTotalsOf(toolResultSize, {}, view),
};

const seenByHooks =
  'From hooks: also calls that the guard denied, and MCP tools by their server. All teams and projects.';

export const usesByOutcome = totalBy(hookToolUses, 'outcome', {
  title: 'Tool calls by outcome',
  description: seenByHooks,
  noValue: noHooks,
});

export const usesByMcpServer = totalBy(hookToolUses, 'mcp_server', {
  title: 'MCP calls by server',
  description: seenByHooks,
  where: { mcp_server: { not: '' } },
  noValue: 'No MCP server was used in this range.',
});

export const slowByHooks: Signal = {
  board: 'tools',
  title: 'p95 duration by hooks',
  description: `Duration as the hooks report it, without permission prompts. ${everyone}`,
  unit: 's',
  legend: '{{tool}}',
  noValue: noHooks,
  expr: (view) => quantileOf(0.95, hookToolDuration, { by: ['tool'] }, view),
};

export const connections = totalBy(mcpConnections, 'status', {
  title: 'MCP connections',
  description:
    'Connections to MCP servers, by outcome. Their names are sent with OTEL_LOG_TOOL_DETAILS=1 only.',
  noValue: 'No MCP server is configured.',
});

export const connectionErrors = totalBy(mcpConnections, 'error_code', {
  title: 'MCP connection errors',
  description: 'Connections that failed, by error.',
  where: { status: 'failed' },
  unset: 'not told',
  noValue: 'No connection failed in this range.',
});

export const skills = totalBy(skillsActivated, 'skill_name', {
  title: 'Skills activated',
  description: "By name; people's own skills are `custom_skill` unless OTEL_LOG_TOOL_DETAILS=1 is set.",
  unset: 'not told',
  noValue: 'No skill was used in this range.',
});

export const skillTriggers = totalBy(skillsActivated, 'invocation_trigger', {
  title: 'Who activated skills',
  description: 'A person by a slash command, or Claude unasked.',
  unset: 'not told',
  noValue: 'No skill was used in this range.',
});

export const plugins = totalBy(pluginsLoaded, 'plugin_name', {
  title: 'Plugins loaded',
  description: 'How often a session loaded a plugin: which are in use. Clients from 2.1.329.',
  unset: 'not told',
  noValue: 'No plugin was loaded in this range.',
});

export const pluginInstalls = totalBy(pluginsInstalled, 'plugin_name', {
  title: 'Plugins installed',
  description: 'Installations by plugin.',
  unset: 'not told',
  noValue: 'No plugin was installed in this range.',
});

export const slashCommands = totalBy(prompts, 'command_name', {
  title: 'Slash commands',
  description: 'Prompts that begin with a command, by command.',
  where: { command_name: { not: '' } },
  noValue: 'No slash command in this range.',
});

export const mentionsByType = totalBy(mentions, 'mention_type', {
  title: 'Mentions with @',
  description: 'Files, directories, agents and resources that prompts mention.',
  unset: 'not told',
  noValue: 'Nothing was mentioned in this range.',
});

export const configuredHooks: Signal = {
  board: 'hooks',
  title: 'Hooks configured',
  description: 'Hooks that sessions had at their start, by event; each session counts them again.',
  unit: 'short',
  legend: '{{hook_event}}',
  noValue: 'No session with hooks in this range.',
  expr: (view) => occurring(totalOf(hooksRegistered, { by: ['hook_event'] }, view)),
};

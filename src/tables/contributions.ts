import {
  activeTime,
  codeEditToolDecision,
  commitCount,
  costUsage,
  linesOfCode,
  pullRequestCount,
  sessionCount,
  tokenUsage,
} from '../catalogue/telemetry.ts';
import type { Attributes } from './column.ts';
import { type ColumnValue, columnValue } from './column.ts';
import type { MeasureName } from './measures.ts';

export type MeasureSum = readonly [name: MeasureName, amount: number];

const whole = (value: unknown): number => Math.round(Number(columnValue('real', value) ?? 0));
const nanoDollars = (value: unknown): number =>
  Math.round(Number(columnValue('real', value) ?? 0) * costUsage.scale);

const byType = (attribute: string, types: Readonly<Record<string, MeasureName>>) => {
  const measures = new Map(Object.entries(types));
  return (attributes: Attributes) => measures.get(String(attributes.get(attribute) ?? ''));
};

/**
 * The measure that a data point of a metric adds to, in the metric's own scale. Maps, and not objects: what was just
 * read from JSON is looked up in an object only after it has become one of the engine's own strings, which costs more.
 */
const measuresOfMetrics = new Map<string, (attributes: Attributes) => MeasureName | undefined>([
  [costUsage.name, () => 'cost_nanodollars'],
  [
    tokenUsage.name,
    byType('type', {
      input: 'input_tokens',
      output: 'output_tokens',
      cacheRead: 'cache_read_tokens',
      cacheCreation: 'cache_creation_tokens',
    }),
  ],
  [sessionCount.name, () => 'starts'],
  [linesOfCode.name, byType('type', { added: 'lines_added', removed: 'lines_removed' })],
  [commitCount.name, () => 'commits'],
  [pullRequestCount.name, () => 'pull_requests'],
  [codeEditToolDecision.name, byType('decision', { accept: 'edits_accepted', reject: 'edits_rejected' })],
  [activeTime.name, byType('type', { user: 'active_user_us', cli: 'active_cli_us' })],
]);

export const measureOfPoint = (metric: string, attributes: Attributes): MeasureName | undefined =>
  measuresOfMetrics.get(metric)?.(attributes);

/** What one log event adds, by its name; `events` comes with each. */
const sumsOfEvents: Readonly<Record<string, (of: (name: string) => unknown) => readonly MeasureSum[]>> = {
  user_prompt: () => [['prompts', 1]],
  api_request: (of) => [
    ['requests', 1],
    ['request_cost_nanodollars', nanoDollars(of('cost_usd'))],
    ['request_input_tokens', whole(of('input_tokens'))],
    ['request_output_tokens', whole(of('output_tokens'))],
    ['request_cache_read_tokens', whole(of('cache_read_tokens'))],
    ['request_cache_creation_tokens', whole(of('cache_creation_tokens'))],
    ['api_ms', whole(of('duration_ms'))],
  ],
  api_error: (of) => [
    ['api_errors', 1],
    ['retries', Math.max(0, whole(of('attempt')) - 1)],
    ['api_ms', whole(of('duration_ms'))],
  ],
  api_refusal: () => [['refusals', 1]],
  tool_result: (of) => [
    ['tool_calls', 1],
    ['tool_failures', columnValue('boolean', of('success')) === 0 ? 1 : 0],
    ['tools_ms', whole(of('duration_ms'))],
  ],
  tool_decision: (of) => [['tools_rejected', of('decision') === 'reject' ? 1 : 0]],
  compaction: () => [['compactions', 1]],
  subagent_completed: () => [['subagents', 1]],
  hook_execution_complete: (of) => [['hooks_ms', whole(of('total_duration_ms'))]],
};

const oneEvent: MeasureSum = ['events', 1];

export const sumsOfEvent = (name: string, attributes: Attributes): readonly MeasureSum[] => [
  oneEvent,
  ...(sumsOfEvents[name]?.((attribute) => attributes.get(attribute)) ?? []),
];

export type EventFacts = Readonly<Record<string, ColumnValue | undefined>>;

/** What an event says of its tool call. */
export const callFacts = (name: string, attributes: Attributes): EventFacts | undefined => {
  const text = (attribute: string) => {
    const value = attributes.get(attribute);
    return value === undefined ? undefined : String(value);
  };
  const number = (attribute: string) => columnValue('integer', attributes.get(attribute));
  const common = { tool: text('tool_name'), agent_id: text('agent_id') };
  if (name === 'tool_decision') {
    return {
      ...common,
      decision: text('decision'),
      decision_source: text('source'),
      permission_mode: text('permission_mode'),
    };
  }
  if (name !== 'tool_result') return undefined;
  return {
    ...common,
    success: columnValue('boolean', attributes.get('success')),
    duration_ms: number('duration_ms'),
    error_type: text('error_type'),
    decision: 'accept',
    decision_source: text('decision_source'),
    input_bytes: number('tool_input_size_bytes'),
    result_bytes: number('tool_result_size_bytes'),
  };
};

/** What an event says of its turn. */
export const turnFacts = (name: string, attributes: Attributes): EventFacts | undefined =>
  name === 'user_prompt'
    ? {
        prompt_length: columnValue('integer', attributes.get('prompt_length')),
        command: attributes.get('command_name') as string | undefined,
      }
    : name === 'tool_decision'
      ? { permission_mode: attributes.get('permission_mode') as string | undefined }
      : undefined;

/** A model is named the same whether or not its long context (`[1m]`) was asked for. */
export const modelOf = (attributes: Attributes): string => {
  const model = String(attributes.get('model') ?? '');
  return model.endsWith(']') ? model.replace(/\[\w+\]$/, '') : model;
};

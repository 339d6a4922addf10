import type { AttributeName } from './attributes.ts';
import { commonAttributes } from './events.ts';

/**
 * Spans of the client's tracing, which is in beta.
 * Sources: "Traces (beta)" and "Span attributes" of the monitoring documentation; clients 2.1.197 to 2.1.332.
 */
export interface Span {
  readonly brief: string;
  /** Name of the span it hangs below; absent: the root of a trace, one for each prompt. */
  readonly parent?: string;
  readonly attributes: readonly AttributeName[];
  readonly conditional: readonly AttributeName[];
  /** Span events by name, with their attributes. */
  readonly events?: Readonly<Record<string, readonly AttributeName[]>>;
  /** What the span needs besides tracing itself. */
  readonly switchedBy?: string;
}

/** What any span may carry besides the common attributes. */
export const commonSpanAttributes = [
  'span.type',
  'gen_ai.provider.name',
  'gen_ai.conversation.id',
  'agent_id',
  'parent_agent_id',
  'workflow.run_id',
  'workflow.name',
] as const satisfies readonly AttributeName[];

const detailed = 'ENABLE_BETA_TRACING_DETAILED and BETA_TRACING_ENDPOINT';
/** The code for them is in clients 2.1.329 and 2.1.332, switched off when they are built. */
const unpublished = 'a client built with it; none is published yet';

const defineSpans = <const Name extends string>(spans: Readonly<Record<Name, Span>>) => spans;

/** Every span by its name. */
export const spans = defineSpans({
  'claude_code.interaction': {
    brief: 'One prompt, until Claude Code is done with it.',
    attributes: ['user_prompt_length', 'interaction.sequence', 'interaction.duration_ms'],
    conditional: [
      'user_prompt',
      'parent.source',
      'queued_sends',
      'gen_ai.operation.name',
      'new_context',
      'new_context_truncated',
      'new_context_original_length',
    ],
  },
  'claude_code.llm_request': {
    brief: 'One request to the model, retries included.',
    parent: 'claude_code.interaction',
    attributes: [
      'model',
      'gen_ai.system',
      'gen_ai.request.model',
      'llm_request.context',
      'speed',
      'duration_ms',
      'attempt',
      'success',
    ],
    conditional: [
      'query_source',
      'query_source_safe',
      'effort',
      'input_tokens',
      'output_tokens',
      'cache_read_tokens',
      'cache_creation_tokens',
      'request_id',
      'gen_ai.response.id',
      'client_request_id',
      'ttft_ms',
      'first_content_ms',
      'status_code',
      'error',
      'error_class',
      'response.has_tool_call',
      'stop_reason',
      'gen_ai.operation.name',
      'gen_ai.response.finish_reasons',
      'gen_ai.response.model',
      'gen_ai.usage.input_tokens',
      'gen_ai.usage.output_tokens',
      'gen_ai.usage.cache_read.input_tokens',
      'gen_ai.usage.cache_write.input_tokens',
      'system_prompt_hash',
      'system_prompt_length',
      'system_prompt_preview',
      'system_prompt_preview_truncated',
      'system_prompt_preview_original_length',
      'user_system_prompt',
      'user_system_prompt_truncated',
      'user_system_prompt_original_length',
      'tools',
      'tools_count',
      'tools_parse_error',
      'new_context',
      'new_context_message_count',
      'new_context_truncated',
      'new_context_original_length',
      'system_reminders',
      'system_reminders_count',
      'system_reminders_truncated',
      'system_reminders_original_length',
      'response.model_output',
      'response.model_output_truncated',
      'response.model_output_original_length',
    ],
    events: { 'gen_ai.request.attempt': ['attempt', 'client_request_id'] },
  },
  'claude_code.tool': {
    brief: 'One tool call, the wait for a permission included.',
    parent: 'claude_code.interaction',
    attributes: ['tool_name', 'duration_ms'],
    conditional: [
      'tool_use_id',
      'gen_ai.tool.call.id',
      'gen_ai.tool.name',
      'gen_ai.operation.name',
      'tool_name_safe',
      'bash_command_class',
      'bash_argv0',
      'anthropic.mcp.server.name',
      'result_tokens',
      'file_path',
      'full_command',
      'skill_name',
      'subagent_type',
      'tool_input',
      'tool_input_truncated',
      'tool_input_original_length',
      'new_context',
      'new_context_truncated',
      'new_context_original_length',
    ],
    events: {
      'tool.output': [
        'content',
        'content_truncated',
        'content_original_length',
        'output',
        'output_truncated',
        'output_original_length',
        'diff',
        'diff_truncated',
        'diff_original_length',
        'file_path',
        'file_path_truncated',
        'file_path_original_length',
        'bash_command',
        'bash_command_truncated',
        'bash_command_original_length',
      ],
    },
  },
  'claude_code.tool.blocked_on_user': {
    brief: 'The wait for a permission.',
    parent: 'claude_code.tool',
    attributes: ['duration_ms', 'decision', 'source'],
    conditional: [],
  },
  'claude_code.tool.execution': {
    brief: 'The run of a tool; missing when the call was blocked.',
    parent: 'claude_code.tool',
    attributes: ['duration_ms', 'success'],
    conditional: ['tool_use_id', 'gen_ai.tool.call.id', 'error', 'error.type', 'error_class'],
  },
  'claude_code.mcp.rpc': {
    brief: 'One call to an MCP server.',
    parent: 'claude_code.tool.execution',
    attributes: ['rpc.system', 'rpc.method', 'attempt'],
    conditional: ['rpc.service', 'mcp_tool', 'mcp_args'],
    switchedBy: unpublished,
  },
  'claude_code.bash.subprocess': {
    brief: 'The process that a shell command ran in.',
    parent: 'claude_code.tool.execution',
    attributes: ['shell.type', 'command_length', 'timeout_ms'],
    conditional: [
      'command',
      'command_prefix',
      'exit_code',
      'stdout_bytes',
      'stderr_bytes',
      'interrupted',
      'backgrounded',
    ],
    switchedBy: unpublished,
  },
  'claude_code.subagent.spawn': {
    brief: 'The start of a subagent.',
    parent: 'claude_code.tool.execution',
    attributes: ['agent_type'],
    conditional: ['success', 'error', 'error_class'],
    switchedBy: unpublished,
  },
  'claude_code.compaction': {
    brief: 'A compaction of the context.',
    parent: 'claude_code.interaction',
    attributes: ['trigger', 'message_count'],
    conditional: ['success', 'error'],
    switchedBy: unpublished,
  },
  'claude_code.hook': {
    brief: 'The hooks of one event.',
    parent: 'claude_code.interaction',
    attributes: [
      'hook_event',
      'hook_name',
      'num_hooks',
      'duration_ms',
      'num_success',
      'num_blocking',
      'num_non_blocking_error',
      'num_cancelled',
    ],
    conditional: ['hook_definitions'],
    switchedBy: detailed,
  },
});

export type SpanName = keyof typeof spans;

export const isSpanName = (name: string): name is SpanName => Object.hasOwn(spans, name);

const common: ReadonlySet<string> = new Set([...commonAttributes, ...commonSpanAttributes]);

/** Whether the catalogue knows an attribute on a span. */
export const spanHas = (name: SpanName, attribute: string): boolean => {
  const { attributes, conditional }: Span = spans[name];
  return common.has(attribute) || [...attributes, ...conditional].some((known) => known === attribute);
};

/** The attributes of an event on a span; `undefined` for an event that the catalogue does not know. */
export const spanEventAttributes = (span: SpanName, event: string): readonly AttributeName[] | undefined => {
  const { events }: Span = spans[span];
  return events?.[event];
};

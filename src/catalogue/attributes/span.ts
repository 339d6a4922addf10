import { type Attribute, type AttributeTable, defineAttributes } from '../attribute.ts';

/**
 * What only spans and span events carry.
 * Sources: "Traces (beta)", "Span attributes" and "Content attributes under detailed beta tracing" of the
 * monitoring documentation; clients 2.1.197 to 2.1.332.
 */

const word = { type: 'string', privacy: 'public' } as const;
const count = { type: ['int', 'string'], privacy: 'public' } as const;
const flag = { type: ['boolean', 'string'], privacy: 'public' } as const;
const text = { type: 'string', privacy: 'content' } as const;
const details = { switchedBy: 'OTEL_LOG_TOOL_DETAILS' } as const;
const content = { switchedBy: 'OTEL_LOG_TOOL_CONTENT' } as const;
const detailed = { switchedBy: 'ENABLE_BETA_TRACING_DETAILED' } as const;
const prompts = { switchedBy: 'OTEL_LOG_USER_PROMPTS and ENABLE_BETA_TRACING_DETAILED' } as const;

export const spanAttributes = defineAttributes({
  'span.type': { ...word, brief: 'Kind of span.' },
  user_prompt: {
    ...text,
    keptBy: 'prompts',
    brief: 'Text of the prompt, or `<REDACTED>`.',
    switchedBy: 'OTEL_LOG_USER_PROMPTS',
  },
  user_prompt_length: { ...count, brief: 'Length of the prompt in characters.' },
  'interaction.sequence': { ...count, brief: 'Number of the interaction within the process.' },
  'interaction.duration_ms': { ...count, brief: 'Duration of the interaction in milliseconds.' },
  'parent.source': {
    ...word,
    brief: 'Where the parent of the trace comes from.',
    values: ['env', 'none'],
    since: '2.1.268',
  },
  queued_sends: { ...count, brief: 'Messages that waited in the queue.', since: '2.1.329' },
  'gen_ai.system': { ...word, brief: 'Always `anthropic`.' },
  'gen_ai.provider.name': { ...word, brief: 'Always `anthropic`.', since: '2.1.329' },
  'gen_ai.operation.name': { ...word, brief: '`invoke_agent`, `execute_tool` or `chat`.', since: '2.1.329' },
  'gen_ai.request.model': { ...word, brief: 'The same as `model`.' },
  'gen_ai.response.model': { ...word, brief: 'Model that answered.', since: '2.1.332' },
  'gen_ai.usage.input_tokens': {
    ...count,
    brief: 'Input tokens, cached ones included.',
    since: '2.1.332',
  },
  'gen_ai.usage.output_tokens': { ...count, brief: 'Output tokens.', since: '2.1.332' },
  'gen_ai.usage.cache_read.input_tokens': {
    ...count,
    brief: 'Tokens read from the prompt cache.',
    since: '2.1.332',
  },
  'gen_ai.usage.cache_write.input_tokens': {
    ...count,
    brief: 'Tokens written to the prompt cache.',
    since: '2.1.332',
  },
  'gen_ai.conversation.id': {
    brief: 'Session, or agent.',
    type: 'string',
    privacy: 'pseudonymous',
    since: '2.1.329',
  },
  'gen_ai.response.id': { brief: 'The same as `request_id`.', type: 'string', privacy: 'pseudonymous' },
  'gen_ai.response.finish_reasons': {
    brief: '`stop_reason` in a list.',
    type: 'string[]',
    privacy: 'public',
  },
  'gen_ai.tool.call.id': { brief: 'The same as `tool_use_id`.', type: 'string', privacy: 'pseudonymous' },
  'gen_ai.tool.name': { ...word, brief: 'The same as `tool_name`.', since: '2.1.329' },
  'anthropic.mcp.server.name': { ...word, brief: 'MCP server that was called.', since: '2.1.329' },
  'llm_request.context': {
    ...word,
    brief: 'What the request is part of.',
    values: ['interaction', 'tool', 'standalone'],
  },
  query_source_safe: { ...word, brief: 'Bounded form of `query_source`.', since: '2.1.268' },
  first_content_ms: {
    ...count,
    brief: 'Time to the first block of content, in milliseconds.',
    since: '2.1.268',
  },
  stop_reason: { ...word, brief: 'Why the model stopped, e.g. `end_turn`, `tool_use`.' },
  'response.has_tool_call': { ...flag, brief: 'Whether the answer calls a tool.' },
  error_class: { ...word, brief: 'Class of the error as an identifier.', since: '2.1.268' },
  tool_name_safe: { ...word, brief: 'Tool, without any name that a user chose.', since: '2.1.268' },
  bash_command_class: {
    ...word,
    brief: "Class of the command's first program, from a fixed list.",
    since: '2.1.268',
  },
  bash_argv0: {
    ...word,
    brief: "The command's first program where it is on the fixed list, else `other`.",
    since: '2.1.268',
  },
  result_tokens: { ...count, brief: 'Size of the tool result in tokens, about.' },
  'rpc.system': { ...word, brief: 'Always `mcp`.', since: '2.1.329' },
  'rpc.service': { ...word, brief: 'MCP server.', ...details, since: '2.1.329' },
  'rpc.method': { ...word, brief: 'Always `tools/call`.', since: '2.1.329' },
  mcp_tool: { ...word, brief: 'Tool of the MCP server.', ...details, since: '2.1.329' },
  mcp_args: { ...text, keptBy: 'tools', ...detailed, brief: 'Arguments of the MCP tool as JSON.' },
  'shell.type': { ...word, brief: 'Shell that ran the command, e.g. `bash`.', since: '2.1.329' },
  command_length: { ...count, brief: 'Length of the command in characters.', since: '2.1.329' },
  timeout_ms: { ...count, brief: 'Time that the command had, in milliseconds.', since: '2.1.329' },
  command: { ...text, keptBy: 'tools', ...detailed, brief: 'Command that was run.' },
  command_prefix: {
    brief: 'First words of the commands in it.',
    type: 'string[]',
    privacy: 'content',
    keptBy: 'tools',
    ...detailed,
  },
  exit_code: { ...count, brief: 'Exit code of the command.', since: '2.1.329' },
  stdout_bytes: { ...count, brief: 'Bytes on standard output.', since: '2.1.329' },
  stderr_bytes: { ...count, brief: 'Bytes on standard error.', since: '2.1.329' },
  interrupted: { ...flag, brief: 'Whether the command was interrupted.', since: '2.1.329' },
  backgrounded: { ...flag, brief: 'Whether the command went on in the background.', since: '2.1.329' },
  message_count: { ...count, brief: 'Messages in the conversation.', since: '2.1.332' },
  skill_name: { ...word, brief: 'Skill that the Skill tool was called for.', ...details },
  subagent_type: { ...word, brief: 'Kind of subagent that was started.', ...details },
  file_path: { ...text, keptBy: 'tools', brief: 'File that the tool worked on.', ...details },
  full_command: { ...text, keptBy: 'tools', brief: 'Command that was run.', ...details },
  bash_command: { ...text, keptBy: 'tools', brief: 'Command whose output follows.', ...content },
  content: { ...text, keptBy: 'tools', brief: 'Text that was read from or written to a file.', ...content },
  output: { ...text, keptBy: 'tools', brief: 'Output of the command or tool.', ...content },
  diff: { ...text, keptBy: 'tools', brief: 'Patch that was applied.', ...content },
  system_prompt_hash: {
    ...detailed,
    brief: 'Short hash of the system prompt.',
    type: 'string',
    privacy: 'pseudonymous',
  },
  system_prompt_length: { ...count, ...detailed, brief: 'Length of the system prompt.' },
  system_prompt_preview: { ...text, keptBy: 'prompts', ...prompts, brief: 'Beginning of the system prompt.' },
  user_system_prompt: {
    ...text,
    keptBy: 'prompts',
    ...prompts,
    brief: 'System prompt that the user or SDK gave.',
  },
  new_context: { ...text, ...prompts, brief: 'What is new in the conversation: prompts and tool results.' },
  new_context_message_count: { ...count, ...detailed, brief: 'Messages that are new.' },
  system_reminders: { ...text, keptBy: 'prompts', ...prompts, brief: 'Reminders that the client put in.' },
  system_reminders_count: { ...count, ...detailed, brief: 'Reminders that the client put in.' },
  tools: { ...text, ...detailed, brief: 'Tools offered to the model, with hashes, as JSON.' },
  tools_parse_error: { ...flag, ...detailed, brief: 'Whether the list of tools could not be read.' },
  tools_count: { ...count, ...detailed, brief: 'Tools offered to the model.' },
  'response.model_output': { ...text, keptBy: 'responses', ...prompts, brief: 'Answer of the model.' },
});

/** Attributes that the client cuts at its content limit (60 KiB) and then marks with two more. */
const cut = [
  'bash_command',
  'content',
  'diff',
  'file_path',
  'new_context',
  'output',
  'prompt',
  'response',
  'response.model_output',
  'system_prompt',
  'system_prompt_preview',
  'system_reminders',
  'tool',
  'tool_input',
  'user_system_prompt',
] as const;

const marksOf = <Name extends string>(
  names: readonly Name[],
): AttributeTable<`${Name}_truncated` | `${Name}_original_length`> =>
  Object.fromEntries(
    names.flatMap((name): [string, Attribute][] => [
      [`${name}_truncated`, { ...flag, brief: `Whether \`${name}\` was cut.` }],
      [`${name}_original_length`, { ...count, brief: `Length of \`${name}\` before it was cut.` }],
    ]),
  ) as AttributeTable<`${Name}_truncated` | `${Name}_original_length`>;

export const cutAttributes = marksOf(cut);

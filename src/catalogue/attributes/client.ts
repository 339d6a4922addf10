import { defineAttributes } from '../attribute.ts';

/**
 * Prompts and answers, and the client's own doings: compaction, sign-in, surveys, clean-ups, managed settings.
 * Sources: the events of those names in the monitoring documentation; clients 2.1.197 to 2.1.332.
 */

const word = { type: 'string', privacy: 'public' } as const;
const count = { type: ['int', 'string'], privacy: 'public' } as const;
const flag = { type: ['boolean', 'string'], privacy: 'public' } as const;
const managed = { switchedBy: 'OTEL_LOG_MANAGED_SETTINGS', since: '2.1.274' } as const;

export const clientAttributes = defineAttributes({
  prompt_length: { ...count, brief: 'Length of the prompt in characters.' },
  prompt: {
    brief: 'Text of the prompt, or `<REDACTED>`.',
    type: 'string',
    privacy: 'content',
    keptBy: 'prompts',
    switchedBy: 'OTEL_LOG_USER_PROMPTS',
  },
  prompt_text: {
    brief: 'The same as `prompt`, for stores that nest dotted names.',
    type: 'string',
    privacy: 'content',
    keptBy: 'prompts',
    switchedBy: 'OTEL_LOG_USER_PROMPTS',
    since: '2.1.287',
  },
  command_name: {
    ...word,
    brief: 'Slash command; those of users and MCP servers are `custom` and `mcp` unless switched on.',
    switchedBy: 'OTEL_LOG_TOOL_DETAILS',
  },
  command_source: { ...word, brief: 'Where the command comes from.', values: ['builtin', 'custom', 'mcp'] },
  response_length: { ...count, brief: 'Length of the answer in characters.' },
  response: {
    brief: "Text of the answer, or `<REDACTED>`. In `feedback_survey`: the person's choice.",
    type: 'string',
    privacy: 'content',
    keptBy: 'responses',
    privacyIn: { feedback_survey: 'public' },
    switchedBy: 'OTEL_LOG_ASSISTANT_RESPONSES',
  },
  system_prompt: {
    brief: 'The whole system prompt.',
    type: 'string',
    privacy: 'content',
    keptBy: 'prompts',
    switchedBy: 'OTEL_LOG_USER_PROMPTS and ENABLE_BETA_TRACING_DETAILED',
  },
  tool: {
    brief: 'Definition of a tool as JSON, the first time that the model is offered it.',
    type: 'string',
    privacy: 'content',
    switchedBy: 'ENABLE_BETA_TRACING_DETAILED',
  },
  tool_hash: { brief: 'Short hash of the definition.', type: 'string', privacy: 'pseudonymous' },
  mention_type: {
    ...word,
    brief: 'What was mentioned with @.',
    values: ['file', 'directory', 'agent', 'mcp_resource', 'peer'],
  },
  trigger: {
    ...word,
    brief: 'What set off a compaction (`auto`, `manual`) or a change of permission mode (`shift_tab`, …).',
    values: ['auto', 'manual', 'shift_tab', 'exit_plan_mode', 'auto_gate_denied', 'auto_opt_in'],
  },
  pre_tokens: { ...count, brief: 'Tokens in the context before compaction, about.' },
  post_tokens: { ...count, brief: 'Tokens in the context after compaction, about.' },
  precompute_reuse: {
    ...word,
    brief: 'Whether `/compact` could use a summary made beforehand.',
    values: ['hit', 'miss_custom_instructions', 'miss_hook', 'miss_not_ready'],
    since: '2.1.153',
  },
  action: { ...word, brief: 'Sign-in or sign-out.', values: ['login', 'logout'] },
  auth_method: { ...word, brief: 'How the person signs in, e.g. `oauth`.' },
  error_category: { ...word, brief: 'Class of the sign-in error.' },
  error_name: { ...word, brief: 'Class of the internal error, e.g. `TypeError`.' },
  event_type: { ...word, brief: 'What happened to the survey, e.g. `appeared`, `responded`.' },
  appearance_id: { brief: 'One showing of a survey.', type: 'string', privacy: 'pseudonymous' },
  trigger_type: { ...word, brief: 'What brought up the survey about a plugin.', since: '2.1.332' },
  event_origin: { ...word, brief: 'Program that showed the survey, e.g. `sdk_host`.', since: '2.1.332' },
  event_origin_server: { ...word, brief: 'MCP server of that program.', since: '2.1.332' },
  survey_type: { ...word, brief: 'Which survey; `session` asks how Claude is doing.' },
  enabled_via_override: {
    ...flag,
    brief: 'Whether the survey is shown because of CLAUDE_CODE_ENABLE_FEEDBACK_SURVEY_FOR_OTEL.',
  },
  result: { ...word, brief: 'Whether the clean-up ran.', values: ['complete', 'skipped'] },
  period_days: { ...count, brief: 'Days that transcripts are kept.' },
  used_default: { ...flag, brief: 'Whether that is the default.' },
  skip_reason: { ...word, brief: 'Why the clean-up did not run.' },
  transcripts_deleted: { ...count, brief: 'Transcripts deleted.' },
  transcripts_exempted_desktop: {
    ...count,
    brief: "Transcripts kept by the desktop app's rules.",
    since: '2.1.248',
  },
  session_files_deleted: { ...count, brief: 'Files of sessions deleted.' },
  artifacts_deleted: { ...count, brief: 'All items deleted; a lower bound.' },
  files_retained_fresh: { ...count, brief: 'Files kept because they are young; a lower bound.' },
  files_past_cutoff: { ...count, brief: 'Files too old that could not be deleted.' },
  error_count: { ...count, brief: 'Errors while listing or deleting.' },
  history_entries_pruned: { ...count, brief: 'Entries removed from the prompt history.', since: '2.1.329' },
  'managed_settings.trigger': {
    ...word,
    brief: 'When managed settings were read.',
    values: ['startup', 'change', 'refused'],
    since: '2.1.274',
  },
  'managed_settings.sources': {
    brief: 'Where managed settings come from: `remote`, `plist`, `hklm`, `file`, `parent`, `hkcu`.',
    type: 'string[]',
    privacy: 'public',
    since: '2.1.274',
  },
  'managed_settings.source_behavior': {
    ...word,
    brief: 'How several sources combine.',
    values: ['first-wins', 'merge'],
    since: '2.1.274',
  },
  'managed_settings.helper.state': { ...word, brief: 'State of the policy helper.', since: '2.1.274' },
  'managed_settings.helper.applied': {
    ...word,
    brief: "Whether the helper's output counts.",
    values: ['output', 'none'],
    since: '2.1.274',
  },
  'managed_settings.helper.entry': { ...word, brief: 'Setting that names the helper.', since: '2.1.274' },
  'managed_settings.helper.path': {
    brief: 'Path of the helper.',
    type: 'string',
    privacy: 'content',
    since: '2.1.274',
  },
  'managed_settings.resolved_sha256': {
    ...managed,
    brief: 'Digest of the settings; a short policy can be guessed from it.',
    type: 'string',
    privacy: 'pseudonymous',
  },
  'managed_settings.settings': {
    ...managed,
    brief: 'Names and shape of the settings as JSON.',
    type: 'string',
    privacy: 'content',
  },
  'managed_settings.settings_truncated': { ...managed, ...flag, brief: 'Whether they were cut.' },
});

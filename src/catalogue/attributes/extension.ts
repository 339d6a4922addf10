import { defineAttributes } from '../attribute.ts';

/**
 * Hooks, MCP servers, plugins, skills and subagents.
 * Sources: "Hook registered/execution …", "MCP server connection", "Plugin …", "Skill activated" and "Subagent
 * completed" events of the monitoring documentation; clients 2.1.197 to 2.1.332.
 */

const word = { type: 'string', privacy: 'public' } as const;
const count = { type: ['int', 'string'], privacy: 'public' } as const;
const flag = { type: ['boolean', 'string'], privacy: 'public' } as const;
const details = { switchedBy: 'OTEL_LOG_TOOL_DETAILS' } as const;

export const hookAttributes = defineAttributes({
  hook_event: { ...word, brief: 'Hook event, e.g. `PreToolUse`.' },
  hook_name: { ...word, brief: 'Hook event with what it matched, e.g. `PreToolUse:Write`.' },
  hook_type: {
    ...word,
    brief: 'Kind of hook.',
    values: ['command', 'prompt', 'mcp_tool', 'http', 'agent'],
  },
  hook_source: { ...word, brief: 'Where the hook is configured, e.g. `userSettings`; `merged` for several.' },
  hook_matcher: { ...word, brief: 'Matcher of the hook, e.g. `Edit|Write`.', ...details },
  hook_definitions: {
    brief: 'Configuration of the hooks as JSON, commands included.',
    type: 'string',
    privacy: 'content',
    keptBy: 'tools',
    switchedBy: 'OTEL_LOG_TOOL_DETAILS and ENABLE_BETA_TRACING_DETAILED',
  },
  num_hooks: { ...count, brief: 'Hooks that matched, internal ones sometimes included.' },
  num_success: { ...count, brief: 'Hooks that ended well.' },
  num_blocking: { ...count, brief: 'Hooks that blocked. A deny by JSON from an http hook is not in it.' },
  num_non_blocking_error: { ...count, brief: 'Hooks that failed without blocking.' },
  num_cancelled: { ...count, brief: 'Hooks that were cancelled, by time-out too.' },
  total_duration_ms: { ...count, brief: 'Time the client waited for all matching hooks, in milliseconds.' },
  managed_only: { ...flag, brief: 'Whether only hooks of managed settings may run.' },
  safe_mode: { ...flag, brief: 'Whether the session began with `--safe-mode`.', since: '2.1.169' },
  stdout_chars: { ...count, brief: 'Characters on the standard output of hooks.', since: '2.1.280' },
  additional_context_chars: { ...count, brief: 'Characters of context that hooks added.', since: '2.1.280' },
  system_message_chars: { ...count, brief: 'Characters of messages that hooks showed.', since: '2.1.280' },
  initial_user_message_chars: {
    ...count,
    brief: 'Characters of first messages that hooks set.',
    since: '2.1.280',
  },
  num_outputs_persisted: {
    ...count,
    brief: 'Hook outputs too long for the context, kept in files.',
    since: '2.1.280',
  },
  plugin_id: { ...word, brief: 'Official plugin that reports numbers, `name@marketplace`.' },
});

export const extensionAttributes = defineAttributes({
  status: {
    ...word,
    brief: 'What became of the connection.',
    values: ['connected', 'failed', 'disconnected'],
  },
  transport_type: { ...word, brief: 'Transport of the MCP server: `stdio`, `sse`, `http`, …' },
  server_scope: { ...word, brief: 'Where the MCP server is configured: `user`, `project`, `local`, …' },
  server_name: { ...word, brief: 'Name of the MCP server.', ...details },
  error_code: { ...word, brief: 'Code of the error, e.g. `ENOENT`.' },
  is_plugin: { ...flag, brief: 'Whether a plugin brought it.' },
  plugin_id_hash: {
    ...word,
    brief: 'Hash of plugin and marketplace name: counts plugins without naming them.',
  },
  'plugin.version': { ...word, brief: 'Version of the plugin.', ...details },
  'plugin.scope': {
    ...word,
    brief: 'Origin of the plugin.',
    values: ['official', 'community', 'org', 'user-local', 'default-bundle'],
  },
  'marketplace.is_official': { ...flag, brief: 'Whether the marketplace is the official one.' },
  'install.trigger': { ...word, brief: 'How the plugin was installed.', values: ['cli', 'ui'] },
  'install.disabled_by_default': {
    ...flag,
    brief: 'Whether the plugin stays off until a person switches it on.',
    since: '2.1.332',
  },
  enabled_via: {
    ...word,
    brief: 'How the plugin was switched on.',
    values: ['default-enable', 'org-policy', 'admin-install', 'seed-mount', 'user-install'],
  },
  has_hooks: { ...flag, brief: 'Whether the plugin brings hooks.' },
  has_mcp: { ...flag, brief: 'Whether the plugin brings MCP servers.' },
  host_owned_mcp: { ...flag, brief: "Whether the SDK's host runs the plugin's MCP connections." },
  skill_path_count: { ...count, brief: 'Folders of skills that the plugin declares.' },
  command_path_count: { ...count, brief: 'Folders of commands that the plugin declares.' },
  agent_path_count: { ...count, brief: 'Folders of agents that the plugin declares.' },
  'skill.source': { ...word, brief: 'Where the skill comes from: `bundled`, `userSettings`, `plugin`, …' },
  'skill.kind': { ...word, brief: '`workflow` for a workflow skill; else absent.', values: ['workflow'] },
  invocation_trigger: {
    ...word,
    brief: 'Who activated the skill.',
    values: ['user-slash', 'claude-proactive', 'nested-skill'],
  },
  agent_type: {
    ...word,
    brief: "Kind of subagent; a user's own is `custom` unless switched on.",
    ...details,
  },
  'agent.source': { ...word, brief: 'Where the agent is defined: `built-in`, `plugin`, `userSettings`, …' },
  is_built_in: { ...flag, brief: 'Whether the agent is built in.' },
  is_async: { ...flag, brief: 'Whether the agent ran in the background.' },
  total_tokens: { ...count, brief: "Tokens of the agent's last request only, not of its whole run." },
  total_tool_uses: { ...count, brief: 'Tool calls of the agent.' },
  final_model: { ...word, brief: 'Model of the last answer of the agent.', since: '2.1.212' },
  model_swapped: { ...flag, brief: 'Whether more than one model served the agent.', since: '2.1.212' },
});

import { defineEvents } from '../event.ts';

/**
 * MCP servers, plugins, skills, subagents and mentions.
 * Source: the events of these names in the monitoring documentation; clients 2.1.197 to 2.1.332.
 */
export const extensionEvents = defineEvents({
  mcp_server_connection: {
    brief: 'An MCP server connected, disconnected, or failed to.',
    attributes: ['status', 'transport_type', 'server_scope'],
    conditional: [
      'duration_ms',
      'error_code',
      'is_plugin',
      'plugin_id_hash',
      'plugin.name',
      'server_name',
      'error',
    ],
  },
  plugin_installed: {
    brief: 'A plugin was installed.',
    attributes: ['marketplace.is_official', 'install.trigger'],
    conditional: ['plugin.name', 'plugin.version', 'marketplace.name', 'install.disabled_by_default'],
  },
  plugin_loaded: {
    brief: 'A plugin is active; one event for each, at the start of a session.',
    attributes: [
      'plugin.name',
      'plugin.scope',
      'enabled_via',
      'plugin_id_hash',
      'has_hooks',
      'has_mcp',
      'skill_path_count',
      'command_path_count',
      'agent_path_count',
    ],
    conditional: ['marketplace.name', 'plugin.version', 'host_owned_mcp', 'safe_mode'],
  },
  skill_activated: {
    brief: 'A skill was activated. Names are placeholders here even where metrics have them.',
    attributes: ['skill.name', 'invocation_trigger', 'skill.source'],
    conditional: ['skill.kind', 'plugin.name', 'marketplace.name'],
  },
  at_mention: {
    brief: 'Something was mentioned with @ in a prompt. Some ways to fail leave no event.',
    attributes: ['mention_type', 'success'],
  },
  subagent_completed: {
    brief: 'A subagent gave its result back.',
    attributes: [
      'agent_type',
      'agent.source',
      'is_built_in',
      'is_async',
      'total_tokens',
      'total_tool_uses',
      'duration_ms',
      'model',
    ],
    conditional: ['final_model', 'model_swapped', 'plugin_id_hash', 'plugin.name'],
  },
});

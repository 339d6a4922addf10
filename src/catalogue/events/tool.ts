import { defineEvents } from '../event.ts';

/**
 * Tool calls, permissions and hooks.
 * Source: the events of these names in the monitoring documentation; clients 2.1.197 to 2.1.332.
 */

const execution = ['hook_event', 'hook_name', 'num_hooks', 'managed_only', 'hook_source'] as const;

export const toolEvents = defineEvents({
  tool_decision: {
    brief: 'A tool call was allowed or rejected. The source of truth about blocks.',
    attributes: ['tool_name', 'tool_use_id', 'decision', 'source'],
    conditional: [
      'tool_source',
      'tool_parameters',
      'permission_mode',
      'request_id',
      'classifier_verdict',
      'classifier_category',
    ],
  },
  tool_result: {
    brief: 'A tool call ran. Rejected calls have none.',
    attributes: ['tool_name', 'success', 'duration_ms'],
    conditional: [
      'tool_use_id',
      'tool_input_size_bytes',
      'tool_result_size_bytes',
      'error_type',
      'error',
      'decision_type',
      'decision_source',
      'mcp_server_scope',
      'tool_parameters',
      'tool_input',
      'request_id',
      'vcs.ref.head.revision',
      'vcs.ref.head.name',
      'vcs.ref.head.type',
    ],
  },
  safety_event: {
    brief: 'Something held a tool call back: a rule, a hook, auto mode, the sandbox, the person.',
    attributes: ['category', 'decision', 'decision_source', 'sandbox_enabled'],
    conditional: [
      'tool_name',
      'tool_class',
      'tool_use_id',
      'permission_mode',
      'reason_type',
      'reason_code',
      'rule_source',
      'grant_scope',
      'circuit_breaker',
      'classifier_category',
      'hook_event',
      'mcp_server.name',
      'mcp_tool.name',
      'sandbox_violation_count',
    ],
    since: '2.1.329',
  },
  permission_mode_changed: {
    brief: 'The permission mode changed.',
    attributes: ['from_mode', 'to_mode'],
    conditional: ['trigger'],
  },
  hook_registered: {
    brief: 'A hook is configured; one event for each, at the start of a session.',
    attributes: ['hook_event', 'hook_type', 'hook_source'],
    conditional: ['safe_mode', 'hook_matcher', 'plugin.name', 'plugin_id_hash'],
  },
  hook_execution_start: {
    brief: 'The hooks of an event begin; one record for all that match.',
    attributes: execution,
    conditional: ['safe_mode', 'hook_definitions'],
  },
  hook_execution_complete: {
    brief: 'The hooks of an event ended. Missing when they blocked a prompt or a permission request.',
    attributes: [
      ...execution,
      'num_success',
      'num_blocking',
      'num_non_blocking_error',
      'num_cancelled',
      'total_duration_ms',
    ],
    conditional: [
      'safe_mode',
      'hook_definitions',
      'stdout_chars',
      'additional_context_chars',
      'system_message_chars',
      'initial_user_message_chars',
      'num_outputs_persisted',
    ],
  },
  hook_plugin_metrics: {
    brief: 'Numbers that a hook of an official plugin reports, under up to 20 names of its own.',
    attributes: ['plugin_id', 'hook_event'],
    others: /^[a-z][a-z0-9_]{0,39}$/,
  },
});

import { eventMetricFamily } from './event-metric.ts';
import { eventFamily } from './event-metrics.ts';

/** Counters folded from log events about the client's surroundings: extensions, permissions, sign-in, feedback. */

const { defineEventMetric, metrics } = eventMetricFamily(eventFamily);

/** All metrics folded from log events: writing an entry, here or in `event-metrics.ts`, registers it. */
export const eventMetrics = metrics;

export const mcpConnections = defineEventMetric({
  event: 'mcp_server_connection',
  name: 'claude_code.mcp.connections',
  brief: 'Connections to MCP servers, by outcome.',
  labels: ['status', 'transport_type', 'server_scope', 'error_code'],
});

export const skillsActivated = defineEventMetric({
  event: 'skill_activated',
  name: 'claude_code.skills.activated',
  brief: 'Skills that were activated.',
  labels: ['skill_name', 'invocation_trigger', 'skill_source'],
  from: { skill_name: 'skill.name', skill_source: 'skill.source' },
});

export const pluginsLoaded = defineEventMetric({
  event: 'plugin_loaded',
  name: 'claude_code.plugins.loaded',
  brief: 'Plugins loaded at the start of a session.',
  labels: ['plugin_name', 'plugin_scope', 'enabled_via'],
  from: { plugin_scope: 'plugin.scope' },
});

export const pluginsInstalled = defineEventMetric({
  event: 'plugin_installed',
  name: 'claude_code.plugins.installed',
  brief: 'Plugins that were installed.',
  labels: ['plugin_name', 'install_trigger'],
  from: { install_trigger: 'install.trigger' },
});

export const hooksRegistered = defineEventMetric({
  event: 'hook_registered',
  name: 'claude_code.hooks.registered',
  brief: 'Hooks configured at the start of a session.',
  labels: ['hook_event', 'hook_type', 'hook_source'],
});

export const hookExecutions = defineEventMetric({
  event: 'hook_execution_complete',
  name: 'claude_code.hook.executions',
  brief: 'Hooks that ran, by outcome. Any hook, not only ours.',
  labels: ['outcome', 'hook_event'],
  parts: {
    label: 'outcome',
    attributes: {
      success: 'num_success',
      blocking: 'num_blocking',
      non_blocking_error: 'num_non_blocking_error',
      cancelled: 'num_cancelled',
    },
  },
});

export const hookDuration = defineEventMetric({
  event: 'hook_execution_complete',
  name: 'claude_code.hook.duration',
  brief: 'Time the client waited for all hooks of an event.',
  unit: 's',
  scale: 1_000_000,
  labels: ['hook_event'],
  value: { attribute: 'total_duration_ms', worth: 0.001 },
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
});

export const permissionModeChanges = defineEventMetric({
  event: 'permission_mode_changed',
  name: 'claude_code.permission_mode.changes',
  brief: 'Changes of the permission mode.',
  labels: ['from_mode', 'to_mode', 'trigger'],
});

export const signIns = defineEventMetric({
  event: 'auth',
  name: 'claude_code.auth',
  brief: 'Logins and logouts, by outcome.',
  labels: ['action', 'success', 'error_category'],
});

export const internalErrors = defineEventMetric({
  event: 'internal_error',
  name: 'claude_code.internal_errors',
  brief: 'Errors inside the client.',
  labels: ['error_name'],
});

export const feedbackSurveys = defineEventMetric({
  event: 'feedback_survey',
  name: 'claude_code.feedback_surveys',
  brief: 'Feedback surveys, by answer.',
  labels: ['event_type', 'survey_type', 'response'],
});

export const mentions = defineEventMetric({
  event: 'at_mention',
  name: 'claude_code.mentions',
  brief: 'Files, directories, agents and resources mentioned with @.',
  labels: ['mention_type', 'success'],
});

export const managedSettings = defineEventMetric({
  event: 'managed_settings_resolved',
  name: 'claude_code.managed_settings',
  brief: 'Times managed settings were read.',
  labels: ['trigger'],
  from: { trigger: 'managed_settings.trigger' },
});

export const retentionSweeps = defineEventMetric({
  event: 'retention_sweep',
  name: 'claude_code.retention_sweeps',
  brief: "Clean-ups of the client's own transcripts.",
  labels: ['result'],
});

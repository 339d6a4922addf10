import { defineEvents } from '../event.ts';

/**
 * The client's own doings.
 * Source: the events of these names in the monitoring documentation; clients 2.1.197 to 2.1.332.
 */
export const clientEvents = defineEvents({
  compaction: {
    brief: 'The context was compacted, or it failed.',
    attributes: ['trigger', 'success', 'duration_ms', 'pre_tokens'],
    conditional: ['post_tokens', 'error', 'precompute_reuse'],
  },
  auth: {
    brief: 'Somebody signed in or out.',
    attributes: ['action', 'success'],
    conditional: ['auth_method', 'error_category', 'status_code'],
  },
  internal_error: {
    brief: 'Claude Code met an error of its own. Not on other providers than the first party.',
    attributes: ['error_name'],
    conditional: ['error_code'],
  },
  feedback_survey: {
    brief: 'A survey was shown or answered.',
    attributes: ['event_type', 'appearance_id', 'survey_type'],
    conditional: [
      'response',
      'enabled_via_override',
      'trigger_type',
      'event_origin',
      'event_origin_server',
      'plugin_id_hash',
      'plugin.name',
    ],
  },
  retention_sweep: {
    brief: 'Old transcripts were cleaned up; once a session at most.',
    attributes: ['result', 'period_days', 'used_default'],
    conditional: [
      'skip_reason',
      'transcripts_deleted',
      'transcripts_exempted_desktop',
      'session_files_deleted',
      'artifacts_deleted',
      'files_retained_fresh',
      'files_past_cutoff',
      'error_count',
      'history_entries_pruned',
    ],
    since: '2.1.227',
  },
  managed_settings_resolved: {
    brief: 'Managed settings were read, changed, or stopped the session.',
    attributes: [
      'managed_settings.trigger',
      'managed_settings.sources',
      'managed_settings.source_behavior',
      'managed_settings.helper.state',
      'managed_settings.helper.applied',
    ],
    conditional: [
      'error.type',
      'managed_settings.helper.entry',
      'managed_settings.helper.path',
      'managed_settings.resolved_sha256',
      'managed_settings.settings',
      'managed_settings.settings_truncated',
    ],
    since: '2.1.274',
  },
});

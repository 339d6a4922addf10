import { processStart } from '../catalogue/stack-metrics.ts';
import { failedHooks } from '../signals/context.ts';
import { bypassed } from '../signals/permissions.ts';
import * as security from '../signals/security.ts';
import { alert } from './alert.ts';

/** About the guard, and about ways around it. */
export const securityAlerts = [
  alert({
    name: 'ClaudeCodeManyBlocks',
    severity: 'warning',
    summary: 'The guard denied {{ $value }} calls in the last hour.',
    expr: `${security.denied.expr({ range: '1h' })} >= 10`,
    dashboard: 'security',
  }),
  alert({
    name: 'ClaudeCodeSecretsAccess',
    severity: 'warning',
    summary: '{{ $value }} calls of the last 15 minutes tried to read secrets.',
    expr: `${security.secretAttempts.expr({ range: '15m' })} >= 1`,
    dashboard: 'security',
  }),
  alert({
    name: 'ClaudeCodeGuardAlone',
    severity: 'info',
    summary: '{{ $value }} calls of the last 15 minutes were judged without the hook-event service.',
    // While the stack is restarted by hand the entry decides alone, as it should.
    expr: `${security.fallbackDecisions.expr({ range: '15m' })} >= 1 unless on () max(changes(${processStart.series}{job="prometheus"}[15m])) > 0`,
    dashboard: 'security',
  }),
  alert({
    name: 'ClaudeCodeHooksFailing',
    severity: 'warning',
    summary:
      '{{ $value }} hooks failed or were cancelled in the last 15 minutes: what a failing guard hook says is not obeyed.',
    expr: `${failedHooks.expr({ range: '15m' })} >= 3`,
    dashboard: 'hooks',
  }),
  alert({
    name: 'ClaudeCodeBypassMode',
    severity: 'info',
    summary: '{{ $value }} sessions were switched to bypassing permissions in the last hour.',
    expr: `${bypassed.expr({ range: '1h' })} >= 1`,
    dashboard: 'permissions',
  }),
  alert({
    name: 'ClaudeCodePushStale',
    severity: 'warning',
    summary: 'The hook-event service pushed last {{ $value | humanizeDuration }} ago.',
    expr: `${security.pushAge.expr({ range: '5m' })} > 120`,
    for: '1m',
    dashboard: 'security',
  }),
];

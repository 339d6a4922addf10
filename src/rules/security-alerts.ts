import { guardVerdicts } from '../catalogue/hook-metrics.ts';
import { processStart } from '../catalogue/stack-metrics.ts';
import type { AlertThresholds } from '../config/thresholds.ts';
import { totalOf } from '../promql/query.ts';
import { failedHooks } from '../signals/context.ts';
import { bypassed } from '../signals/permissions.ts';
import * as security from '../signals/security.ts';
import type { Alert } from './alert.ts';

/** About the guard, and about ways around it. */
export const securityAlerts = (at: AlertThresholds): readonly Alert[] => [
  {
    name: 'ClaudeCodeManyBlocks',
    fires: 'ten calls denied in an hour',
    silent: 'two calls denied',
    severity: 'warning',
    summary: 'The guard denied {{ $value }} calls in the last hour.',
    comparison: `A few an hour are ordinary; ${at.denials} are too many.`,
    expr: `${security.denied.expr({ range: '1h' })} >= ${at.denials}`,
    board: 'security',
  },
  {
    name: 'ClaudeCodeSecretsAccess',
    fires: 'a call that would read a secret',
    silent: 'a denied call that reads none',
    severity: 'info',
    summary: '{{ $value }} calls of the last 15 minutes tried to read secrets.',
    comparison: 'None is usual.',
    expr: `${security.secretAttempts.expr({ range: '15m' })} >= 1`,
    board: 'security',
  },
  {
    name: 'ClaudeCodeSecretsCluster',
    severity: 'critical',
    summary: '{{ $value }} calls of the last hour tried to read secrets.',
    comparison: `One is often an accident; ${at.secretAttempts} are not.`,
    fires: 'five calls in an hour that would read a secret',
    silent: 'four of them',
    expr: `${security.secretAttempts.expr({ range: '1h' })} >= ${at.secretAttempts}`,
    keepFiringFor: '15m',
    board: 'security',
  },
  {
    name: 'ClaudeCodeGuardOff',
    severity: 'warning',
    summary: '{{ $value }} calls of the last 15 minutes ran because a person had switched the guard off.',
    comparison: 'None is usual: a person switches the guard off for a while only.',
    fires: 'a call that ran because the guard is switched off',
    silent: 'a call that a person approved once',
    expr: `${totalOf(guardVerdicts, { where: { verdict: 'allowed_off' } }, { range: '15m' })} >= 1`,
    keepFiringFor: '15m',
    board: 'security',
  },
  {
    name: 'ClaudeCodeGuardAlone',
    fires: 'a call judged by the entry alone while the stack runs',
    silent: 'the same while the stack is restarted by hand',
    severity: 'info',
    summary: '{{ $value }} calls of the last 15 minutes were judged without the hook-event service.',
    // While the stack is restarted by hand the entry decides alone, as it should.
    expr: `${security.fallbackDecisions.expr({ range: '15m' })} >= 1 unless on () max(changes(${processStart.series}{job="prometheus"}[15m])) > 0`,
    comparison: 'None is usual while the stack runs: the service answers within milliseconds.',
    board: 'security',
  },
  {
    name: 'ClaudeCodeHooksFailing',
    fires: 'three hooks that failed or were cancelled in a quarter of an hour',
    silent: 'hooks that succeeded',
    severity: 'warning',
    summary:
      '{{ $value }} hooks failed or were cancelled in the last 15 minutes: what a failing guard hook says is not obeyed.',
    comparison: `One may happen; ${at.failedHooks} in a quarter of an hour are too many.`,
    expr: `${failedHooks.expr({ range: '15m' })} >= ${at.failedHooks}`,
    board: 'hooks',
  },
  {
    name: 'ClaudeCodeBypassMode',
    fires: 'a session switched to bypassing permissions',
    silent: 'a session switched to planning',
    severity: 'info',
    summary: '{{ $value }} sessions were switched to bypassing permissions in the last hour.',
    comparison: 'None is usual where the client asks before it acts.',
    expr: `${bypassed.expr({ range: '1h' })} >= 1`,
    board: 'permissions',
  },
  {
    name: 'ClaudeCodePushStale',
    fires: 'no push for two minutes',
    silent: 'pushes every minute',
    severity: 'warning',
    summary: 'The hook-event service pushed last {{ $value | humanizeDuration }} ago.',
    comparison: 'It pushes every minute.',
    expr: `${security.pushAge.expr({ range: '5m' })} > 120`,
    for: '1m',
    board: 'security',
  },
];

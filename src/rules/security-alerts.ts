import { guardVerdicts } from '../catalogue/hook-metrics.ts';
import { processStart } from '../catalogue/stack-metrics.ts';
import type { Thresholds } from '../config/thresholds.ts';
import { totalOf } from '../promql/query.ts';
import { failedHooks } from '../signals/context.ts';
import { bypassed } from '../signals/permissions.ts';
import * as security from '../signals/security.ts';
import type { Alert } from './alert.ts';

/** About the guard, and about ways around it. */
export const securityAlerts = (at: Thresholds): readonly Alert[] => [
  {
    name: 'ClaudeCodeManyBlocks',
    fires: 'ten calls denied in an hour',
    silent: 'two calls denied',
    severity: 'warning',
    summary: 'The guard denied {{ $value }} calls in the last hour.',
    expr: `${security.denied.expr({ range: '1h' })} >= ${at.denials}`,
    board: 'security',
  },
  {
    name: 'ClaudeCodeSecretsAccess',
    fires: 'a call that would read a secret',
    silent: 'a denied call that reads none',
    severity: 'info',
    summary: '{{ $value }} calls of the last 15 minutes tried to read secrets.',
    expr: `${security.secretAttempts.expr({ range: '15m' })} >= 1`,
    board: 'security',
  },
  {
    name: 'ClaudeCodeSecretsCluster',
    severity: 'critical',
    summary: '{{ $value }} calls of the last hour tried to read secrets.',
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
    board: 'security',
  },
  {
    name: 'ClaudeCodeHooksFailing',
    fires: 'three hooks that failed or were cancelled in a quarter of an hour',
    silent: 'hooks that succeeded',
    severity: 'warning',
    summary:
      '{{ $value }} hooks failed or were cancelled in the last 15 minutes: what a failing guard hook says is not obeyed.',
    expr: `${failedHooks.expr({ range: '15m' })} >= ${at.failedHooks}`,
    board: 'hooks',
  },
  {
    name: 'ClaudeCodeBypassMode',
    fires: 'a session switched to bypassing permissions',
    silent: 'a session switched to planning',
    severity: 'info',
    summary: '{{ $value }} sessions were switched to bypassing permissions in the last hour.',
    expr: `${bypassed.expr({ range: '1h' })} >= 1`,
    board: 'permissions',
  },
  {
    name: 'ClaudeCodePushStale',
    fires: 'no push for two minutes',
    silent: 'pushes every fifteen seconds',
    severity: 'warning',
    summary: 'The hook-event service pushed last {{ $value | humanizeDuration }} ago.',
    expr: `${security.pushAge.expr({ range: '5m' })} > 120`,
    for: '1m',
    board: 'security',
  },
];

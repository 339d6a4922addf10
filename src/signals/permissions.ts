import { signIns as auth, managedSettings, permissionModeChanges } from '../catalogue/activity-metrics.ts';
import { toolDecisions } from '../catalogue/event-metrics.ts';
import { hookPermissionRequests, hookSandboxDisabled } from '../catalogue/hook-metrics.ts';
import { occurring, ratioOf } from '../promql/arithmetic.ts';
import { totalOf } from '../promql/query.ts';
import { like } from '../promql/selector.ts';
import type { Signal } from './signal.ts';
import { totalsOf } from './total.ts';

const { total, totalBy } = totalsOf('permissions');

const decided =
  'Permission decisions on tool calls, from events. A refusal by a Read rule, and asking in `-p`, leave none.';

export const decisions = total(toolDecisions, { title: 'Decisions', description: decided });

export const decisionsByOutcome = totalBy(toolDecisions, 'decision', {
  title: 'Decisions',
  description: decided,
});

export const decisionsBySource = totalBy(toolDecisions, 'source', {
  title: 'Who decided',
  description: `config: a rule or the mode; hook; user_temporary: once; user_permanent: for good; user_reject. ${decided}`,
  unset: 'not told',
});

export const rejectionsBySource = totalBy(toolDecisions, 'source', {
  title: 'Who rejected',
  description: decided,
  where: { decision: 'reject' },
  unset: 'not told',
  noValue: 'Nothing was rejected in this range.',
});

export const rejectionsByTool = totalBy(toolDecisions, 'tool_name', {
  title: 'Rejections by tool',
  description: decided,
  where: { decision: 'reject' },
  noValue: 'Nothing was rejected in this range.',
});

export const decisionsByMode = totalBy(toolDecisions, 'permission_mode', {
  title: 'Decisions by permission mode',
  description: `The mode the session was in. Clients from 2.1.329. ${decided}`,
  unset: 'not told',
});

export const decisionsByTool = totalBy(toolDecisions, 'tool_name', {
  title: 'Decisions',
  description: decided,
});

export const acceptRate: Signal = {
  board: 'permissions',
  title: 'Accepted',
  description: `Share of permission decisions that let the tool run. ${decided}`,
  unit: 'percentunit',
  max: 1,
  legend: 'Accepted',
  noValue: 'No decisions',
  expr: (view) =>
    ratioOf(
      totalOf(toolDecisions, { where: { decision: 'accept' } }, view),
      totalOf(toolDecisions, {}, view),
    ),
};

const byPeople = like('user_.*');

export const askedShare: Signal = {
  board: 'permissions',
  title: 'Decided by people',
  description: `Share of decisions that a person had to make; the rest went by rule, mode or hook. ${decided}`,
  unit: 'percentunit',
  max: 1,
  legend: 'By people',
  noValue: 'No decisions',
  expr: (view) =>
    ratioOf(totalOf(toolDecisions, { where: { source: byPeople } }, view), totalOf(toolDecisions, {}, view)),
};

export const permanentApprovals = total(toolDecisions, {
  title: 'Made permanent',
  description: `Approvals that a person gave for good: what to look at when rules are reviewed. ${decided}`,
  where: { source: 'user_permanent' },
});

export const permanentByTool = totalBy(toolDecisions, 'tool_name', {
  title: 'Approvals made permanent',
  description: `The tools people approved for good. ${decided}`,
  where: { source: 'user_permanent' },
  noValue: 'Nothing was approved for good in this range.',
});

export const modeChanges: Signal = {
  board: 'permissions',
  title: 'Changes of the permission mode',
  description: 'From which mode to which.',
  unit: 'short',
  legend: '{{from_mode}} → {{to_mode}}',
  noValue: 'The mode did not change in this range.',
  expr: (view) => occurring(totalOf(permissionModeChanges, { by: ['from_mode', 'to_mode'] }, view)),
};

export const bypassed = total(permissionModeChanges, {
  title: 'Bypass mode on',
  description:
    'Times a session was switched to `bypassPermissions`, where nothing asks. Sessions started in it are not counted.',
  where: { to_mode: 'bypassPermissions' },
  thresholds: [{ means: 'good' }, { from: 1, means: 'warning' }],
});

export const unsandboxed = total(hookSandboxDisabled, {
  title: 'Outside sandbox',
  description: 'Shell commands that asked to run outside the sandbox. From hooks; all teams and projects.',
  thresholds: [{ means: 'good' }, { from: 1, means: 'warning' }],
  noValue: '0',
});

export const requestsByOutcome = totalBy(hookPermissionRequests, 'outcome', {
  title: 'Permission requests',
  description:
    'Times a person was asked, and what is known of the answer. From hooks; all teams and projects.',
  noValue: 'No question was asked in this range.',
});

export const requestsByTool = totalBy(hookPermissionRequests, 'tool', {
  title: 'Tools that ask most',
  description:
    'Times a person was asked, by tool: candidates for a rule. From hooks; all teams and projects.',
  where: { outcome: 'asked' },
  noValue: 'No question was asked in this range.',
});

export const signIns: Signal = {
  board: 'permissions',
  title: 'Sign-ins',
  description: 'Logins and logouts, whether they succeeded or not; those that failed are counted beside it.',
  unit: 'short',
  legend: '{{action}}',
  noValue: 'No login or logout in this range.',
  expr: (view) => occurring(totalOf(auth, { by: ['action'] }, view)),
};

export const failedSignIns = total(auth, {
  title: 'Failed sign-ins',
  description: 'Logins that did not succeed.',
  where: { success: 'false' },
  thresholds: [{ means: 'good' }, { from: 1, means: 'warning' }],
});

export const managedSettingsReads = totalBy(managedSettings, 'trigger', {
  title: 'Managed settings read',
  description: "Whether sessions run under the organisation's settings. Clients from 2.1.329.",
  unset: 'not told',
  noValue: 'No session read managed settings in this range.',
});

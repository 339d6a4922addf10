import { hookDuration, hookExecutions } from '../catalogue/activity-metrics.ts';
import {
  compactionDuration,
  compactionTokens,
  compactions as completed,
  events,
} from '../catalogue/event-metrics.ts';
import { hookCompactions, hookErrors, hookEvents, hookNotifications } from '../catalogue/hook-metrics.ts';
import { occurring, orZero, quantileOf, ratioOf } from '../promql/arithmetic.ts';
import { totalOf } from '../promql/query.ts';
import { noHooks } from './advice.ts';
import type { Signal } from './signal.ts';
import { totalsOf } from './total.ts';

const { total, totalBy } = totalsOf('hooks');

const byHooks = 'From hooks; all teams and projects.';
const noCompaction = { noValue: 'No compaction in this range.' } as const;

export const hookEventsTotal = total(hookEvents, {
  title: 'Hook events',
  description: `Events that the hook-event service received. ${byHooks}`,
  noValue: noHooks,
});

export const hookEventsByName = totalBy(hookEvents, 'event', {
  title: 'Hook events by name',
  description: `Events that the hook-event service received. ${byHooks}`,
  noValue: noHooks,
});

export const executions = totalBy(hookExecutions, 'outcome', {
  title: 'Hooks that ran',
  description:
    'Any hook, not only ours, by outcome. The client reports only fourteen of its thirty events. From events.',
});

export const hookWait: Signal = {
  board: 'hooks',
  title: 'Time waited for hooks (p95)',
  description: 'How long the client waited for all hooks of an event. All teams and projects. From events.',
  unit: 's',
  legend: '{{hook_event}}',
  noValue: 'No hooks ran in this range.',
  expr: (view) => quantileOf(0.95, hookDuration, { by: ['hook_event'] }, view),
};

export const hookWaitOverall: Signal = {
  ...hookWait,
  title: 'p95 hook',
  legend: 'p95',
  expr: (view) => quantileOf(0.95, hookDuration, {}, view),
};

export const failedHooks: Signal = {
  board: 'hooks',
  title: 'Hooks that failed',
  description:
    'Hooks with an error that did not stop the client, or that were cancelled: a guard that fails is a guard that lets through. From events.',
  unit: 'short',
  legend: 'Failed',
  thresholds: [{ means: 'good' }, { from: 1, means: 'warning' }],
  expr: (view) =>
    `${totalOf(hookExecutions, { where: { outcome: 'non_blocking_error' } }, view)} + ${totalOf(hookExecutions, { where: { outcome: 'cancelled' } }, view)}`,
};

export const compactions = total(completed, {
  title: 'Compactions',
  description: 'Compactions of the context, by hand or because it was full. From events.',
});

export const compactionsByTrigger = totalBy(completed, 'trigger', {
  title: 'Compactions by trigger',
  description: 'By hand (`manual`) or because the context was full (`auto`). From events.',
  unset: 'not told',
  ...noCompaction,
});

export const compactionsByHooks = totalBy(hookCompactions, 'trigger', {
  title: 'Compactions begun',
  description: `Also those that failed or were stopped. ${byHooks}`,
  ...noCompaction,
});

export const failedCompactions = total(completed, {
  title: 'Failed compactions',
  description: 'Compactions that did not succeed. From events.',
  where: { success: 'false' },
  thresholds: [{ means: 'good' }, { from: 1, means: 'warning' }],
});

export const freedShare: Signal = {
  board: 'hooks',
  title: 'Context freed',
  description: 'Share of the context that compactions removed.',
  unit: 'percentunit',
  max: 1,
  legend: 'Freed',
  ...noCompaction,
  expr: (view) =>
    `1 - ${ratioOf(
      totalOf(compactionTokens, { where: { moment: 'after' } }, view),
      totalOf(compactionTokens, { where: { moment: 'before' } }, view),
    )}`,
};

export const compactionTime: Signal = {
  board: 'hooks',
  title: 'p95 compaction',
  description: 'How long compactions take. All teams and projects.',
  unit: 's',
  legend: 'p95',
  ...noCompaction,
  expr: (view) => quantileOf(0.95, compactionDuration, {}, view),
};

export const notifications = totalBy(hookNotifications, 'notification_type', {
  title: 'Notifications',
  description: `Times Claude Code called a person: for a permission (after 6 s), or because it was idle (after 60 s). ${byHooks}`,
  noValue: 'No subagent was called in this range.',
});

export const waits = total(hookNotifications, {
  title: 'Waits for people',
  description: `Notifications of all types. ${byHooks}`,
  noValue: '0',
});

export const turnErrors: Signal = {
  board: 'hooks',
  title: 'Turns that ended with an error',
  description: `What the StopFailure hook says: limits, sign-in, server errors. ${byHooks}`,
  unit: 'short',
  legend: '{{error}}',
  noValue: 'No turn failed in this range.',
  expr: (view) => occurring(totalOf(hookErrors, { by: ['error'], where: { kind: 'turn' } }, view)),
};

export const turnErrorsTotal: Signal = {
  ...turnErrors,
  title: 'Failed turns',
  legend: 'Failed turns',
  thresholds: [{ means: 'good' }, { from: 1, means: 'warning' }],
  expr: (view) => orZero(totalOf(hookErrors, { where: { kind: 'turn' } }, view)),
};

export const toolErrors: Signal = {
  ...turnErrors,
  title: 'Tool errors by kind',
  description: `What went wrong in tools, by kind. ${byHooks}`,
  noValue: 'No tool failed in this range.',
  expr: (view) => occurring(totalOf(hookErrors, { by: ['error'], where: { kind: 'tool' } }, view)),
};

export const logEvents = totalBy(events, 'event', {
  title: 'Log events by name',
  description:
    'All events that clients sent, by name. Their rows are in the event store: start-observability events.',
});

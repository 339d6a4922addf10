import { canary } from '../catalogue/canary.ts';
import { hookEventNames } from '../catalogue/hook-events.ts';
import * as hook from '../catalogue/hook-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { LabelSet } from '../counters/label-set.ts';
import { commonTools } from './tool-labels.ts';

/** Labels whose values come from outside and have no end; the others are closed lists. */
export const openLabels: ReadonlySet<string> = new Set([
  'tool',
  'mcp_server',
  'agent_type',
  'pattern',
  'notification_type',
  'error',
  'source',
  'reason',
]);

const knownValues: Readonly<Record<string, readonly string[]>> = {
  event: [...hookEventNames, 'other'],
  tool: commonTools,
  mcp_server: [''],
};

/** Values of labels that mean something else in each metric. */
const ownValues: readonly (readonly [metric: Metric, values: Readonly<Record<string, readonly string[]>>])[] =
  [
    [hook.hookEvents, {}],
    [
      hook.hookToolUses,
      { outcome: ['success', 'failure', 'denied', 'denied_in_skill', 'asked_not_run', 'interrupted'] },
    ],
    [hook.hookToolDuration, {}],
    [hook.hookPrompts, {}],
    [hook.hookSessionsStarted, { source: ['startup', 'resume', 'clear', 'compact', 'fork'] }],
    [hook.hookSessionsEnded, { reason: ['clear', 'resume', 'logout', 'prompt_input_exit', 'other'] }],
    [hook.hookCompactions, { trigger: ['manual', 'auto'] }],
    [
      hook.hookSubagents,
      { agent_type: ['general-purpose', 'Explore', 'Plan'], moment: ['started', 'stopped'] },
    ],
    [hook.hookPermissionRequests, { outcome: ['asked', 'allowed', 'denied'] }],
    [hook.hookSandboxDisabled, { tool: ['Bash'] }],
    [hook.hookSpoolReplayed, {}],
    [hook.budgetLifts, {}],
    [hook.hookDuplicates, {}],
    [hook.hookRefused, { reason: ['malformed', 'too_large', 'overloaded', 'journal'] }],
    [canary, { signal: ['hooks'] }],
    [hook.hookPushes, { outcome: ['accepted', 'refused', 'failed'] }],
  ];

/** Every combination of the values of the labels. */
const combinations = (labels: readonly (readonly [string, readonly string[]])[]): readonly LabelSet[] =>
  labels.reduce<readonly LabelSet[]>(
    (sets, [label, values]) => sets.flatMap((set) => values.map((value) => ({ ...set, [label]: value }))),
    [{}],
  );

/** Label sets that are known beforehand: shown as 0 from the beginning, so that a total of nothing is 0. */
export const knownLabelSets = (): readonly (readonly [Metric, LabelSet])[] =>
  ownValues.flatMap(([metric, values]) =>
    combinations(
      metric.labels.map((label) => [label, values[label] ?? knownValues[label] ?? []] as const),
    ).map((labels) => [metric, labels] as const),
  );

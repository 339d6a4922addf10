import { subagents as completed, subagentDuration, subagentToolUses } from '../catalogue/event-metrics.ts';
import { quantileOf, ratioOf } from '../promql/arithmetic.ts';
import { totalOf } from '../promql/query.ts';
import type { Signal } from './signal.ts';
import { totalsOf } from './total.ts';

const { total, totalBy } = totalsOf('tools');

const none = { noValue: 'No subagent in this range.' } as const;

export const subagents = total(completed, {
  title: 'Subagents',
  description: 'Subagents that completed. From events.',
  ...none,
});

export const subagentsByType = totalBy(completed, 'agent_type', {
  title: 'Subagents by type',
  description: 'Subagents that completed, by type.',
  unset: 'not told',
  ...none,
});

export const subagentsByModel = totalBy(completed, 'model', {
  title: 'Subagents by model',
  description: 'Subagents that completed, by the model they ran on.',
  unset: 'not told',
  ...none,
});

export const slowByType: Signal = {
  board: 'tools',
  title: 'p95 run time',
  description: 'Nineteen of twenty subagents of the type were faster. All teams and projects.',
  unit: 's',
  legend: '{{agent_type}}',
  ...none,
  expr: (view) => quantileOf(0.95, subagentDuration, { by: ['agent_type'] }, view),
};

export const toolUsesPerSubagent: Signal = {
  board: 'tools',
  title: 'Tool calls each',
  description: 'Mean number of tool calls of a subagent.',
  unit: 'none',
  decimals: 1,
  legend: '{{agent_type}}',
  ...none,
  expr: (view) =>
    ratioOf(
      totalOf(subagentToolUses, { by: ['agent_type'] }, view),
      totalOf(completed, { by: ['agent_type'] }, view),
    ),
};

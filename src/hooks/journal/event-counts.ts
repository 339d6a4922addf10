import * as hook from '../../catalogue/hook-metrics.ts';
import type { Metric } from '../../catalogue/metric.ts';
import type { EventRecord } from './event-record.ts';

/** One addition to a metric. For a histogram `amount` is what was observed, in units of the metric's scale. */
export interface Count {
  readonly metric: Metric;
  readonly labels: Readonly<Record<string, string>>;
  readonly amount: number;
}

type Observation = (record: EventRecord) => Count | undefined;

/** A count whose labels are checked against the metric by the compiler. */
export const count = <Label extends string>(
  metric: Metric<Label>,
  labels: Readonly<Record<Label, string>>,
  amount = 1,
): Count => ({ metric, labels, amount });

const on =
  (event: string, make: (record: EventRecord) => Count | undefined): Observation =>
  (record) =>
    record.event === event ? make(record) : undefined;

const toolUse = (outcome: string | ((record: EventRecord) => string)) => (record: EventRecord) =>
  count(hook.hookToolUses, {
    tool: record.tool ?? 'none',
    mcp_server: record.mcpServer ?? '',
    outcome: typeof outcome === 'string' ? outcome : outcome(record),
  });

const duration: Observation = ({ tool, facts }) =>
  facts.durationMs === undefined
    ? undefined
    : count(
        hook.hookToolDuration,
        { tool: tool ?? 'none' },
        Math.round((facts.durationMs / 1000) * hook.hookToolDuration.scale),
      );

const subagent = (moment: string) => (record: EventRecord) =>
  record.facts.agentType === '' || record.facts.agentType === undefined
    ? undefined
    : count(hook.hookSubagents, { agent_type: record.facts.agentType, moment });

const guarded: Observation = ({ tool, judgement }) =>
  judgement &&
  count(hook.guardVerdicts, {
    verdict: judgement.verdict,
    category: judgement.category || 'none',
    pattern: judgement.pattern || 'none',
    tool: tool ?? 'none',
    decided_by: judgement.decidedBy,
  });

const stoppedByBudget: Observation = ({ event, facts }) => {
  if (!facts.budget) return undefined;
  const [period, label, answer] = facts.budget;
  return count(hook.budgetRefusals, { period, label, answer, event });
};

/** THE table of what an event adds to which metric. */
const observations: readonly Observation[] = [
  ({ event }) => count(hook.hookEvents, { event }),
  guarded,
  stoppedByBudget,
  on('PreToolUse', (record) =>
    record.judgement?.verdict === 'deny' ? toolUse('denied')(record) : undefined,
  ),
  on('PreSkillShellCommand', (record) =>
    record.judgement?.verdict === 'deny' ? toolUse('denied_in_skill')(record) : undefined,
  ),
  on('PreToolUse', ({ tool, facts }) =>
    facts.unsandboxed ? count(hook.hookSandboxDisabled, { tool: tool ?? 'none' }) : undefined,
  ),
  on('PostToolUse', toolUse('success')),
  on('PostToolUse', duration),
  on('PostToolUse', ({ tool, facts }) =>
    facts.language && tool ? count(hook.hookFilesEdited, { language: facts.language, tool }) : undefined,
  ),
  on(
    'PostToolUseFailure',
    toolUse(({ facts }) => (facts.interrupted ? 'interrupted' : 'failure')),
  ),
  on('PostToolUseFailure', duration),
  on('PostToolUseFailure', ({ facts }) =>
    count(hook.hookErrors, {
      kind: 'tool',
      error: facts.interrupted ? 'interrupted' : (facts.error ?? 'other'),
    }),
  ),
  on('StopFailure', ({ facts }) => count(hook.hookErrors, { kind: 'turn', error: facts.error ?? 'unknown' })),
  on('UserPromptSubmit', () => count(hook.hookPrompts, {})),
  on('SessionStart', ({ facts }) => count(hook.hookSessionsStarted, { source: facts.source ?? 'none' })),
  on('SessionEnd', ({ facts }) => count(hook.hookSessionsEnded, { reason: facts.reason ?? 'none' })),
  on('SubagentStart', subagent('started')),
  on('SubagentStop', subagent('stopped')),
  // PostCompact follows only a compaction that went well; PreCompact also comes before one that fails.
  on('PreCompact', ({ facts }) => count(hook.hookCompactions, { trigger: facts.trigger ?? 'none' })),
  on('Notification', ({ facts }) =>
    count(hook.hookNotifications, { notification_type: facts.notificationType ?? 'none' }),
  ),
  on('PermissionRequest', ({ tool }) =>
    count(hook.hookPermissionRequests, { tool: tool ?? 'none', outcome: 'asked' }),
  ),
  on('PermissionDenied', ({ tool }) =>
    count(hook.hookPermissionRequests, { tool: tool ?? 'none', outcome: 'denied' }),
  ),
];

/** What an event of another agent adds: it is counted under that agent's name, and in no number of Claude Code's. */
const neighbourCount = (client: string, { event, judgement }: EventRecord): Count =>
  count(hook.neighbourHookEvents, { client, event, verdict: judgement?.verdict ?? 'none' });

/**
 * All that an event adds, outcomes of permission requests and of calls asked about apart: those need to know what came
 * before.
 */
export const countsOf = (record: EventRecord): readonly Count[] =>
  record.client !== undefined
    ? [neighbourCount(record.client, record)]
    : observations.map((observe) => observe(record)).filter((made) => made !== undefined);

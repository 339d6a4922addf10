import { metricFamily } from './metric.ts';

/**
 * What the hook-event service counts and pushes. The client's own telemetry has none of this: a blocked command
 * leaves no tool result, and no metric at all unless it was a file edit.
 */

const { defineMetric, metrics: family } = metricFamily();

/** Every metric below: writing an entry registers it. */
export const hookMetrics = family;

export const hookEvents = defineMetric({
  name: 'claude_code_hook.events',
  brief: 'Hook events received, by name.',
  labels: ['event'],
});

export const hookToolUses = defineMetric({
  name: 'claude_code_hook.tool_uses',
  brief:
    'Tool calls by outcome: success, failure, interrupted, denied (by the guard), denied_in_skill (inline shell of a skill or command), asked_not_run (the guard asked, and it did not run). MCP tools are counted by server.',
  labels: ['tool', 'mcp_server', 'outcome'],
});

export const hookToolDuration = defineMetric({
  name: 'claude_code_hook.tool.duration',
  brief: 'Duration of tool calls as the hooks report it.',
  unit: 's',
  scale: 1_000_000,
  labels: ['tool'],
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600],
});

export const guardVerdicts = defineMetric({
  name: 'claude_code_guard.verdicts',
  brief:
    'Verdicts of the guard: allow, ask, deny, allowed_once (a person approved the call), allowed_off (a person switched the guard off); would_ask and would_deny in the audit profile.',
  labels: ['verdict', 'category', 'pattern', 'tool', 'decided_by'],
});

export const neighbourHookEvents = defineMetric({
  name: 'neighbour_hook.events',
  brief:
    'Hook events of other coding agents whose settings name our entry, by agent, with the verdict of the guard.',
  labels: ['client', 'event', 'verdict'],
});

export const hookPrompts = defineMetric({
  name: 'claude_code_hook.prompts',
  brief: 'Prompts submitted.',
  labels: [],
});

export const hookSessionsStarted = defineMetric({
  name: 'claude_code_hook.sessions.started',
  brief: 'Sessions started, by source: startup, resume, clear, compact, fork.',
  labels: ['source'],
});

export const hookSessionsEnded = defineMetric({
  name: 'claude_code_hook.sessions.ended',
  brief: 'Sessions ended, by reason. Clients that are killed say nothing.',
  labels: ['reason'],
});

export const hookSessionsActive = defineMetric({
  name: 'claude_code_hook.sessions.active',
  brief: 'Sessions with a hook event in the last five minutes and no end.',
  instrument: 'gauge',
  labels: [],
});

export const hookSubagents = defineMetric({
  name: 'claude_code_hook.subagents',
  brief: 'Subagents started and stopped.',
  labels: ['agent_type', 'moment'],
});

export const hookCompactions = defineMetric({
  name: 'claude_code_hook.compactions',
  brief: 'Compactions of the context, by trigger.',
  labels: ['trigger'],
});

export const hookNotifications = defineMetric({
  name: 'claude_code_hook.notifications',
  brief: 'Notifications to the person, by type.',
  labels: ['notification_type'],
});

export const hookPermissionRequests = defineMetric({
  name: 'claude_code_hook.permission_requests',
  brief: 'Requests for permission, by outcome: asked, denied, allowed where it can be known.',
  labels: ['tool', 'outcome'],
});

export const hookFilesEdited = defineMetric({
  name: 'claude_code_hook.files_edited',
  brief: 'Files edited, by language (from the file name).',
  labels: ['language', 'tool'],
});

export const hookSandboxDisabled = defineMetric({
  name: 'claude_code_hook.sandbox_disabled',
  brief: 'Shell commands that asked to run outside the sandbox.',
  labels: ['tool'],
});

export const hookErrors = defineMetric({
  name: 'claude_code_hook.errors',
  brief: 'Errors that ended a turn (StopFailure) and tool failures by kind.',
  labels: ['kind', 'error'],
});

export const hookOverflow = defineMetric({
  name: 'claude_code_hook.label_overflow',
  brief: 'Values counted under `other` because a label had too many.',
  labels: ['metric'],
});

export const hookSpoolReplayed = defineMetric({
  name: 'claude_code_hook.spool.replayed',
  brief: 'Events that the entry decided alone while the service was down, and handed in later.',
  labels: [],
});

export const hookDuplicates = defineMetric({
  name: 'claude_code_hook.duplicates',
  brief: 'Events that arrived again and were not counted again.',
  labels: [],
});

export const hookRefused = defineMetric({
  name: 'claude_code_hook.refused',
  brief: 'Requests not taken: malformed, too_large, overloaded, or journal (the disk did not take it).',
  labels: ['reason'],
});

export const hookPushes = defineMetric({
  name: 'claude_code_hook.pushes',
  brief: 'Pushes to Pushgateway: accepted, refused (an answer other than 2xx), failed (no answer).',
  labels: ['outcome'],
});

export const hookLastPush = defineMetric({
  name: 'claude_code_hook.last_push.timestamp',
  brief: 'When the state that is shown was pushed, in Unix time.',
  unit: 's',
  instrument: 'gauge',
  labels: [],
});

export const hookHandOverLag = defineMetric({
  name: 'claude_code_hook.hand_over.lag',
  brief: 'Age of the oldest hook event that the ledger does not have yet; 0 when it has all.',
  unit: 's',
  instrument: 'gauge',
  labels: [],
});

export const hookState = defineMetric({
  name: 'claude_code_hook.state',
  brief: 'Number of the state that is shown: by it Prometheus says what it has seen.',
  instrument: 'gauge',
  labels: ['process'],
});

/** Series of plan limits exist only while a value is known: reported within 15 minutes, and before the window resets. */
const planLabels = ['window', 'account'] as const;

export const planUsed = defineMetric({
  name: 'claude_code.plan.used',
  brief:
    'Used share of a limit of the plan, as the client reports it to the status line, by window: five_hour, seven_day, spend_limit.',
  unit: 'ratio',
  instrument: 'gauge',
  labels: planLabels,
});

export const planReset = defineMetric({
  name: 'claude_code.plan.reset.timestamp',
  brief: 'When the window of a plan limit resets, in Unix time.',
  unit: 's',
  instrument: 'gauge',
  labels: planLabels,
});

export const planReported = defineMetric({
  name: 'claude_code.plan.reported.timestamp',
  brief: 'When a client last reported a plan limit, in Unix time.',
  unit: 's',
  instrument: 'gauge',
  labels: planLabels,
});

export const planBurn = defineMetric({
  name: 'claude_code.plan.burn_per_hour',
  brief: 'Share of a plan limit that an hour uses: a line fitted through the reports of the current window.',
  unit: 'ratio',
  instrument: 'gauge',
  labels: planLabels,
});

export const planFull = defineMetric({
  name: 'claude_code.plan.full.timestamp',
  brief:
    'When a plan limit is full if its use goes on, in Unix time, by bound: earliest, expected, latest. Absent when that is after the reset.',
  unit: 's',
  instrument: 'gauge',
  labels: [...planLabels, 'bound'],
});

export const budgetRefusals = defineMetric({
  name: 'claude_code.budget.refusals',
  brief:
    'Prompts and tool calls stopped because a budget was used up (`budgets.stop`), by answer: deny, ask.',
  labels: ['period', 'label', 'answer', 'event'],
});

export const budgetLifts = defineMetric({
  name: 'claude_code.budget.lifts',
  brief: 'Times a person lifted the stop of budgets for a while.',
  labels: [],
});

export const budgetLiftedUntil = defineMetric({
  name: 'claude_code.budget.lifted_until.timestamp',
  brief: 'Until when a person lifted the stop of budgets, in Unix time. Absent when it holds.',
  unit: 's',
  instrument: 'gauge',
  labels: [],
});

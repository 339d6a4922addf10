import { everybody } from '../../config/budgets.ts';
import type { Period } from '../../config/calendar.ts';
import { dollars } from '../../dollars.ts';
import { localTime } from '../../local-time.ts';
import type { Payload } from '../payload.ts';
import type { Lift } from './lift.ts';
import type { SpentBudget } from './spent.ts';

/** How a used-up budget answered an event. */
export interface BudgetStop {
  readonly period: Period;
  readonly label: string;
  readonly answer: 'ask' | 'deny';
  /** JSON for the client. */
  readonly body: string;
}

export interface StopOptions {
  readonly mode: 'off' | 'ask' | 'deny';
  readonly known: (now: number) => readonly SpentBudget[];
  readonly lift: (now: number) => Lift | undefined;
}

/** Events at which work goes on: a prompt, and everything that runs. Subagents and background sessions have them, too. */
const stoppable: ReadonlySet<string> = new Set(['UserPromptSubmit', 'PreToolUse', 'PreSkillShellCommand']);

/** Modes in which the client does not ask: the client runs what a hook answers with "ask". */
const unasked: ReadonlySet<unknown> = new Set(['bypassPermissions', 'dontAsk']);

const words: Readonly<Record<Period, string>> = {
  daily: "Today's",
  weekly: "This week's",
  monthly: "This month's",
};

const reasonOf = ({ period, label, value, limit, spent, ends }: SpentBudget): string => {
  const whose = label === everybody ? '' : ` of ${label} ${value}`;
  return [
    `${words[period]} budget${whose} is used up: ${dollars(spent)} of ${dollars(limit)}.`,
    `It begins anew ${localTime(ends)}.`,
    'A person can go on before that, in a terminal of their own: start-observability budget lift 2h --reason "…"',
  ].join(' ');
};

const decision = (event: string, answer: 'ask' | 'deny', reason: string) => ({
  hookSpecificOutput: { hookEventName: event, permissionDecision: answer, permissionDecisionReason: reason },
});

/** The answer in the client's form. A refused call also ends the turn, so that no request is spent on the next refusal. */
const bodyOf = (event: string, answer: 'ask' | 'deny', reason: string): object => {
  if (event === 'UserPromptSubmit') return { decision: 'block', reason };
  const stopping = answer === 'deny' ? { continue: false, stopReason: reason } : {};
  return { ...stopping, ...decision(event, answer, reason) };
};

const isUsedUp =
  (session: string) =>
  ({ label, limit, spent, sessions }: SpentBudget): boolean =>
    spent >= limit && (label === everybody || sessions.includes(session));

/** What `mode` means for an event; undefined: it passes. */
const answerTo = ({ event, fields }: Payload, mode: 'ask' | 'deny'): 'ask' | 'deny' | undefined => {
  if (mode === 'deny') return 'deny';
  if (event === 'UserPromptSubmit') return undefined;
  return event === 'PreToolUse' && !unasked.has(fields['permission_mode']) ? 'ask' : 'deny';
};

/** Decides whether a used-up budget stops an event of Claude Code. https://code.claude.com/docs/en/hooks */
export const createBudgetStop =
  ({ mode, known, lift }: StopOptions) =>
  (payload: Payload, now = Date.now()): BudgetStop | undefined => {
    if (mode === 'off' || payload.client !== 'claude' || !stoppable.has(payload.event)) return undefined;
    const answer = answerTo(payload, mode);
    const used = answer && known(now).find(isUsedUp(payload.session));
    if (!answer || !used || lift(now)) return undefined;
    const body = JSON.stringify(bodyOf(payload.event, answer, reasonOf(used)));
    return { period: used.period, label: used.label, answer, body };
  };

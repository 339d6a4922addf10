import type { Verdict } from '@start-observability/guard/verdict.ts';
import type { Payload } from '../payload.ts';

/** Content type of the empty answer that stands for "no decision". */
export const noDecision = 'application/x-no-decision';

/** Longest reason that is sent; the client cuts at 10,000 characters. */
const mostReasonCharacters = 2000;

/** How a person lets the call through. It names no code: who reads it must not be able to approve. */
const howToApprove =
  'If this is really meant, a person can approve exactly this call once, in a terminal of their own: start-observability guard approve';

/**
 * Whether the sender puts a question to its person here. Elsewhere an "ask" would run the call (Codex, and Claude Code
 * with permissions bypassed) or is not understood, so it becomes a "deny": inline shell of a skill cannot ask.
 */
const canAsk = ({ client, event, fields }: Payload): boolean =>
  client === 'claude' && event === 'PreToolUse' && fields['permission_mode'] !== 'bypassPermissions';

/** What the sender is told: `ask` is `deny` where it cannot ask. */
export const answeredDecision = (payload: Payload, { decision }: Verdict): Verdict['decision'] =>
  decision === 'ask' && !canAsk(payload) ? 'deny' : decision;

const reasonOf = (verdict: Verdict, decision: Verdict['decision']): string =>
  [
    verdict.reason || 'The guard refuses this call.',
    verdict.suggestion,
    `[guard: ${verdict.pattern || verdict.category}]`,
    decision === 'deny' && howToApprove,
  ]
    .filter(Boolean)
    .join(' ')
    .slice(0, mostReasonCharacters);

/** Claude Code's form, which Codex, Qwen and VS Code share. */
const hookSpecific = (event: string, decision: string, reason: string) => ({
  hookSpecificOutput: {
    hookEventName: event,
    permissionDecision: decision,
    permissionDecisionReason: reason,
  },
});

/**
 * The answer in the sender's own form. An allowed call is answered with nothing at all, never with `allow`: that would
 * switch off the person's own permission rules. `notice`: what the person is shown beside it.
 * https://code.claude.com/docs/en/hooks#pretooluse-decision-control
 */
export const clientAnswer = (payload: Payload, verdict: Verdict, notice?: string): string | undefined => {
  const decision = answeredDecision(payload, verdict);
  const shown = notice === undefined ? {} : { systemMessage: notice };
  if (decision === 'allow') return notice === undefined ? undefined : JSON.stringify(shown);
  const reason = reasonOf(verdict, decision);
  const { client, event, sentEvent } = payload;
  if (client === 'gemini' || client === 'opencode' || client === 'other')
    return JSON.stringify({
      // The one word that every agent understands there.
      decision: client === 'gemini' ? 'deny' : 'block',
      reason,
      ...(client === 'other' && hookSpecific(sentEvent, 'deny', reason)),
    });
  if (client === 'copilot')
    return JSON.stringify({
      permissionDecision: decision,
      permissionDecisionReason: reason,
      ...hookSpecific(sentEvent, decision, reason),
    });
  return JSON.stringify({ ...hookSpecific(event, decision, reason), ...shown });
};

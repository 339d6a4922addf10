import type { Verdict } from '@start-observability/guard/verdict.ts';

/** Content type of the empty answer that says "no decision": no other program on the port would say it. */
export const noDecision = 'application/x-no-decision';

/** Longest reason that is sent; the client cuts at 10,000 characters. */
const longestReason = 2000;

/**
 * The client's own answer format for `PreToolUse`. An allowed call is answered with nothing at all, never with
 * `allow`: that would switch off the person's own permission rules.
 * https://code.claude.com/docs/en/hooks#pretooluse-decision-control
 */
export const clientAnswer = (verdict: Verdict, code: string): string | undefined => {
  if (verdict.decision === 'allow') return undefined;
  const reason = [
    verdict.reason || 'The guard refuses this call.',
    verdict.suggestion,
    `[guard: ${verdict.pattern || verdict.category}]`,
    verdict.decision === 'deny' &&
      `If this is really meant, the person can allow exactly this call once, in a terminal of their own: start-observability allow-once ${code}`,
  ];
  return JSON.stringify({
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: verdict.decision,
      permissionDecisionReason: reason.filter(Boolean).join(' ').slice(0, longestReason),
    },
  });
};

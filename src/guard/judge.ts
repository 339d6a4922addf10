import type { Policy } from './policy.ts';
import type { Call, Verdict } from './verdict.ts';

/** What the guard answers to one tool call under a policy. */
export const judge = (_call: Call, _policy: Policy): Verdict => ({
  decision: 'allow',
  pattern: '',
  category: '',
  reason: '',
  suggestion: '',
});

/** What the guard answers to a call, mildest first. */
export type Decision = 'allow' | 'ask' | 'deny';

const severity: Record<Decision, number> = { allow: 0, ask: 1, deny: 2 };

/** Orders decisions: positive where `one` is harder than `other`. */
export const compareDecisions = (one: Decision, other: Decision): number => severity[one] - severity[other];

/** The harder of two decisions. */
export const harder = (one: Decision, other: Decision): Decision =>
  compareDecisions(one, other) >= 0 ? one : other;

import type { Category, Decision } from '../verdict.ts';

/** One thing the guard recognises. The table of patterns is the documentation: `docs/patterns.md` is written from it. */
export interface Pattern {
  readonly id: string;
  readonly category: Category;
  /** Decision per profile. `audit` counts what `default` would have decided; `off` reads nothing. */
  readonly decision: { readonly default: Decision; readonly strict: Decision };
  /** What the call would do, as the sentence a person is shown. */
  readonly brief: string;
  /** Why it is stopped. */
  readonly why: string;
  /** What to do instead. */
  readonly suggestion: string;
  /** Spellings this pattern catches, and neighbours it leaves alone; both are tested as Bash commands. */
  readonly catches: readonly string[];
  readonly spares: readonly string[];
}

export const deny = { default: 'deny', strict: 'deny' } as const;
export const ask = { default: 'ask', strict: 'ask' } as const;
export const askThenDeny = { default: 'ask', strict: 'deny' } as const;
export const allowThenDeny = { default: 'allow', strict: 'deny' } as const;
export const allow = { default: 'allow', strict: 'allow' } as const;

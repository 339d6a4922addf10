import type { Decision } from './decision.ts';

/** What a pattern is about; the unit of an override in the policy and a label of the verdict metric. */
export const categories = [
  'delete',
  'device',
  'git',
  'secret',
  'environment',
  'remote-code',
  'permission',
  'system',
  'container',
  'infrastructure',
  'database',
  'stack',
  'unreadable',
] as const;
export type Category = (typeof categories)[number];

/** One thing the guard recognises. The tables of patterns are the documentation: `docs/patterns.md` is written from them. */
export interface Pattern<Id extends string = string> {
  readonly id: Id;
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

/** A table of patterns by their ids. */
export type PatternTable<Id extends string> = { readonly [Key in Id]: Pattern<Key> };

/** Makes a table of patterns: each entry knows its id, and an id that is not in the table does not compile. */
export const definePatterns = <Id extends string>(
  table: {
    readonly [Key in Id]: Omit<Pattern, 'id'>;
  },
): PatternTable<Id> =>
  Object.fromEntries(
    Object.entries<Omit<Pattern, 'id'>>(table).map(([id, pattern]) => [id, { id, ...pattern }]),
  ) as PatternTable<Id>;

export const deny = { default: 'deny', strict: 'deny' } as const;
export const ask = { default: 'ask', strict: 'ask' } as const;
export const askThenDeny = { default: 'ask', strict: 'deny' } as const;
export const allowThenDeny = { default: 'allow', strict: 'deny' } as const;
export const allow = { default: 'allow', strict: 'allow' } as const;

import * as z from 'zod';
import { signed, verified } from '../decide/signature.ts';
import { createFacts } from '../journal/facts.ts';
import type { JournalStore } from '../journal/journal-store.ts';

/** The stop of budgets lifted by a person for a while. Times in milliseconds since 1970. */
const lift = z.object({ from: z.number(), until: z.number(), reason: z.string().max(200) });
export type Lift = z.output<typeof lift>;

const purpose = 'budget-lift';
const factName = 'budget lift';

/** The longest that a stop can be lifted in one go. */
export const longestLiftMs = 24 * 3_600_000;

/** A lift as the service takes it: only a holder of the key of approvals can make one. */
export const signedLift = (key: Buffer, one: Lift): string => signed(key, purpose, one);

export interface Lifts {
  /** Takes a signed lift; false when it is unsigned, or over. */
  readonly take: (text: string, now: number) => boolean;
  /** The lift that holds now. */
  readonly current: (now: number) => Lift | undefined;
}

/** Keeps the last lift in the store, signed, so that it outlives a restart and nothing else can put one there. */
export const createLifts = (store: JournalStore, keyOf: () => Buffer | undefined): Lifts => {
  const facts = createFacts(store);
  let text = facts.get(factName);
  const holding = (candidate: string, now: number): Lift | undefined => {
    const key = keyOf();
    const one = lift.safeParse(key && verified(key, purpose, candidate)).data;
    const holds = one && one.from <= now + 60_000 && one.until > now && one.until - one.from <= longestLiftMs;
    return holds ? one : undefined;
  };
  return {
    take: (candidate, now) => {
      if (!holding(candidate, now)) return false;
      facts.set(factName, candidate);
      text = candidate;
      return true;
    },
    current: (now) => (text === undefined ? undefined : holding(text, now)),
  };
};

import * as z from 'zod';
import { askLedger, type LedgerAccess } from '../ledger-api.ts';
import { startRounds } from '../rounds.ts';

/** A budget as the ledger reports it. Dollars; times in milliseconds since 1970. */
const reported = z.object({
  period: z.enum(['daily', 'weekly', 'monthly']),
  label: z.string(),
  value: z.string(),
  limit: z.number().positive(),
  spent: z.number(),
  ends: z.number(),
  sessions: z.array(z.string()),
});
export type SpentBudget = z.output<typeof reported>;

export interface Spent {
  /** What the ledger reported last; nothing where that is too long ago, so that its absence stops no work. */
  readonly known: (now: number) => readonly SpentBudget[];
  readonly stop: () => Promise<void>;
}

const everyMs = 1000;
const timeoutMs = 2000;
/** After this time without an answer nothing is known of budgets. */
export const staleMs = 30_000;

/** Asks the ledger for its budgets again and again, so that no hook waits for it. */
export const followSpent = (access: LedgerAccess): Spent => {
  let last: { readonly at: number; readonly budgets: readonly SpentBudget[] } = { at: 0, budgets: [] };

  const round = async (): Promise<void> => {
    try {
      const answer = await askLedger(access, '/api/budgets', { timeoutMilliseconds: timeoutMs });
      const budgets = z.array(reported).safeParse(await answer.json());
      if (budgets.success) last = { at: Date.now(), budgets: budgets.data };
    } catch {
      // What was known last holds until it is too old.
    }
  };
  const { stop } = startRounds(round, () => everyMs);

  return {
    known: (now) => last.budgets.filter(({ ends }) => now < ends && now - last.at < staleMs),
    stop,
  };
};

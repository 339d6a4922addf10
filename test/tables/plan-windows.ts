import type { LedgerStore } from '../../src/ledger/store.ts';
import { createPlanWindows, type PlanWindowRow } from '../../src/tables/plan-windows.ts';

const minute = 60_000;
const at = (text: string): number => Date.parse(text);

/** Windows of two accounts: full, nearly full, of unknown length, and one that is not over. */
export const planWindows: readonly PlanWindowRow[] = [
  {
    window: 'five_hour',
    account: 'account-a',
    began: at('2026-01-12T08:00:00Z'),
    resets: at('2026-01-12T13:00:00Z'),
    used: 1,
    reached: at('2026-01-12T11:42:10Z'),
    reported: at('2026-01-12T12:59:00Z'),
  },
  {
    window: 'five_hour',
    account: 'account-b',
    began: at('2026-01-12T08:00:00Z'),
    resets: at('2026-01-12T13:00:00Z'),
    used: 0.876543,
    reported: at('2026-01-12T12:00:00Z'),
  },
  {
    window: 'seven_day',
    account: 'account-a',
    began: at('2026-01-08T09:00:00Z'),
    resets: at('2026-01-15T09:00:00Z'),
    used: 0.5,
    reported: at('2026-01-15T08:58:00Z'),
  },
  {
    window: 'spend_limit',
    account: 'unknown',
    resets: at('2026-02-01T00:00:00Z'),
    used: 1.25,
    reached: at('2026-01-28T10:00:00Z'),
    reported: at('2026-01-31T18:00:00Z'),
  },
  {
    window: 'seven_day',
    account: 'account-a',
    resets: at('2099-01-01T00:00:00Z'),
    used: 0.1,
    reported: at('2026-01-20T09:00:00Z'),
  },
];

/** Writes them as they come in life: early reports first, and the last one twice. */
export const fillPlanWindows = (store: LedgerStore): void => {
  const { take } = createPlanWindows(store);
  take(
    planWindows.map(({ reached: _reached, ...row }) => ({
      ...row,
      used: row.used / 2,
      reported: row.reported - 30 * minute,
    })),
  );
  take(planWindows);
  take(planWindows);
};

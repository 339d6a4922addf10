import type { PlanWindowRow } from '../../tables/plan-windows.ts';
import { createFacts } from '../journal/facts.ts';
import type { JournalStore } from '../journal/journal-store.ts';

/** Hands to the ledger how full each window of a plan's limit got, so that it is known after the window is over. */
export interface PastWindows {
  /** @param send passes a portion on; throws where the ledger does not take it, and then it is sent again */
  readonly handOver: (send: (rows: readonly PlanWindowRow[]) => Promise<void>) => Promise<void>;
}

const factName = 'plan windows handed over';
const everyMs = 15_000;
const mostTogether = 500;

interface ReportedWindow {
  readonly window: string;
  readonly account: string;
  readonly resets: number;
  readonly began: number | null;
  readonly used: number;
  readonly reached: number | null;
  readonly reported: number;
}

export const createPastWindows = (store: JournalStore): PastWindows => {
  // A window that ended before the last hand-over is not reported again.
  const select = store.prepare(`
    SELECT window, account, resets, min(began) AS began, max(used) AS used, min(at) FILTER (WHERE used >= 1) AS reached,
      max(at) AS reported
    FROM plan_reports WHERE resets > ?1 GROUP BY window, account, resets HAVING max(at) > ?1`);
  const facts = createFacts(store);
  let handedAt = Number(facts.get(factName) ?? 0);
  let lookedAt = Number.NEGATIVE_INFINITY;

  const rowOf = ({ began, reached, ...window }: ReportedWindow): PlanWindowRow => ({
    ...window,
    ...(began !== null && { began }),
    ...(reached !== null && { reached }),
  });

  return {
    handOver: async (send) => {
      if (performance.now() - lookedAt < everyMs) return;
      const rows = (select.all(handedAt) as unknown as readonly ReportedWindow[]).map(rowOf);
      for (let from = 0; from < rows.length; from += mostTogether)
        await send(rows.slice(from, from + mostTogether));
      lookedAt = performance.now();
      if (rows.length === 0) return;
      handedAt = Math.max(...rows.map(({ reported }) => reported));
      facts.set(factName, String(handedAt));
    },
  };
};

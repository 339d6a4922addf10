import { planBurn, planFull, planReported, planReset, planUsed } from '../../catalogue/hook-metrics.ts';
import type { SampleLine } from '../../counters/text.ts';
import { type JournalStore, transaction } from '../journal/journal-store.ts';
import { type Pace, paceOf, type Use } from './pace.ts';
import type { PlanWindow, ReportedLimit } from './reported.ts';

/** What is known of a limit of a plan at a moment. Times in milliseconds since 1970. */
export interface PlanLimit {
  readonly window: PlanWindow;
  readonly account: string;
  readonly used: number;
  readonly resets: number;
  readonly reported: number;
  readonly pace: Pace;
}

export interface PlanLimits {
  /** Notes what a client reported. Throws when the disk does not take it. */
  readonly report: (limits: readonly ReportedLimit[], account: string, now: number) => void;
  /** What is known now: nothing of a window that is over, or that no client has reported for fifteen minutes. */
  readonly known: (now: number) => readonly PlanLimit[];
  readonly lines: (now: number) => readonly SampleLine[];
  readonly prune: (before: number) => void;
}

/** After this time without a report the value is unknown. */
export const staleMs = 15 * 60_000;
/** Reports are kept once a minute: their number is bounded by the time, not by how often a line is drawn. */
const stepMs = 60_000;
/** People sign in with few accounts. */
const mostLimits = 50;

interface PlanLimitRow {
  readonly window: PlanWindow;
  readonly account: string;
  readonly resets: number;
  readonly began: number | null;
  readonly reported: number;
  readonly used: number;
}

/**
 * The limits of plans, as clients report them. Within a window use only grows; several sessions report, and one that
 * rests reports what it saw last. So the highest report of a window counts.
 */
export const createPlanLimits = (store: JournalStore): PlanLimits => {
  const insert = store.prepare(`
    INSERT INTO plan_reports (window, account, resets, began, step, at, used) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET at = excluded.at, used = max(used, excluded.used)`);
  const current = store.prepare(`
    SELECT window, account, resets, min(began) AS began, max(at) AS reported, max(used) AS used FROM plan_reports
    WHERE resets > ? GROUP BY window, account, resets ORDER BY resets DESC LIMIT ${mostLimits}`);
  const uses = store.prepare(`
    SELECT at, max(used) OVER (ORDER BY at) AS used FROM plan_reports
    WHERE window = ? AND account = ? AND resets = ? ORDER BY at`);
  const drop = store.prepare('DELETE FROM plan_reports WHERE resets < ?');
  const paces = new Map<string, { readonly reported: number; readonly pace: Pace }>();

  const paceFor = ({ window, account, resets, began, reported }: PlanLimitRow): Pace => {
    const key = `${window} ${account}`;
    const remembered = paces.get(key);
    if (remembered?.reported === reported) return remembered.pace;
    const pace = paceOf(
      uses.all(window, account, resets) as unknown as readonly Use[],
      began ?? undefined,
      resets,
    );
    if (paces.size >= mostLimits) paces.clear();
    paces.set(key, { reported, pace });
    return pace;
  };

  const known: PlanLimits['known'] = (now) => {
    const newest = new Map<string, PlanLimitRow>();
    for (const row of current.all(now) as unknown as readonly PlanLimitRow[]) {
      const key = `${row.window} ${row.account}`;
      if (!newest.has(key)) newest.set(key, row);
    }
    return [...newest.values()]
      .filter(({ reported }) => reported > now - staleMs)
      .map((row) => {
        const { window, account, used, resets, reported } = row;
        return { window, account, used, resets, reported, pace: paceFor(row) };
      });
  };

  return {
    report: (limits, account, now) =>
      transaction(store, () => {
        for (const { window, used, resets, began } of limits)
          insert.run(window, account, resets, began ?? null, Math.floor(now / stepMs), now, used);
      }),
    known,
    lines: (now) =>
      known(now).flatMap(({ window, account, used, resets, reported, pace }) => {
        const labels = { window, account };
        return [
          { sample: planUsed.series, labels, value: used },
          { sample: planReset.series, labels, value: resets / 1000 },
          { sample: planReported.series, labels, value: reported / 1000 },
          { sample: planBurn.series, labels, value: pace.perHour },
          ...Object.entries(pace.full).map(([bound, at]) => ({
            sample: planFull.series,
            labels: { ...labels, bound },
            value: at / 1000,
          })),
        ];
      }),
    prune: (before) => {
      drop.run(before);
    },
  };
};

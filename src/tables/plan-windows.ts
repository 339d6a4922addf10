import type { Database } from '../store/database.ts';

/** How far a window of a plan's limit got, as the hook-event service hands it over. Times in milliseconds since 1970. */
export interface PlanWindowRow {
  readonly window: string;
  readonly account: string;
  /** When it ends; with window and account it tells one from another. */
  readonly resets: number;
  /** When it began; absent where its length is not known. */
  readonly began?: number | undefined;
  /** The highest share that was reported; 1 is full. */
  readonly used: number;
  /** The first report of a full window. */
  readonly reached?: number | undefined;
  readonly reported: number;
}

export interface PlanWindows {
  /** Takes windows, each as often as it comes: use only grows. Within the transaction under way. */
  readonly take: (rows: readonly PlanWindowRow[]) => void;
}

const microseconds = (milliseconds: number | undefined): number | null =>
  milliseconds === undefined ? null : milliseconds * 1000;

export const createPlanWindows = (database: Database): PlanWindows => {
  const write = database.prepare(`
    INSERT INTO plan_window_data (plan_window, account, resets, began, used, reached, reported)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET began = coalesce(min(began, excluded.began), began, excluded.began),
      used = max(used, excluded.used), reached = coalesce(min(reached, excluded.reached), reached, excluded.reached),
      reported = max(reported, excluded.reported)`);
  return {
    take: (rows) => {
      for (const { window, account, resets, began, used, reached, reported } of rows)
        write.run(
          window,
          account,
          resets * 1000,
          microseconds(began),
          used,
          microseconds(reached),
          reported * 1000,
        );
    },
  };
};

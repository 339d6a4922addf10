import { tokenHeaders } from '../service/token.ts';

/** What the ledger knows about today. */
export interface Summary {
  /** ISO 8601: when the last data point or event arrived; null before the first. */
  readonly lastData: string | null;
  readonly sessionsToday: number;
  readonly sessionsActive: number;
  /** Ids of those that are active; absent from a ledger of an earlier version. */
  readonly activeSessions?: readonly string[];
  readonly costTodayUSD: number;
  /** Cost of all imported history; absent from older ledgers. */
  readonly importedUSD?: number;
  /** Other programs that send telemetry here; absent from a ledger of an earlier version. */
  readonly neighbours?: readonly string[];
}

/** Asks the ledger; undefined when it does not answer in time or has no number. */
export const fetchSummary = async (port: number, secrets: string): Promise<Summary | undefined> => {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/summary`, {
      headers: tokenHeaders(secrets),
      signal: AbortSignal.timeout(2_000),
    });
    return answer.ok ? ((await answer.json()) as Summary) : undefined;
  } catch {
    return undefined;
  }
};

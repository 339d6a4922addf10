import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditDestination } from './destination.ts';
import type { AuditLog } from './log.ts';

export interface PassingOn {
  readonly destination: AuditDestination['name'];
  /** For how long the destination has refused what waits for it, in seconds; 0 while it takes everything. */
  readonly lagSeconds: () => number;
  readonly stop: () => Promise<void>;
}

export interface AuditPassOnOptions {
  readonly log: Pick<AuditLog, 'rows'>;
  readonly destination: AuditDestination;
  readonly onTrouble: (error: unknown) => void;
  readonly pauseMs?: number;
}

const usualPauseMs = 5000;
const longestPauseMs = 60_000;
const mostTogether = 1000;

/** The number after which the destination has nothing; 0 where what it has is from another log, as an older copy of this one. */
const lastThere = (log: Pick<AuditLog, 'rows'>, destination: AuditDestination): number => {
  const position = destination.position();
  if (!position) return 0;
  const [row] = log.rows({ after: position.id - 1, limit: 1 });
  if (!row) return 0;
  // An entry that was dropped meanwhile, because its time was over, had been passed on.
  return row.id > position.id || row.chain === position.chain ? position.id : 0;
};

/**
 * Passes every entry on, those first that were written while the destination was away, until stopped. Entries arrive at
 * least once, in order: `id` and `chain` tell one from another.
 */
export const passOn = ({
  log,
  destination,
  onTrouble,
  pauseMs = usualPauseMs,
}: AuditPassOnOptions): PassingOn => {
  const stopping = new AbortController();
  let refusedSince: number | undefined;

  const pass = async (): Promise<boolean> => {
    const rows = log.rows({ after: lastThere(log, destination), limit: mostTogether });
    if (rows.length > 0) await destination.take(rows);
    return rows.length === mostTogether;
  };

  const run = async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      let pause = pauseMs;
      try {
        if (await pass()) pause = 0;
        failures = 0;
        refusedSince = undefined;
      } catch (error) {
        if (refusedSince === undefined) onTrouble(error);
        refusedSince ??= Date.now();
        failures += 1;
        pause = Math.min(longestPauseMs, pauseMs * 2 ** failures);
      }
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };

  const running = run();
  return {
    destination: destination.name,
    lagSeconds: () => (refusedSince === undefined ? 0 : (Date.now() - refusedSince) / 1000),
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};

import { millisecondsOf } from '../config/duration.ts';
import { pruneTables } from '../tables/prune.ts';
import type { LedgerStore } from './store.ts';

const day = 86_400_000_000;
/** Rows deleted in one transaction: a few milliseconds, so that no request waits for long. */
const portion = 2000;
/** A cumulative client that slept may come back with the same start; forgetting it would count all of it again. */
const cumulativeDays = 400;
/** For so long metrics may come after what was counted from events in their place. */
const lateMetricsDays = 31;

/** How long things are kept, as durations of `config.yaml`. */
export interface Retention {
  readonly events: string;
  readonly duplicates: string;
  readonly spans: string;
  readonly mostSpans: number;
  /** Of transcripts. Absent: as long as events. */
  readonly transcripts?: string | undefined;
  /** Absent: for ever. */
  readonly history?: string | undefined;
  /** Absent: `defaultAudit`. */
  readonly audit?: string | undefined;
}

const microsecondsOf = (duration: string): number => millisecondsOf(duration) * 1000;

/** History is kept at least as long as the events that belong to it. */
const limitsOf = ({ events, spans, mostSpans, history }: Retention, now: number) => {
  const oldestEvent = now - microsecondsOf(events);
  return {
    events: oldestEvent,
    spans: now - microsecondsOf(spans),
    mostSpans,
    history: history === undefined ? undefined : Math.min(oldestEvent, now - microsecondsOf(history)),
  };
};

/**
 * Deletes one portion of what is older than its retention; counters stay for ever.
 * @returns true when there may be more.
 */
export const pruneOnce = (store: LedgerStore, retention: Retention, now: number): boolean => {
  const run = (sql: string, ...values: (number | string)[]): boolean =>
    Number(store.prepare(sql).run(...values).changes) >= portion;
  const limits = limitsOf(retention, now);
  const idle = Math.floor((now - microsecondsOf(retention.duplicates)) / day);
  const more = [
    pruneTables(store, limits, portion),
    run(
      `DELETE FROM transcripts WHERE rowid IN (SELECT rowid FROM transcripts WHERE time < ? LIMIT ${portion})`,
      now - microsecondsOf(retention.transcripts ?? retention.events),
    ),
    run(
      `DELETE FROM folded WHERE time > 0 AND (series, start, time) IN (
         SELECT f.series, f.start, f.time FROM folded f JOIN series s ON s.id = f.series
         WHERE s.used_day < ? AND f.time > 0 LIMIT ${portion})`,
      idle,
    ),
    run(
      `DELETE FROM series WHERE id IN (SELECT s.id FROM series s WHERE s.used_day < ?
         AND NOT EXISTS (SELECT 1 FROM folded f WHERE f.series = s.id) LIMIT ${portion})`,
      idle,
    ),
    run(
      `DELETE FROM folded WHERE (series, start, time) IN (
         SELECT f.series, f.start, f.time FROM folded f JOIN series s ON s.id = f.series
         WHERE s.used_day < ? LIMIT ${portion})`,
      Math.floor(now / day) - cumulativeDays,
    ),
    run(
      `DELETE FROM open_sessions WHERE id IN (SELECT id FROM open_sessions WHERE last < ? AND NOT open LIMIT ${portion})`,
      limits.events,
    ),
  ];
  const late = now - lateMetricsDays * day;
  run(
    'DELETE FROM unmetered_amounts WHERE session NOT IN (SELECT session FROM unmetered_sessions WHERE until >= ?)',
    late,
  );
  // How far a session was counted is known as long as it may go on.
  run(
    'DELETE FROM unmetered_sessions WHERE until < ? AND session NOT IN (SELECT id FROM open_sessions)',
    late,
  );
  run('DELETE FROM user_days WHERE day < ?', Math.floor(now / day) - cumulativeDays);
  return more.some(Boolean);
};

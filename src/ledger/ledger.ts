import { closedLabels } from '../catalogue/labels.ts';
import {
  ledgerCommitDuration,
  ledgerMetrics,
  ledgerOverflow,
  ledgerRequests,
  ledgerStarts,
  sessionDuration,
} from '../catalogue/ledger-metrics.ts';
import { alsoForget } from '../clickhouse/forget.ts';
import { type Counters, createCounters } from '../counters/counters.ts';
import type { Outcome } from '../otlp/handle.ts';
import type { ExportRequest, OtlpSignal } from '../otlp/model.ts';
import { isStorageError } from '../store/storage-error.ts';
import { createTogether } from '../store/together.ts';
import { followZone } from '../tables/follow-zone.ts';
import { type Forgotten, forgetInTables, type ToForget } from '../tables/forget.ts';
import type { HookRow } from '../tables/hook-row.ts';
import { createMergedPulls, type MergedPulls } from '../tables/merged-pulls.ts';
import { carryOldSums, moveOldEvents } from '../tables/old-events.ts';
import { createPlanWindows, type PlanWindowRow } from '../tables/plan-windows.ts';
import { syncTables } from '../tables/sync.ts';
import { createTables, type Tables, type TablesOptions } from '../tables/tables.ts';
import type { AuditEntry } from './audit/entries.ts';
import { type AuditLog, auditing, createAuditLog } from './audit/log.ts';
import { createFoldEvents } from './fold-events.ts';
import { createFoldMetrics } from './fold-metrics.ts';
import { createFoldSpans } from './fold-spans.ts';
import { createImports, type Imports } from './import/imports.ts';
import { makeKnownCounters } from './known-labels.ts';
import { createLastData } from './last-data.ts';
import { createNeighbours, type Neighbour } from './neighbours.ts';
import { pruneOnce, type Retention } from './retention.ts';
import { createSessions, type LedgerSessions } from './sessions.ts';
import { createSoFar, type SoFar } from './so-far.ts';
import { type LedgerStore, transaction } from './store.ts';
import { createTally } from './tally.ts';
import type { TranscriptRow } from './transcripts/row.ts';
import { createTranscripts } from './transcripts/transcripts.ts';
import { createUnmetered } from './unmetered.ts';

export interface LedgerSettings {
  readonly shared: readonly string[];
  /** Label sets a metric may have. */
  readonly limit: number;
  /** The time zone of days and weeks, as an IANA name. */
  readonly zone: string;
  readonly retention: Retention;
  /** Most text of one session's transcript, in bytes. */
  readonly mostTranscriptBytes?: number;
  readonly tables?: TablesOptions;
  /** Told about a request that could not be folded. */
  readonly onRefused?: (signal: OtlpSignal, error: unknown) => void;
}

export type LedgerAnswer = Outcome;

export interface Ledger {
  readonly counters: Counters;
  readonly sessions: LedgerSessions;
  readonly tables: Tables;
  readonly soFar: SoFar;
  /** History from transcripts. */
  readonly imports: Imports;
  /** Folds one OTLP request. Resolves once it is on disk, or says when to come again. */
  readonly take: (signal: OtlpSignal, request: ExportRequest, bytes?: number) => Promise<LedgerAnswer>;
  /** Takes hook events from the hook-event service, each once; returns how many were new. */
  readonly takeHooks: (rows: readonly HookRow[]) => number;
  /** What people did at the command line; returns how much of it the audit log did not have yet. */
  readonly takeActs: (entries: readonly AuditEntry[]) => number;
  /** Takes texts of a session's transcript; returns how many are new. */
  readonly takeTranscript: (session: string, texts: readonly TranscriptRow[]) => number;
  readonly takeMergedPulls: MergedPulls['take'];
  /** Takes windows of plans' limits from the hook-event service, each as often as it comes. */
  readonly takePlanWindows: (rows: readonly PlanWindowRow[]) => void;
  readonly audit: Pick<AuditLog, 'rows' | 'firstBroken'>;
  /** Deletes what is stored of a person, a session or a project; counters keep their totals. */
  readonly forget: (wanted: ToForget) => Forgotten;
  /** Closes silent sessions and prunes a portion of old rows; returns whether there is more to prune. */
  readonly sweep: (now: number) => boolean;
  /** When the last data of a client was stored, by signal, in Unix seconds; also before the last start. */
  readonly lastData: ReadonlyMap<OtlpSignal, number>;
  /** The other agents that send telemetry here. */
  readonly neighbours: () => readonly Neighbour[];
  /** Why the store cannot be written, while it cannot. */
  readonly trouble: () => string | undefined;
  readonly waiting: () => number;
}

interface WaitingExport {
  readonly signal: OtlpSignal;
  readonly request: ExportRequest;
  readonly bytes: number;
  readonly answer: (answer: LedgerAnswer) => void;
}

/** Requests that wait for the next transaction; more are asked to come again. */
const mostWaiting = 2000;
const mostWaitingBytes = 64 * 2 ** 20;
/** How long the audit log is kept where no configuration says so. */
const defaultAudit = '400d';

/** Most text of a transcript where no configuration says so. */
const usualTranscriptBytes = 5e6;

/** Requests folded in one transaction. */
const mostTogether = 200;

export const createLedger = (
  store: LedgerStore,
  settings: LedgerSettings,
  clock: () => number = () => Date.now() * 1000,
): Ledger => {
  const counters = createCounters(store, {
    limit: settings.limit,
    keeps: (label, value) => closedLabels[label]?.includes(value) ?? false,
    unlimited: new Set(ledgerMetrics),
    overflow: ledgerOverflow,
  });
  const tally = createTally(counters);
  const transcripts = createTranscripts(store, settings.mostTranscriptBytes ?? usualTranscriptBytes);
  const soFar = createSoFar(store, settings.zone);
  transaction(store, () => {
    syncTables(store, settings.tables?.extraLabels ?? []);
    followZone(store, settings.zone);
    carryOldSums(store);
  });
  const sessions = createSessions(store);
  const tables = createTables(store, { zone: settings.zone, ...settings.tables });
  const mergedPulls = createMergedPulls(store);
  const planWindows = createPlanWindows(store);
  const audit = createAuditLog(store, settings.retention.audit ?? defaultAudit);
  const audited = auditing(tables, audit);
  const neighbours = createNeighbours(counters);
  const unmetered = createUnmetered(store, counters, soFar, tables, {
    shared: settings.shared,
    extraLabels: settings.tables?.extraLabels,
  });
  const foldMetrics = createFoldMetrics(
    store,
    counters,
    sessions,
    soFar,
    tables,
    unmetered,
    tally,
    neighbours,
    settings.shared,
  );
  const foldEvents = createFoldEvents(
    counters,
    sessions,
    audited,
    unmetered,
    tally,
    neighbours,
    settings.shared,
  );
  const foldSpans = createFoldSpans(counters, sessions, tables, tally, neighbours, settings.shared);
  const lastData = createLastData(store);
  const waiting: WaitingExport[] = [];
  let waitingBytes = 0;
  let trouble: string | undefined;

  // The counters last: the others hand them what they gathered.
  const commit = createTogether(store, [foldMetrics, sessions, soFar, tables, lastData, tally, counters]);
  const together = <Result>(work: () => Result): Result => {
    try {
      const result = commit(work);
      trouble = undefined;
      return result;
    } catch (error) {
      trouble = (error as Error).message;
      throw error;
    }
  };

  const imports = createImports(store, {
    limit: settings.limit,
    shared: settings.shared,
    tables,
    together,
    clock,
  });

  const foldOne = ({ signal, request }: WaitingExport): LedgerAnswer => {
    const now = clock();
    if (signal === 'metrics') foldMetrics.fold(request, now);
    else if (signal === 'logs') foldEvents.fold(request, now);
    else foldSpans.fold(request, now);
    const { refused, message, isClients } = tally.takeRequest();
    if (isClients) lastData.came(signal, now);
    counters.add(ledgerRequests, { signal, status: refused > 0 ? 'partial' : 'ok' });
    return refused > 0 ? { rejected: refused, message } : { rejected: 0 };
  };

  /** How long the last transaction took, in seconds: it cannot be counted in itself, so the next one does. */
  let lastCommit: number | undefined;
  const countLastCommit = () => {
    if (lastCommit === undefined) return;
    counters.add(ledgerCommitDuration, {}, Math.round(lastCommit * ledgerCommitDuration.scale));
  };

  /** A request that cannot be folded, for whatever reason that lies in it, is refused alone. */
  const foldAlone = (waited: WaitingExport): LedgerAnswer => {
    try {
      return together(() => foldOne(waited));
    } catch (error) {
      if (isStorageError(error)) throw error;
      trouble = undefined;
      settings.onRefused?.(waited.signal, error);
      together(() => counters.add(ledgerRequests, { signal: waited.signal, status: 'refused' }));
      return { status: 400, message: 'the request cannot be read' };
    }
  };

  const foldTogether = (batch: readonly WaitingExport[]): readonly LedgerAnswer[] => {
    try {
      return together(() => {
        countLastCommit();
        return batch.map(foldOne);
      });
    } catch (error) {
      if (isStorageError(error)) throw error;
      return batch.map(foldAlone);
    }
  };

  const drain = () => {
    const batch = waiting.splice(0, mostTogether);
    waitingBytes -= batch.reduce((sum, { bytes }) => sum + bytes, 0);
    if (waiting.length > 0) setImmediate(drain);
    const begun = performance.now();
    try {
      const folded = foldTogether(batch);
      lastCommit = (performance.now() - begun) / 1000;
      for (const [index, answer] of folded.entries()) batch[index]?.answer(answer);
    } catch {
      // Why is told by `trouble`; the senders keep what they sent, and come again.
      for (const { answer } of batch) answer({ status: 503, retryAfterSeconds: 5 });
    }
  };

  together(() => {
    makeKnownCounters(counters);
    counters.add(ledgerStarts, {});
  });

  return {
    counters,
    sessions,
    tables,
    soFar,
    imports,
    lastData: lastData.times,
    neighbours: neighbours.list,
    trouble: () => trouble,
    waiting: () => waiting.length,
    take: (signal, request, bytes = 0) => {
      const isTooMuch = waiting.length > 0 && waitingBytes + bytes > mostWaitingBytes;
      if (waiting.length >= mostWaiting || isTooMuch) {
        return Promise.resolve({ status: 429, retryAfterSeconds: 1 });
      }
      return new Promise((answer) => {
        if (waiting.length === 0) setImmediate(drain);
        waiting.push({ signal, request, bytes, answer });
        waitingBytes += bytes;
      });
    },
    forget: (wanted) => {
      store.exec('PRAGMA secure_delete = ON');
      const forgotten = together(() => {
        const gone = forgetInTables(store, wanted);
        alsoForget(store, wanted, gone);
        const list = JSON.stringify(gone.sessions);
        for (const [table, column] of [
          ['open_sessions', 'id'],
          ['unmetered_sessions', 'session'],
          ['unmetered_amounts', 'session'],
        ])
          store.prepare(`DELETE FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`).run(list);
        const transcribed = wanted.session === undefined ? gone.sessions : [...gone.sessions, wanted.session];
        transcripts.forget(transcribed, clock());
        if (wanted.person !== undefined)
          store.prepare('DELETE FROM user_days WHERE user = ?').run(wanted.person);
        return gone;
      });
      // Numbers of deleted rows are remembered nowhere, and the write-ahead log holds none of them.
      tables.rolledBack();
      store.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      return forgotten;
    },
    takeHooks: (rows) => together(() => rows.filter((row) => audited.hook(row, clock())).length),
    audit,
    takeTranscript: (session, texts) => transaction(store, () => transcripts.take(session, texts)),
    takeMergedPulls: (repository, pulls) => together(() => mergedPulls.take(repository, pulls)),
    takePlanWindows: (rows) => together(() => planWindows.take(rows)),
    takeActs: (entries) => together(() => audit.add(entries)),
    sweep: (now) => {
      together(() => unmetered.count(now));
      together(() => {
        for (const duration of sessions.close(now)) counters.add(sessionDuration, {}, duration);
      });
      const isMoving = together(() => moveOldEvents(store, tables));
      const hasMore = transaction(store, () => {
        soFar.prune(now);
        audit.prune(now);
        return pruneOnce(store, settings.retention, now);
      });
      return hasMore || isMoving;
    },
  };
};

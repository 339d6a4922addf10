import * as z from 'zod';
import { canary } from '../catalogue/canary.ts';
import { costUsage } from '../catalogue/telemetry.ts';
import { readEvents } from '../tables/read-events.ts';
import type { Agreement } from './agreement.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerStore } from './store.ts';

/** What `GET /api/summary` answers; `status`, `watch` and the status line read it. */
export interface SummaryAnswer {
  /** When the last data of a client was stored (ISO 8601), null when there was none. */
  readonly lastData: string | null;
  /** The day of the configured time zone. */
  readonly costTodayUSD: number;
  /** Cost of all history that was imported: it is in no number of today. */
  readonly importedUSD: number;
  readonly tokensToday: number;
  readonly sessionsToday: number;
  readonly sessionsActive: number;
  /** Ids of those that are active, a thousand at most. */
  readonly activeSessions: readonly string[];
  /** Other programs that send telemetry here, such as "codex 0.171.0"; nothing of it is counted. */
  readonly neighbours: readonly string[];
}

const importedNanoDollars = ({ imports }: Ledger): number =>
  imports
    .lines()
    .filter(({ sample }) => sample === costUsage.series)
    .reduce((sum, { value }) => sum + Number(value), 0);

export const summaryOf = (ledger: Ledger, now: number): SummaryAnswer => {
  const today = ledger.soFar.totals('daily', now);
  const last = Math.max(0, ...ledger.lastData.values());
  const active = ledger.sessions.active(now);
  return {
    lastData: last > 0 ? new Date(last * 1000).toISOString() : null,
    costTodayUSD: Number(today.cost) / costUsage.scale,
    importedUSD: importedNanoDollars(ledger) / costUsage.scale,
    tokensToday: Number(today.tokens),
    sessionsToday: Number(today.sessions),
    sessionsActive: active.length,
    activeSessions: active.slice(0, 1000),
    neighbours: ledger.neighbours().map(({ service, version }) => `${service} ${version}`.trim()),
  };
};

/** What `GET /api/agreement` answers to `doctor`: whether Prometheus' totals are what was counted. */
export interface AgreementAnswer {
  /** ISO 8601; null when it was not looked at since the start. */
  readonly checkedAt: string | null;
  /** What totals in Prometheus lack, by metric, in its unit; only where there is something. */
  readonly missing: Readonly<Record<string, number>>;
}

export const agreementOf = (agreement: Agreement | undefined): AgreementAnswer => {
  const at = agreement?.checkedAt();
  const missing = [...(agreement?.missing() ?? [])].filter(([, amount]) => amount !== 0);
  return {
    checkedAt: at === undefined ? null : new Date(at).toISOString(),
    missing: Object.fromEntries(missing),
  };
};

/** What `GET /api/canary` answers to `doctor`: canaries that arrived, by signal, whatever a scrape has been shown. */
export const canariesOf = (ledger: Ledger): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...ledger.counters.all()]
      .filter(({ sample }) => sample === canary.series)
      .map(({ labels, value }) => [labels['signal'] ?? '', Number(value)]),
  );

const page = { limit: z.coerce.number().int().min(1).max(1000).default(100) };
export const eventsQuery = z.strictObject({
  ...page,
  name: z.string().max(80).optional(),
  session: z.string().max(200).optional(),
  since: z.iso.datetime().optional(),
});
export const sessionsQuery = z.strictObject({ ...page, id: z.string().max(200).optional() });

/** The furthest that a `Date` reaches, in the year 275760. */
const lastMilliseconds = 8.64e15;

/** Never throws: one row must not make a listing fail. */
const iso = (microseconds: number): string =>
  new Date(Math.min(Math.max(0, microseconds / 1000 || 0), lastMilliseconds)).toISOString();

/** Recent events, newest first. */
export const recentEvents = (store: LedgerStore, query: z.output<typeof eventsQuery>) =>
  readEvents(store, {
    name: query.name,
    session: query.session,
    since: query.since ? Date.parse(query.since) * 1000 : undefined,
    limit: query.limit,
  }).map(({ time, name, session, attributes }) => ({ time: iso(time), name, session, attributes }));

interface SessionRow {
  readonly id: string;
  readonly first: number;
  readonly last: number;
  readonly open: number;
  /** Nano-dollars by metrics, or counted from events where there were none. */
  readonly cost: number;
  readonly cost_events: number;
}

/** Recent sessions, newest first, with their money. */
export const recentSessions = (store: LedgerStore, query: z.output<typeof sessionsQuery>) => {
  const rows = store
    .prepare(
      `SELECT id, first, last, open, CAST(cost_metrics + cost_counted AS REAL) AS cost, cost_events FROM open_sessions
       WHERE (?1 IS NULL OR id = ?1) ORDER BY last DESC LIMIT ?2`,
    )
    .all(query.id ?? null, query.limit) as unknown as SessionRow[];
  return rows.map((row) => ({
    id: row.id,
    first: iso(row.first),
    last: iso(row.last),
    open: row.open === 1,
    costUSD: row.cost / costUsage.scale,
    costByEventsUSD: row.cost_events / costUsage.scale,
  }));
};

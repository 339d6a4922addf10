import { statSync } from 'node:fs';
import path from 'node:path';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import {
  failuresInRow,
  ledgerAuditLag,
  ledgerIncomplete,
  ledgerLastData,
  ledgerMark,
  ledgerMissing,
  ledgerRows,
  ledgerStoreSize,
  ledgerUnknownNames,
  personAwaited,
  reconciliation,
  sessionSilence,
  sessionsActive,
  usersActive,
} from '../catalogue/ledger-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import { costUsage } from '../catalogue/telemetry.ts';
import type { Missing } from './agreement.ts';
import type { PassingOn } from './audit/pass-on.ts';
import { createCompleteness, signalsOfSessions } from './completeness.ts';
import type { Ledger } from './ledger.ts';
import { createMarks } from './marks.ts';
import { createSessionWatch } from './session-watch.ts';
import type { LedgerStore } from './store.ts';

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
/** Tables whose rows are counted; the others are as many as these, or too many to count. */
const tables = ['counters', 'series', 'event_list'] as const;

/** What is read from the store at each scrape, and the process's own metrics. */
export const createGauges = (
  ledger: Ledger,
  store: LedgerStore,
  folder: string,
  now: () => number,
  missing: () => Missing | undefined = () => undefined,
  auditTo: readonly PassingOn[] = [],
): Registry => {
  const registry = new Registry();
  const gauge = <Label extends string>(metric: Metric<Label>, collect: (this: Gauge<Label>) => void) =>
    new Gauge({
      name: metric.series,
      help: metric.brief,
      labelNames: [...metric.labels],
      registers: [registry],
      collect,
    });

  gauge(sessionsActive, function () {
    this.set(ledger.sessions.active(now()).length);
  });
  gauge(usersActive, function () {
    for (const days of [1, 7, 30]) this.set({ days: String(days) }, ledger.sessions.users(now(), days));
  });
  gauge(reconciliation, function () {
    this.set(ledger.sessions.difference() / costUsage.scale);
  });
  const watch = createSessionWatch(store);
  gauge(personAwaited, function () {
    this.set(watch(now()).awaitedSeconds);
  });
  gauge(sessionSilence, function () {
    this.set(watch(now()).silentSeconds);
  });
  gauge(failuresInRow, function () {
    this.set(watch(now()).repeatedFailures);
  });
  const unknownNames = store.prepare('SELECT count(*) AS n FROM unknown_names');
  gauge(ledgerUnknownNames, function () {
    this.set((unknownNames.get() as { n: number }).n);
  });
  gauge(ledgerLastData, function () {
    for (const [signal, time] of ledger.lastData) this.set({ signal }, time);
  });
  gauge(ledgerMissing, function () {
    for (const [metric, amount] of missing() ?? []) this.set({ metric }, amount);
  });
  const incomplete = createCompleteness(store);
  gauge(ledgerIncomplete, function () {
    const lacking = incomplete(now());
    for (const lacks of signalsOfSessions) this.set({ lacks }, lacking[lacks]);
  });
  const marks = createMarks(store);
  gauge(ledgerMark, function () {
    this.reset();
    for (const { time, text } of marks.list()) this.set({ text }, Math.floor(time / 1000));
  });
  gauge(ledgerAuditLag, function () {
    for (const { destination, lagSeconds } of auditTo) this.set({ destination }, lagSeconds());
  });
  gauge(ledgerStoreSize, function () {
    this.set(sizeOf(path.join(folder, 'ledger.db')) + sizeOf(path.join(folder, 'ledger.db-wal')));
  });
  const counts = tables.map((table) => [table, store.prepare(`SELECT count(*) AS n FROM ${table}`)] as const);
  // Counting rows reads the whole table: once a minute is enough.
  let counted = { at: 0, rows: new Map<string, number>() };
  gauge(ledgerRows, function () {
    if (now() - counted.at > 60e6) {
      const rows = counts.map(([table, count]) => [table, (count.get() as { n: number }).n] as const);
      counted = { at: now(), rows: new Map(rows) };
    }
    for (const [table, rows] of counted.rows)
      this.set({ table: table === 'event_list' ? 'events' : table }, rows);
  });
  // Its default of 10 ms wakes the process a hundred times a second, half a percent of a core while nobody works.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 1000 });
  return registry;
};

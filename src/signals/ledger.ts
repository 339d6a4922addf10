import { hookOverflow, hookPushes } from '../catalogue/hook-metrics.ts';
import {
  ledgerCommitDuration,
  ledgerHeld,
  ledgerIncomplete,
  ledgerLastData,
  ledgerMissing,
  ledgerOverflow,
  ledgerPoints,
  ledgerRefused,
  ledgerRequests,
  ledgerRows,
  ledgerStarts,
  ledgerStoreSize,
} from '../catalogue/ledger-metrics.ts';
import { orZero, plus, quantileOf } from '../promql/arithmetic.ts';
import { gaugeOf, rateOf, totalOf } from '../promql/query.ts';
import { noHooks } from './advice.ts';
import type { Signal, Threshold } from './signal.ts';
import { totalsOf } from './total.ts';

const { total, totalBy } = totalsOf('stack');

const mustBeNone: readonly Threshold[] = [{ means: 'good' }, { from: 1, means: 'bad' }];

export const dataAge: Signal = {
  board: 'stack',
  title: 'Last data',
  description: 'Seconds since a client last sent metrics or events. Long when no session runs.',
  unit: 's',
  decimals: 0,
  legend: 'Age',
  noValue: 'No client has sent anything yet: start-observability doctor',
  expr: (view) => `time() - ${gaugeOf(ledgerLastData, {}, view, 'max')}`,
};

export const dataAgeBySignal: Signal = {
  ...dataAge,
  title: 'Age of the last data',
  legend: '{{signal}}',
  expr: (view) => `time() - ${gaugeOf(ledgerLastData, { by: ['signal'] }, view, 'max')}`,
};

export const folded = total(ledgerPoints, {
  title: 'Points counted',
  description: 'Data points and records that the ledger counted.',
  where: { outcome: 'folded' },
});

export const pointsByOutcome = totalBy(ledgerPoints, 'outcome', {
  title: 'Points by outcome',
  description: 'folded: counted. duplicate: already counted, and rightly left out. refused: unusable.',
});

export const pointRate: Signal = {
  board: 'stack',
  title: 'Points per second',
  description: 'Data points and records that reach the ledger.',
  unit: 'suffix:/s',
  legend: '{{signal}}',
  expr: (view) => rateOf(ledgerPoints, { by: ['signal'] }, view),
};

export const refused: Signal = {
  board: 'stack',
  title: 'Refused',
  description: 'Data points and records that the ledger could not use, in the range.',
  unit: 'short',
  legend: 'Refused',
  thresholds: mustBeNone,
  expr: (view) => orZero(totalOf(ledgerRefused, {}, view)),
};

export const refusedByReason = totalBy(ledgerRefused, 'reason', {
  title: 'Refused by reason',
  description: 'Data points and records that the ledger could not use.',
  noValue: 'Nothing was refused in this range.',
});

export const requestsByStatus = totalBy(ledgerRequests, 'status', {
  title: 'Requests by answer',
  description: 'OTLP requests to the ledger. 429 and 503 make the collector wait, they lose nothing.',
});

export const overflow: Signal = {
  board: 'stack',
  title: 'Folded into other',
  description:
    'Values counted under `other` because a label has too many values, by ledger and hooks. Totals stay right; raise labels.limit in config.yaml.',
  unit: 'short',
  legend: 'Overflow',
  thresholds: mustBeNone,
  expr: (view) => plus(totalOf(ledgerOverflow, {}, view), totalOf(hookOverflow, {}, view)),
};

export const overflowByMetric = totalBy(ledgerOverflow, 'metric', {
  title: 'Folded into other, by metric',
  description: 'Values counted under `other` because a metric has too many label sets.',
  noValue: 'Every label set is kept.',
});

export const commitTime: Signal = {
  board: 'stack',
  title: 'Time to commit (p95)',
  description: 'Folding a request and committing it. A client waits for this when there is no collector.',
  unit: 's',
  legend: 'p95',
  noValue: 'No requests',
  expr: (view) => quantileOf(0.95, ledgerCommitDuration, {}, view),
};

export const storeSize: Signal = {
  board: 'stack',
  title: 'Ledger on disk',
  description: "Size of the ledger's store: counters, sessions, events.",
  unit: 'bytes',
  legend: 'Ledger',
  expr: (view) => gaugeOf(ledgerStoreSize, {}, view),
};

export const storeRows: Signal = {
  board: 'stack',
  title: 'Rows',
  description: "Rows in the ledger's store, by table.",
  unit: 'short',
  legend: '{{table}}',
  expr: (view) => gaugeOf(ledgerRows, { by: ['table'] }, view),
};

export const missingInPrometheus: Signal = {
  board: 'stack',
  title: 'Missing in totals',
  description:
    "What the exact totals of Prometheus lack of the ledger's own counters, over all label sets that were made while Prometheus was there. Must be 0.",
  unit: 'short',
  legend: '{{metric}}',
  thresholds: mustBeNone,
  noValue: 'Not compared yet',
  expr: (view) => gaugeOf(ledgerMissing, { by: ['metric'] }, view, 'max'),
};

/** One number: the largest of what any metric lacks, whichever way. */
export const mostMissing: Signal = {
  ...missingInPrometheus,
  legend: missingInPrometheus.title,
  expr: (view) => `max(abs(${missingInPrometheus.expr(view)}))`,
};

export const incomplete: Signal = {
  board: 'stack',
  title: 'Incomplete sessions',
  description:
    'Sessions of the last seven days, over for half an hour, of which metrics, events or hooks never arrived. `doctor` says why, and how to list them.',
  unit: 'short',
  legend: 'without {{lacks}}',
  thresholds: mustBeNone,
  expr: (view) => gaugeOf(ledgerIncomplete, { by: ['lacks'] }, view, 'max'),
};

export const held: Signal = {
  board: 'stack',
  title: 'Held back',
  description: 'Counters whose newest value waits until Prometheus has seen the one before.',
  unit: 'short',
  legend: 'Held back',
  expr: (view) => gaugeOf(ledgerHeld, {}, view),
};

export const starts: Signal = {
  board: 'stack',
  title: 'Starts',
  description: 'Starts of the ledger in the range, and so of the stack.',
  unit: 'short',
  legend: 'Starts',
  expr: (view) => totalOf(ledgerStarts, {}, view),
};

export const pushesByOutcome = totalBy(hookPushes, 'outcome', {
  title: 'Pushes by outcome',
  description: 'Pushes of the hook-event service to Pushgateway.',
  noValue: noHooks,
});

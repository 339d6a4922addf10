import type { Registry } from 'prom-client';
import { eventMetrics } from '../catalogue/activity-metrics.ts';
import { ledgerHeld, ledgerMetrics, ledgerState } from '../catalogue/ledger-metrics.ts';
import { defineMetric, type Metric } from '../catalogue/metric.ts';
import { metrics } from '../catalogue/telemetry.ts';
import type { Seen } from '../counters/seen.ts';
import { createShowing } from '../counters/showing.ts';
import { expositionText, familiesOf } from '../counters/text.ts';
import type { Budgets } from './budgets.ts';
import type { Ledger } from './ledger.ts';
import { type LedgerStore, transaction } from './store.ts';

const knownFamilies = familiesOf([...metrics, ...eventMetrics, ...ledgerMetrics]);
const unknown = new Map<string, Metric>();

/** A counter that a newer client sends has no family in the catalogue yet. */
const familyOf = (sample: string): Metric => {
  const metric = knownFamilies(sample) ?? unknown.get(sample);
  if (metric) return metric;
  const made = defineMetric({
    name: sample,
    series: sample,
    brief: 'Not in the catalogue yet.',
    labels: [],
    scale: 1_000_000,
  });
  unknown.set(sample, made);
  return made;
};

export interface Exposition {
  /** The text of /metrics at `now` (microseconds). Every scraper gets the same. */
  readonly text: (now: number) => Promise<string>;
  /** The number of the newest state that was exposed. */
  readonly state: () => number;
}

/**
 * The counters as far as they may be shown (`counters/showing.ts`). What is shown is on disk before it is sent, so
 * that a counter never goes backwards, whatever is killed.
 */
export const createExposition = (
  store: LedgerStore,
  { counters, soFar, imports }: Pick<Ledger, 'counters' | 'soFar' | 'imports'>,
  gauges: Registry,
  seen: Seen,
  budgets?: Budgets,
): Exposition => {
  const showing = createShowing();
  let state = 0;
  return {
    text: async (microseconds) => {
      const now = microseconds / 1000;
      const newest = await seen.newest(now, showing.waits());
      const view = showing.view(counters.all(), now, newest);
      if (view.risen.length > 0) transaction(store, () => counters.show(view.risen));
      for (const counter of view.risen) counter.shown = counter.value;
      state = view.state;
      seen.exposed(state, now);
      const lines = [...counters.all()].map(({ sample, labels, shown }) => ({
        sample,
        labels,
        value: shown,
      }));
      const own = [
        { sample: ledgerState.series, labels: seen.labels, value: view.state },
        { sample: ledgerHeld.series, labels: {}, value: view.held },
        ...soFar.lines(microseconds),
        ...(budgets?.lines(now) ?? []),
      ];
      // Imported history never rises: its past is in Prometheus' blocks, so it is not shown as 0 first.
      return `${expositionText([...lines, ...imports.lines(), ...own], familyOf)}\n${await gauges.metrics()}`;
    },
    state: () => state,
  };
};

import { type Metric as RegisteredMetric, Registry } from 'prom-client';
import { eventMetrics } from '../catalogue/activity-metrics.ts';
import { ledgerMetrics } from '../catalogue/ledger-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import { metrics } from '../catalogue/telemetry.ts';
import type { Counter, Counters } from './counters.ts';
import { type Store, transaction } from './store.ts';

/** Longer than this without a scrape is a hole: the next scrapes repeat what was shown last. */
const hole = 600_000_000;

const families = new Map<string, Metric>(
  [...metrics, ...eventMetrics, ...ledgerMetrics].map((metric) => [metric.series, metric]),
);

const familyOf = (sample: string): Metric | undefined =>
  families.get(sample) ?? families.get(sample.replace(/_(bucket|sum|count)$/, ''));

interface Family {
  readonly name: string;
  readonly metric: Metric | undefined;
  readonly counters: Counter[];
}

/** A family as prom-client's registry reads it: it asks for the values, and writes the text. */
const registered = (family: Family): RegisteredMetric => {
  const type = family.metric?.instrument ?? 'counter';
  const help = family.metric?.brief ?? 'Not in the catalogue yet.';
  const scaleOf = (counter: Counter): number =>
    counter.metric.endsWith('_bucket') || counter.metric.endsWith('_count')
      ? 1
      : (family.metric?.scale ?? 1_000_000);
  const get = async () => ({
    name: family.name,
    help,
    type,
    aggregator: 'sum',
    values: family.counters.map((counter) => ({
      metricName: counter.metric,
      labels: Object.fromEntries(counter.labels),
      value: counter.shown / scaleOf(counter),
    })),
  });
  return { name: family.name, help, type, get } as unknown as RegisteredMetric;
};

export interface Exposition {
  /** The text of /metrics. Only a scrape by Prometheus moves what is shown; other readers see the same. */
  readonly text: (byPrometheus: boolean, now: number) => Promise<string>;
}

/**
 * What a scrape shows never jumps over a hole (DESIGN 3.3): a new label set, and every counter after a start or after
 * ten minutes without a scrape, is shown as it was shown last (0 when new) for a few scrapes. What is shown is on
 * disk before it is sent, so that a counter never goes backwards, whatever is killed.
 */
export const createExposition = (store: Store, counters: Counters, gauges: Registry): Exposition => {
  const show = store.prepare('UPDATE counters SET shown = ? WHERE id = ?');
  let lastScrape: number | undefined;

  const advance = (now: number) => {
    if (lastScrape !== undefined && now - lastScrape > hole) counters.holdAll();
    lastScrape = now;
    const moved: Counter[] = [];
    for (const counter of counters.all()) {
      if (counter.hold > 0) counter.hold -= 1;
      else if (counter.shown !== counter.value) moved.push(counter);
    }
    if (moved.length === 0) return;
    transaction(store, () => {
      for (const counter of moved) show.run(counter.value, counter.id);
    });
    for (const counter of moved) counter.shown = counter.value;
  };

  return {
    text: async (byPrometheus, now) => {
      if (byPrometheus) advance(now);
      const grouped = new Map<string, Family>();
      for (const counter of counters.all()) {
        const metric = familyOf(counter.metric);
        const name = metric?.series ?? counter.metric;
        const family = grouped.get(name);
        if (family) family.counters.push(counter);
        else grouped.set(name, { name, metric, counters: [counter] });
      }
      const registry = new Registry();
      for (const family of grouped.values()) registry.registerMetric(registered(family));
      return `${await registry.metrics()}\n${await gauges.metrics()}`;
    },
  };
};

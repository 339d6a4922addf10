import { eventMetrics } from '../catalogue/activity-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import { metrics } from '../catalogue/telemetry.ts';
import type { Counter, Counters } from '../counters/counters.ts';
import { keyOf, type LabelSet } from '../counters/label-set.ts';
import { instant, over } from '../prometheus/api.ts';

/** What the exact totals of Prometheus say less than the ledger counted, by metric, in its unit; more is negative. */
export type Missing = ReadonlyMap<string, number>;

export interface Agreement {
  /** When it was looked at last, in milliseconds since 1970; undefined: not yet. */
  readonly checkedAt: () => number | undefined;
  readonly missing: () => Missing;
  /** Looks once; resolves when it is known, or at once where Prometheus cannot be asked. */
  readonly check: (now: number) => Promise<void>;
}

export interface AgreementOptions {
  readonly prometheus: string;
  readonly counters: Pick<Counters, 'all'>;
  /** The state that is exposed now, and the newest that Prometheus has had for a while. */
  readonly exposed: () => number;
  readonly seen: (now: number) => Promise<number>;
  /** Waits between two looks for Prometheus having seen a state. */
  readonly pause: () => Promise<void>;
}

const compared: readonly Metric[] = [...metrics, ...eventMetrics].filter(
  ({ instrument }) => instrument === 'counter',
);
const bySeries = new Map(compared.map((metric) => [metric.series, metric]));

const daySeconds = 86_400;
const hourSeconds = 3600;
/** Openings are read over a month; a label set that is older has lost its first one. */
const oldestSeconds = 30 * daySeconds;
/** A new label set needs a few scrapes, and the rules one evaluation each. */
const settledSeconds = 120;
/** Label sets of one start are there a moment before the first scrape. */
const beforeFirstScrapeSeconds = 60;
const timeoutMilliseconds = 30_000;
const mostLooks = 20;

/** The labels that the scrape adds, and those of the answer, are not the counter's. */
const ownLabels = ({
  job: _job,
  instance: _instance,
  ...labels
}: Readonly<Record<string, string>>): LabelSet =>
  Object.fromEntries(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)));

const keyFor = (labels: Readonly<Record<string, string>>): string => {
  const { __name__: _, ...rest } = labels;
  return keyOf('', ownLabels(rest));
};

/** Right edge less the first opening: the exact total since a series was first seen (docs/exact-totals.md). */
const sinceBirth = (series: string): string =>
  `last_over_time(${series}[15m]) - (min_over_time(${series}:opening[31d]) or last_over_time(${series}[15m]) * 0)`;

/**
 * Compares what the ledger has shown with what Prometheus says was gained: an independent check of everything between,
 * of scrapes, rules, and the form of totals. It looks at label sets that were made while Prometheus was there.
 */
export const createAgreement = ({
  prometheus,
  counters,
  exposed,
  seen,
  pause,
}: AgreementOptions): Agreement => {
  let missing: Missing = new Map();
  let checkedAt: number | undefined;

  /** When Prometheus first scraped a ledger, in Unix seconds, to the minute. */
  const firstScrape = async (now: number): Promise<number | undefined> => {
    const look = async (start: number, end: number, step: number) => {
      const query = `max(count_over_time(up{job="ledger"}[${step}s]))`;
      const [curve] = await over(prometheus, query, { start, end, step, timeoutMilliseconds });
      return curve?.values[0]?.[0];
    };
    const hour = await look(now - 31 * daySeconds, now, hourSeconds);
    return hour === undefined ? undefined : look(hour - hourSeconds, hour, 60);
  };

  const hasSeen = async (state: number): Promise<boolean> => {
    for (let looks = 0; looks < mostLooks; looks += 1) {
      if ((await seen(Date.now())) >= state) return true;
      await pause();
    }
    return false;
  };

  const lacking = async (
    series: string,
    before: readonly (readonly [Counter, bigint])[],
  ): Promise<number> => {
    const samples = await instant(prometheus, sinceBirth(series), { timeoutMilliseconds });
    const gained = new Map(samples.map(({ labels, value }) => [keyFor(labels), value]));
    const scale = bySeries.get(series)?.scale ?? 1;
    let sum = 0;
    for (const [{ labels, shown }, least] of before) {
      const exact = Math.round((gained.get(keyFor(labels)) ?? 0) * scale);
      // Between two looks it may have grown; what lies between is right.
      sum += exact < Number(least) ? Number(least) - exact : Math.min(0, Number(shown) - exact);
    }
    return sum / scale;
  };

  return {
    checkedAt: () => checkedAt,
    missing: () => missing,
    check: async (now) => {
      const first = await firstScrape(now / 1000);
      if (first === undefined) return;
      const from = Math.max(first - beforeFirstScrapeSeconds, now / 1000 - oldestSeconds);
      const until = now / 1000 - settledSeconds;
      const groups = new Map<string, (readonly [Counter, bigint])[]>();
      for (const counter of counters.all()) {
        if (counter.born < from || counter.born > until || !bySeries.has(counter.sample)) continue;
        const group = groups.get(counter.sample);
        if (group) group.push([counter, counter.shown]);
        else groups.set(counter.sample, [[counter, counter.shown]]);
      }
      if (!(await hasSeen(exposed()))) return;
      const found = new Map<string, number>();
      for (const [series, group] of groups) found.set(series, await lacking(series, group));
      missing = found;
      checkedAt = now;
    },
  };
};

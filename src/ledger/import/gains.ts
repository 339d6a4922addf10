import { importLabels, transcriptSource } from '../../catalogue/imported.ts';
import { closedLabels } from '../../catalogue/labels.ts';
import type { Metric } from '../../catalogue/metric.ts';
import { keyOf, type LabelSet, overflowOf } from '../../counters/label-set.ts';
import type { SampleLine } from '../../counters/text.ts';
import type { LedgerStore } from '../store.ts';

/** What one counter gained in a minute of the past. */
export interface MinuteGain {
  readonly sample: string;
  readonly labels: LabelSet;
  /** Milliseconds since 1970: the end of the minute. */
  readonly at: number;
  /** In parts of the metric's scale. */
  readonly amount: number;
}

export interface Gains {
  /** Adds to a counter of an import, within the transaction under way. */
  readonly add: (metric: Metric, labels: LabelSet, milliseconds: number, amount: number) => void;
  /** The counters of finished imports, at their final value. */
  readonly lines: () => readonly SampleLine[];
  /** Some gains of an import in the order of time, after the first `skip`. */
  readonly page: (number: number, skip: number, most: number) => readonly MinuteGain[];
  /** Gains that are in the blocks of Prometheus are not needed any more. */
  readonly drop: (number: number) => void;
  /** An import was begun or finished, or a transaction failed. */
  readonly changed: () => void;
}

interface ImportedSeries {
  readonly import: number;
  readonly metric: string;
  readonly labels: string;
  readonly value: bigint;
}

interface GainRow {
  readonly metric: string;
  readonly labels: string;
  readonly time: number;
  readonly amount: number;
}

const minute = 60_000;
const keeps = (label: string, value: string): boolean => closedLabels[label]?.includes(value) ?? false;

const labelsOf = (number: number, labels: string): LabelSet => {
  const [source, own] = importLabels;
  return { ...(JSON.parse(labels) as LabelSet), [source]: transcriptSource, [own]: String(number) };
};

/** Counters of imported history: outside the live ones, so that nothing of these moves and none of them is pushed out. */
export const createGains = (store: LedgerStore, limit: number, open: () => number): Gains => {
  const insertSeries = store.prepare(
    `INSERT INTO imported_series (import, metric, labels) VALUES (?1, ?2, ?3)
     ON CONFLICT DO UPDATE SET value = value RETURNING id`,
  );
  const insertGain = store.prepare(
    'INSERT INTO imported_gains VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount',
  );
  const updateSeries = store.prepare('UPDATE imported_series SET value = value + ? WHERE id = ?');
  const selectLabelSets = store.prepare('SELECT metric, labels FROM imported_series WHERE import = ?');
  const selectFinished = store.prepare(
    `SELECT s.import, s.metric, s.labels, s.value FROM imported_series s JOIN imports i ON i.id = s.import
     WHERE i.finished IS NOT NULL AND s.value > 0 ORDER BY s.id`,
  );
  selectFinished.setReadBigInts(true);
  const selectPage = store.prepare(
    `SELECT s.metric, s.labels, g.time, g.amount FROM imported_gains g JOIN imported_series s ON s.id = g.series
     WHERE s.import = ? ORDER BY g.time, g.series LIMIT ? OFFSET ?`,
  );
  const ids = new Map<string, number>();
  const labelSets = new Map<string, number>();
  let shown: readonly SampleLine[] | undefined;

  const load = () => {
    ids.clear();
    labelSets.clear();
    for (const { metric } of selectLabelSets.all(open()) as unknown as readonly { metric: string }[])
      labelSets.set(metric, (labelSets.get(metric) ?? 0) + 1);
  };
  load();

  const seriesOf = (metric: Metric, labels: LabelSet): number => {
    const key = keyOf(metric.series, labels);
    const known = ids.get(key);
    if (known !== undefined) return known;
    const { id } = insertSeries.get(open(), metric.series, JSON.stringify(labels)) as { id: number };
    labelSets.set(metric.series, (labelSets.get(metric.series) ?? 0) + 1);
    ids.set(key, id);
    return id;
  };

  const bounded = (metric: Metric, labels: LabelSet): LabelSet =>
    ids.has(keyOf(metric.series, labels)) || (labelSets.get(metric.series) ?? 0) < limit
      ? labels
      : overflowOf(labels, keeps);

  return {
    add: (metric, labels, milliseconds, amount) => {
      if (amount === 0) return;
      const id = seriesOf(metric, bounded(metric, labels));
      insertGain.run(id, Math.ceil(milliseconds / minute), amount);
      updateSeries.run(amount, id);
    },
    lines: () => {
      shown ??= (selectFinished.all() as unknown as readonly ImportedSeries[]).map((series) => ({
        sample: series.metric,
        labels: labelsOf(series.import, series.labels),
        value: series.value,
      }));
      return shown;
    },
    page: (number, skip, most) =>
      (selectPage.all(number, most, skip) as unknown as readonly GainRow[]).map(
        ({ metric, labels, time, amount }) => ({
          sample: metric,
          labels: labelsOf(number, labels),
          at: time * minute,
          amount,
        }),
      ),
    drop: (number) => {
      store
        .prepare(
          'DELETE FROM imported_gains WHERE series IN (SELECT id FROM imported_series WHERE import = ?)',
        )
        .run(number);
    },
    changed: () => {
      shown = undefined;
      load();
    },
  };
};

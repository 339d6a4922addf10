import { metrics } from '../catalogue/telemetry.ts';
import { amountOf } from '../ledger/amount.ts';
import type { FileRecord } from './record.ts';

const scales = new Map(metrics.map(({ name, scale }) => [name, scale]));

/**
 * What data points add, each once: a delta is known by its series, start and time; of running totals the highest of
 * each series and start counts. The same whatever the order, and however often a file is read.
 */
export const createAmounts = (): ((record: FileRecord) => number) => {
  const seen = new Set<string>();
  const highest = new Map<string, number>();
  return ({ id, name, start = 0, time, value, temporality }) => {
    const amount = amountOf(value, scales.get(name) ?? 1_000_000);
    if (typeof amount !== 'number') return 0;
    if (temporality === 'cumulative') {
      const key = `${id} ${start}`;
      const before = highest.get(key) ?? 0;
      if (amount <= before) return 0;
      highest.set(key, amount);
      return amount - before;
    }
    const key = `${id} ${start} ${time}`;
    if (seen.has(key)) return 0;
    seen.add(key);
    return amount;
  };
};

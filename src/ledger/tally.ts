import { canary } from '../catalogue/canary.ts';
import { ledgerOverflow, ledgerPoints, ledgerRefused } from '../catalogue/ledger-metrics.ts';
import type { Refusal } from './amount.ts';
import type { Counters } from './counters.ts';

export type Signal = 'metrics' | 'logs' | 'traces';

/** What became of the data points and records of one transaction. */
export interface Tally {
  readonly took: (signal: Signal, outcome: 'folded' | 'duplicate') => void;
  readonly refused: (signal: Signal, reason: Refusal, count?: number) => void;
  readonly overflowed: (metric: string) => void;
  readonly canaries: (signal: Signal, count: number) => void;
  /** What was refused since the last call, for the answer to the request under way; and how many canaries it held. */
  readonly takeRequest: () => {
    readonly refused: number;
    readonly message: string;
    readonly canaries: number;
  };
  /** Hands all to the durable counters. */
  readonly settle: (counters: Counters) => void;
  readonly clear: () => void;
}

const bump = (map: Map<string, number>, key: string, count: number) =>
  map.set(key, (map.get(key) ?? 0) + count);

export const createTally = (): Tally => {
  const points = new Map<string, number>();
  const refusals = new Map<string, number>();
  const overflows = new Map<string, number>();
  const canaries = new Map<string, number>();
  let current = new Map<string, number>();
  let currentCanaries = 0;

  const clear = () => {
    for (const map of [points, refusals, overflows, canaries, current]) map.clear();
    currentCanaries = 0;
  };

  return {
    took: (signal, outcome) => bump(points, `${signal} ${outcome}`, 1),
    refused: (signal, reason, count = 1) => {
      bump(points, `${signal} refused`, count);
      bump(refusals, `${signal} ${reason}`, count);
      bump(current, reason, count);
    },
    overflowed: (metric) => bump(overflows, metric, 1),
    canaries: (signal, count) => {
      if (count === 0) return;
      bump(canaries, signal, count);
      currentCanaries += count;
    },
    takeRequest: () => {
      const refused = [...current.values()].reduce((sum, value) => sum + value, 0);
      const message = [...current].map(([reason, number]) => `${reason}: ${number}`).join(', ');
      const taken = { refused, message, canaries: currentCanaries };
      current = new Map();
      currentCanaries = 0;
      return taken;
    },
    settle: (counters) => {
      const add = (metric: string, names: readonly string[], map: Map<string, number>) => {
        for (const [key, count] of map) {
          const values = key.split(' ');
          counters.add(
            counters.find(
              metric,
              names.map((name, index) => [name, values[index] ?? ''] as const),
              false,
            ),
            count,
          );
        }
      };
      add(ledgerPoints.series, ['signal', 'outcome'], points);
      add(ledgerRefused.series, ['signal', 'reason'], refusals);
      add(ledgerOverflow.series, ['metric'], overflows);
      add(canary.series, ['signal'], canaries);
      clear();
    },
    clear,
  };
};

import { canary } from '../catalogue/canary.ts';
import { ledgerPoints, ledgerRefused } from '../catalogue/ledger-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { Counters } from '../counters/counters.ts';
import type { OtlpSignal } from '../otlp/model.ts';
import type { Participant } from '../store/together.ts';
import type { AmountRefusal } from './amount.ts';

/** What became of the data points and records of one transaction. */
export interface Tally extends Participant {
  readonly took: (signal: OtlpSignal, outcome: 'folded' | 'duplicate') => void;
  readonly refused: (signal: OtlpSignal, reason: AmountRefusal, count?: number) => void;
  readonly canaries: (signal: OtlpSignal, count: number) => void;
  /** What was refused since the last call, for the answer to the request under way; and how many canaries it held. */
  readonly takeRequest: () => {
    readonly refused: number;
    readonly message: string;
    readonly canaries: number;
    /** Whether it held anything of Claude Code's. */
    readonly isClients: boolean;
  };
}

const bump = (map: Map<string, number>, key: string, count: number) =>
  map.set(key, (map.get(key) ?? 0) + count);

/** Hands all to the durable counters when a transaction ends: fewer additions than one for each point. */
export const createTally = (counters: Counters): Tally => {
  const points = new Map<string, number>();
  const refusals = new Map<string, number>();
  const canaries = new Map<string, number>();
  let current = new Map<string, number>();
  let currentCanaries = 0;
  let isClients = false;

  const clear = () => {
    for (const map of [points, refusals, canaries, current]) map.clear();
    currentCanaries = 0;
    isClients = false;
  };

  return {
    took: (signal, outcome) => {
      bump(points, `${signal} ${outcome}`, 1);
      isClients = true;
    },
    refused: (signal, reason, count = 1) => {
      bump(points, `${signal} refused`, count);
      bump(refusals, `${signal} ${reason}`, count);
      bump(current, reason, count);
      isClients = true;
    },
    canaries: (signal, count) => {
      if (count === 0) return;
      bump(canaries, signal, count);
      currentCanaries += count;
    },
    takeRequest: () => {
      const refused = [...current.values()].reduce((sum, value) => sum + value, 0);
      const message = [...current].map(([reason, number]) => `${reason}: ${number}`).join(', ');
      const taken = { refused, message, canaries: currentCanaries, isClients };
      current = new Map();
      currentCanaries = 0;
      isClients = false;
      return taken;
    },
    write: () => {
      const add = <Label extends string>(
        metric: Metric<Label>,
        names: readonly Label[],
        map: Map<string, number>,
      ) => {
        for (const [key, count] of map) {
          const values = key.split(' ');
          const labels = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
          counters.add(metric, labels, count);
        }
      };
      add(ledgerPoints, ['signal', 'outcome'], points);
      add(ledgerRefused, ['signal', 'reason'], refusals);
      add(canary, ['signal'], canaries);
    },
    committed: clear,
    rolledBack: clear,
  };
};

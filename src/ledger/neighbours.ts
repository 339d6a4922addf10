import { ledgerNeighbours } from '../catalogue/ledger-metrics.ts';
import type { Counters } from '../counters/counters.ts';
import { cut } from '../otlp/bounds.ts';
import type { OtlpSignal } from '../otlp/model.ts';
import type { AttributeMap } from '../otlp/value.ts';

/** A program besides Claude Code that sends telemetry here. */
export interface Neighbour {
  readonly service: string;
  /** Empty where it reports none. */
  readonly version: string;
  /** What it sent since the ledger's start: data points, records, spans. */
  readonly items: number;
  /** Microseconds since 1970. */
  readonly last: number;
}

export interface Neighbours {
  /** Counts what a neighbour sent, within the transaction under way. */
  readonly heard: (signal: OtlpSignal, resource: AttributeMap, items: number, now: number) => void;
  /** Those that sent something since the start, the latest first. */
  readonly list: () => readonly Neighbour[];
}

const mostNeighbours = 30;
const longestName = 60;
const unnamed = 'unknown_service';

/** A name that anybody can choose, and that people and terminals are shown. */
const textOf = (resource: AttributeMap, name: string): string =>
  cut(String(resource.get(name) ?? ''), longestName).replaceAll(/[^\w.@:/ -]/g, '_');

/** Knows who else sends: nothing of theirs is counted as Claude Code's, and nothing of it is lost without a word. */
export const createNeighbours = (counters: Counters): Neighbours => {
  const neighbours = new Map<string, Neighbour>();
  return {
    heard: (signal, resource, items, now) => {
      if (items === 0) return;
      const name = textOf(resource, 'service.name') || unnamed;
      const service = neighbours.has(name) || neighbours.size < mostNeighbours ? name : 'other';
      const known = neighbours.get(service);
      neighbours.set(service, {
        service,
        version: textOf(resource, 'service.version'),
        items: (known?.items ?? 0) + items,
        last: now,
      });
      counters.add(ledgerNeighbours, { signal, service }, items);
    },
    list: () => [...neighbours.values()].sort((a, b) => b.last - a.last),
  };
};

import type * as units from '@grafana/grafana-foundation-sdk/units';
import type { QueryView } from '../promql/query.ts';
import type { BoardName } from './board.ts';

/** A unit that Grafana knows, by its name or in a form that is filled in, such as `suffix: requests`. */
export type Unit =
  | Extract<(typeof units)[keyof typeof units], string>
  | `${'prefix' | 'suffix' | 'time' | 'si' | 'count' | 'currency' | 'bool'}:${string}`;

/** From a value on, what it means. The first has no `from`. */
export interface Threshold {
  readonly from?: number;
  readonly means: 'good' | 'notice' | 'warning' | 'bad' | 'neutral';
}

/** Something worth watching: how it is read, and how a person is told about it. */
export interface Signal {
  readonly title: string;
  /** What is counted and what is not. */
  readonly description: string;
  /** The board that tells most about it; its numbers elsewhere lead there. */
  readonly board: BoardName;
  readonly unit: Unit;
  /** Name of each series; `{{label}}` stands for the label's value. */
  readonly legend: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly thresholds?: readonly Threshold[];
  /** Words for a value that says more in words. */
  readonly words?: Readonly<Record<number, string>>;
  /** What a panel says when there is nothing to show, and what to do about it. */
  readonly noValue?: string;
  readonly expr: (view: QueryView) => string;
}

/** The same signal with another title, where the place on the dashboard already says the rest. */
export const titled = (signal: Signal, title: string): Signal => ({ ...signal, title });

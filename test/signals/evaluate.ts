import type { QueryView } from '../../src/promql/query.ts';
import type { Signal } from '../../src/signals/signal.ts';
import { runPromtool } from '../promql/promtool.ts';
import { substituted } from '../promql/reading.ts';
import { rulesNeeded } from '../rules/needed.ts';

/** Counters that stand at 0 for ten minutes, then at `gained` for another ten: `series` to what it gained. */
export type Gains = Readonly<Record<string, number>>;

export interface Value {
  readonly labels: string;
  readonly value: number;
}

const minutes = 10;

/**
 * Complains unless `signal` is `expected` over a range of fifteen minutes in which the counters gained what `gains`
 * says, as Prometheus computes it through the real rules. Empty when it is.
 */
export const complaint = async (
  signal: Signal,
  gains: Gains,
  expected: readonly Value[],
): Promise<string> => {
  const view: QueryView = { range: '15m' };
  const expr = substituted(signal.expr(view));
  const { output } = await runPromtool(['test', 'rules', 'test.yaml'], {
    'rules.yaml': rulesNeeded([], [expr]),
    'test.yaml': {
      rule_files: ['rules.yaml'],
      evaluation_interval: '1m',
      tests: [
        {
          interval: '1m',
          input_series: Object.entries(gains).map(([series, gained]) => ({
            series,
            values: `0+0x${minutes - 1} ${gained}+0x${minutes}`,
          })),
          promql_expr_test: [
            { expr: `round(${expr}, 0.0001)`, eval_time: `${2 * minutes - 1}m`, exp_samples: expected },
          ],
        },
      ],
    },
  });
  return output.includes('SUCCESS') ? '' : output;
};

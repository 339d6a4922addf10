import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  PercentChangeColorMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { sessionsActive } from '../catalogue/ledger-metrics.ts';
import { labelled, previous, whileThere } from '../promql/arithmetic.ts';
import { exactly } from '../promql/query.ts';
import type { Length } from '../promql/range.ts';
import type { Signal } from '../signals/signal.ts';
import { dress, lead, type Panel, type PanelOptions, type PanelPlace, target } from './panel.ts';
import { grid } from './style.ts';

/** Big numbers that say more than themselves: how they compare, how they came about. */

/** What it means when a number is higher than before; it decides the colour of the change. */
export type More = 'better' | 'worse' | 'neither';

const changeColours = {
  better: PercentChangeColorMode.Standard,
  worse: PercentChangeColorMode.Inverted,
  neither: PercentChangeColorMode.SameAsValue,
} as const;

const bigNumber = (signal: Signal, options: PanelOptions, place: PanelPlace): StatBuilder => {
  const builder = dress(new StatBuilder(), [signal], options)
    .colorMode(BigValueColorMode.Value)
    .textMode(BigValueTextMode.Value);
  lead(builder, [signal], place, options);
  return builder;
};

/** The column that tells both rows of a comparison apart; in this order the newer one is the last. */
const when = { label: 'when', before: 'a period before', now: 'now' } as const;

/** The total of the range, and by how much it differs from the range of the same length just before. */
export const compared = (
  signal: Signal,
  {
    width = 4,
    height = grid.stat,
    more = 'neither',
    ...options
  }: PanelOptions & { readonly more?: More } = {},
): Panel => ({
  width,
  height,
  build: (place) => {
    const both: Signal = {
      ...signal,
      expr: (view) => {
        const now = signal.expr(view);
        const before = labelled(`(${previous(now, view)}) > 0`, when.label, when.before);
        return `${before} or ${labelled(now, when.label, when.now)}`;
      },
    };
    return bigNumber(signal, options, place)
      .graphMode(BigValueGraphMode.None)
      .showPercentChange(true)
      .percentChangeColorMode(changeColours[more])
      .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false).fields('Value'))
      .withTarget(
        target(
          both,
          0,
          { range: '$__range', filter: place.filter },
          { instant: true, format: PromQueryFormat.Table },
        ),
      )
      .withTransformation({ id: 'sortBy', options: { fields: {}, sort: [{ field: when.label }] } })
      .build();
  },
});

/** As many points as a curve behind a number can show. */
const curvePoints = 60;

/**
 * The present value of a gauge with its curve behind it: the curve is asked for in coarse steps, and the exact value of
 * now is its last point. Of a sum that begins anew each day, week or month, a curve over just that time begins with the
 * sum at the same moment of the period before; the change from the first to the last value is the change against it.
 */
export const trend = (
  signal: Signal,
  {
    width = 4,
    height = grid.stat,
    span = '1d',
    more,
    ...options
  }: PanelOptions & { readonly span?: Length; readonly more?: More } = {},
): Panel => ({
  width,
  height,
  build: (place) => {
    const view = exactly('1m', { filter: place.filter, range: '1m' });
    // The ledger always shows this gauge: where it has a hole, the stack was off.
    const curve = { ...signal, expr: () => whileThere(signal.expr(view), sessionsActive.series) };
    const builder = bigNumber(signal, { ...options, timeFrom: span }, place)
      .hideTimeOverride(true)
      .graphMode(BigValueGraphMode.Area)
      .maxDataPoints(curvePoints)
      .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false).fields(''))
      .withTarget(target(curve, 0, view, {}))
      .withTarget(target(signal, 1, view, { instant: true }))
      .withTransformation({ id: 'merge', options: {} })
      .withTransformation({ id: 'sortBy', options: { fields: {}, sort: [{ field: 'Time' }] } });
    if (more) builder.showPercentChange(true).percentChangeColorMode(changeColours[more]);
    return builder.build();
  },
});

import { PanelBuilder as BarGaugeBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeSizing,
  BarGaugeValueMode,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as GaugeBuilder } from '@grafana/grafana-foundation-sdk/gauge';
import {
  PanelBuilder as PieChartBuilder,
  PieChartLegendOptionsBuilder,
  PieChartLegendValues,
  PieChartType,
} from '@grafana/grafana-foundation-sdk/piechart';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { topOf } from '../promql/arithmetic.ts';
import type { QueryView } from '../promql/query.ts';
import type { Signal } from '../signals/signal.ts';
import { dress, lead, type Panel, type PanelOptions, target, tellApart } from './panel.ts';
import { bigNumber, grid, plain } from './style.ts';

/** Panels that show one number a series, over the whole range. */

const latest = () => new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false).fields('');

const overRange = (filter: QueryView['filter']): QueryView => ({
  range: '$__range',
  ...(filter && { filter }),
});

export type OneOrMore = Signal | readonly [Signal, ...Signal[]];

export const listOf = (signals: OneOrMore): readonly [Signal, ...Signal[]] =>
  'expr' in signals ? [signals] : signals;

/** Big numbers. Colour judges here, so only limits give one. */
export const stat = (
  one: OneOrMore,
  { width = 4, height = grid.stat, ...options }: PanelOptions = {},
): Panel => ({
  width,
  height,
  build: (place) => {
    const signals = listOf(one);
    // Several numbers in one panel are told apart by their names.
    const isNamed = signals.length > 1 || signals[0].legend.includes('{{');
    const builder = dress(new StatBuilder(), signals, options)
      .graphMode(BigValueGraphMode.None)
      .colorMode(BigValueColorMode.Value)
      .textMode(isNamed ? BigValueTextMode.ValueAndName : BigValueTextMode.Value)
      .reduceOptions(latest());
    // Left to itself a number fills whatever room it has; in the flat rows that is right, in a high panel it shouts.
    if (isNamed) {
      const valueSize = signals[0].unit.startsWith('dateTime') ? 16 : 22;
      builder.text(new VizTextDisplayOptionsBuilder().titleSize(13).valueSize(valueSize));
      tellApart(builder, signals);
    } else if (height > grid.stat) builder.text(new VizTextDisplayOptionsBuilder().valueSize(bigNumber));
    lead(builder, signals, place, options);
    signals.forEach((signal, at) => {
      builder.withTarget(target(signal, at, overRange(place.filter), { instant: true }));
    });
    return builder.build();
  },
});

const highest = (signal: Signal, count: number): Signal => ({
  ...signal,
  expr: (view) => `sort_desc(${topOf(count, signal.expr(view))})`,
});

/** The highest values of a signal, one bar each. */
export const ranking = (
  signal: Signal,
  { width = 8, height = grid.chart, count = 10, ...options }: PanelOptions & { readonly count?: number } = {},
): Panel => ({
  width,
  height,
  build: (place) => {
    const builder = dress(new BarGaugeBuilder(), [signal], options)
      .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(plain))
      .displayMode(BarGaugeDisplayMode.Basic)
      // Numbers in the colour of a bar cannot be read where that is yellow on white.
      .valueMode(BarGaugeValueMode.Text)
      .orientation(VizOrientation.Horizontal)
      .namePlacement(BarGaugeNamePlacement.Left)
      // One bar is as high as one of ten, and ten fit.
      .sizing(BarGaugeSizing.Manual)
      .minVizHeight(10)
      .maxVizHeight(24)
      .text(new VizTextDisplayOptionsBuilder().titleSize(12).valueSize(13))
      .showUnfilled(false)
      .min(0)
      .reduceOptions(latest())
      .withTarget(target(highest(signal, count), 0, overRange(place.filter), { instant: true }));
    tellApart(builder, [signal]);
    lead(builder, [signal], place, options);
    return builder.build();
  },
});

/** How a whole is divided. */
export const shares = (
  signal: Signal,
  { width = 8, height = grid.chart, ...options }: PanelOptions = {},
): Panel => ({
  width,
  height,
  build: (place) => {
    const builder = dress(new PieChartBuilder(), [signal], options)
      .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic))
      .pieType(PieChartType.Donut)
      .legend(
        new PieChartLegendOptionsBuilder()
          .showLegend(true)
          .displayMode(LegendDisplayMode.Table)
          .placement(LegendPlacement.Right)
          .values([PieChartLegendValues.Value, PieChartLegendValues.Percent]),
      )
      .reduceOptions(latest())
      .withTarget(target(highest(signal, 12), 0, overRange(place.filter), { instant: true }));
    tellApart(builder, [signal]);
    lead(builder, [signal], place, options);
    return builder.build();
  },
});

/** A number against its limits. */
export const gauge = (signal: Signal, { width = 4, height = 6, ...options }: PanelOptions = {}): Panel => ({
  width,
  height,
  build: (place) => {
    const builder = dress(new GaugeBuilder(), [signal], options)
      .showThresholdMarkers(true)
      .showThresholdLabels(false)
      .reduceOptions(latest())
      .withTarget(target(signal, 0, overRange(place.filter), { instant: true }));
    lead(builder, [signal], place, options);
    return builder.build();
  },
});

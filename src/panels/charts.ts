import {
  BarAlignment,
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Filter, View } from '../promql/query.ts';
import { dress, type Panel, type PanelOptions, target } from './panel.ts';
import { grid, mostBars } from './style.ts';
import { listOf, type OneOrMore } from './values.ts';

/** Panels with time from left to right. */

interface Look {
  readonly view: View;
  /** The shortest step. */
  readonly interval?: string;
  readonly points?: number;
}

const chart = (
  one: OneOrMore,
  options: PanelOptions,
  { view, interval, points }: Look,
): TimeseriesBuilder => {
  const signals = listOf(one);
  const builder = dress(new TimeseriesBuilder(), signals, options)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName))
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .axisSoftMin(0);
  if (points !== undefined) builder.maxDataPoints(points);
  if (interval !== undefined) builder.interval(interval);
  signals.forEach((signal, at) => {
    builder.withTarget(target(signal, at, view, interval === undefined ? {} : { interval }));
  });
  return builder;
};

const asBars = (builder: TimeseriesBuilder, alignment: BarAlignment): TimeseriesBuilder =>
  builder
    .drawStyle(GraphDrawStyle.Bars)
    .barAlignment(alignment)
    .fillOpacity(80)
    .lineWidth(0)
    .showPoints(VisibilityMode.Never)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));

/** What each step of time gained, as stacked bars: together they are the total of the range. */
export const bars = (
  one: OneOrMore,
  { width = 12, height = grid.chart, ...options }: PanelOptions = {},
): Panel => ({
  width,
  height,
  build: (filter) =>
    asBars(
      chart(one, options, {
        view: { range: '$__interval', points: 'minutes', filter },
        interval: '1m',
        points: mostBars,
      }),
      BarAlignment.Before,
    ).build(),
});

/** What each day gained, the present one so far. Days begin at midnight of the dashboard's time zone. */
export const perDay = (
  one: OneOrMore,
  { width = 12, height = grid.chart, ...options }: PanelOptions = {},
): Panel => ({
  width,
  height,
  build: (filter) =>
    asBars(
      chart(one, options, {
        view: { range: '1d', points: 'hours', begins: 'here', filter },
        interval: '1d',
        points: 1000,
      }),
      BarAlignment.After,
    ).build(),
});

const line = (one: OneOrMore, options: PanelOptions, look: Look) =>
  chart(one, options, look)
    .drawStyle(GraphDrawStyle.Line)
    .lineInterpolation(LineInterpolation.Linear)
    .lineWidth(2)
    .fillOpacity(8)
    .showPoints(VisibilityMode.Auto)
    .thresholdsStyle(
      new GraphThresholdsStyleConfigBuilder().mode(
        listOf(one)[0].thresholds ? GraphThresholdsStyleMode.Dashed : GraphThresholdsStyleMode.Off,
      ),
    );

const asLines =
  (look: (filter: Filter) => Look) =>
  (one: OneOrMore, { width = 12, height = grid.chart, ...options }: PanelOptions = {}): Panel => ({
    width,
    height,
    build: (filter) => line(one, options, look(filter)).spanNulls(3_600_000).build(),
  });

/** How a ratio, a mean or a quantile develops, each point over one step of time. */
export const lines = asLines((filter) => ({
  view: { range: '$__interval', points: 'minutes', filter },
  interval: '5m',
  points: mostBars,
}));

/** How a value, or a rate per second, develops. */
export const curves = asLines((filter) => ({ view: { range: '$__rate_interval', filter } }));

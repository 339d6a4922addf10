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
import type { Filter, QueryView } from '../promql/query.ts';
import type { Signal } from '../signals/signal.ts';
import { dayLink } from './links.ts';
import { dress, lead, type Panel, type PanelOptions, type PanelPlace, target, tellApart } from './panel.ts';
import { grid, mostBars, namedColours, plain } from './style.ts';
import { listOf, type OneOrMore } from './values.ts';

/** Panels with time from left to right. */

interface CurveLook {
  readonly view: QueryView;
  /** The shortest step. */
  readonly interval?: string;
  readonly points?: number;
  /** Each bar is a day, and leads to it. */
  readonly isDaily?: boolean;
  /** What the legend says of each series. */
  readonly calcs?: readonly string[];
}

/** Whether a panel shows one curve, that no label divides. */
const isAlone = ([{ legend }, ...others]: readonly [Signal, ...Signal[]]): boolean =>
  others.length === 0 && !legend.includes('{{');

/**
 * Colours in the order of the palette: its first ones are easily told apart in light and dark, which those that names
 * are dealt at random are not.
 */
const scheme = (signals: readonly [Signal, ...Signal[]]): FieldColorBuilder =>
  isAlone(signals) && !namedColours[signals[0].legend]
    ? new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(plain)
    : new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic);

const chart = (
  one: OneOrMore,
  options: PanelOptions,
  place: PanelPlace,
  { view, interval, points, isDaily = false, calcs = [] }: CurveLook,
): TimeseriesBuilder => {
  const signals = listOf(one);
  const builder = dress(new TimeseriesBuilder(), signals, options)
    .colorScheme(scheme(signals))
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .calcs([...calcs]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .axisSoftMin(0)
    // Advice for the empty panel, not for a step of time in which one series has nothing.
    .overrideByFieldType('number', [{ id: 'noValue', value: null }]);
  tellApart(builder, signals);
  lead(builder, signals, place, options, isDaily ? [dayLink(signals[0], place)] : []);
  if (points !== undefined) builder.maxDataPoints(points);
  if (interval !== undefined) builder.interval(interval);
  signals.forEach((signal, at) => {
    builder.withTarget(target(signal, at, view, interval === undefined ? {} : { interval }));
  });
  return builder;
};

const asBars = (builder: TimeseriesBuilder): TimeseriesBuilder =>
  builder
    .drawStyle(GraphDrawStyle.Bars)
    .barAlignment(BarAlignment.After)
    .fillOpacity(80)
    .lineWidth(0)
    .showPoints(VisibilityMode.Never)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));

/** A chart of one or more signals, drawn behind the dashboard's filters; half as wide as the page. */
const drawn =
  (draw: (one: OneOrMore, options: PanelOptions, place: PanelPlace) => TimeseriesBuilder) =>
  (one: OneOrMore, { width = 12, height = grid.chart, ...options }: PanelOptions = {}): Panel => ({
    width,
    height,
    build: (place) => draw(one, options, place).build(),
  });

/** Each step of time by itself. */
const eachStep = (filter: Filter, interval: string): CurveLook => ({
  view: { range: '$__interval', points: 'minutes', filter },
  interval,
  points: mostBars,
});

/** What each step of time gained, as stacked bars: together they are the total of the range. */
export const bars = drawn((one, options, place) =>
  asBars(
    chart(one, options, place, {
      view: { range: '$__interval', points: 'minutes', begins: 'here', filter: place.filter },
      interval: '1m',
      points: mostBars,
      calcs: ['sum'],
    }),
  ),
);

/** What each day gained, the present one so far. Days begin at midnight of the dashboard's time zone. */
export const perDay = drawn((one, options, place) =>
  asBars(
    chart(one, options, place, {
      view: { range: '1d', points: 'hours', begins: 'here', filter: place.filter },
      interval: '1d',
      points: 1000,
      isDaily: true,
      calcs: ['sum'],
    }),
  ),
);

/** What each step of time gained where that must not be added up: a point each. */
export const dots = drawn((one, options, place) =>
  chart(one, options, place, eachStep(place.filter, '1m')).drawStyle(GraphDrawStyle.Points).pointSize(9),
);

const line = (one: OneOrMore, options: PanelOptions, place: PanelPlace, look: CurveLook): TimeseriesBuilder =>
  chart(one, options, place, look)
    .drawStyle(GraphDrawStyle.Line)
    .lineInterpolation(LineInterpolation.Linear)
    .lineWidth(2)
    // Areas that overlap make one grey.
    .fillOpacity(isAlone(listOf(one)) ? 8 : 0)
    .showPoints(VisibilityMode.Auto)
    .thresholdsStyle(
      new GraphThresholdsStyleConfigBuilder().mode(
        listOf(one)[0].thresholds ? GraphThresholdsStyleMode.Dashed : GraphThresholdsStyleMode.Off,
      ),
    )
    .spanNulls(3_600_000);

/** How a ratio, a mean or a quantile develops, each point over one step of time. */
export const lines = drawn((one, options, place) => line(one, options, place, eachStep(place.filter, '5m')));

/** How a value, or a rate per second, develops. */
export const curves = drawn((one, options, place) =>
  line(one, options, place, { view: { range: '$__rate_interval', filter: place.filter } }),
);

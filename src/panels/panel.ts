import type * as cog from '@grafana/grafana-foundation-sdk/cog';
import {
  type DataTransformerConfig,
  type DynamicConfigValue,
  type Panel as GrafanaPanel,
  MappingType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Filter, QueryView } from '../promql/query.ts';
import type { BoardName } from '../signals/board.ts';
import type { Signal, Threshold } from '../signals/signal.ts';
import { type DataLink, linksOf } from './links.ts';
import { colours, decimals, hashed, meaning, namedColours, noData, valueNames, writtenAs } from './style.ts';

/** The data source that the dashboard's variable names. */
export const datasource = { type: 'prometheus', uid: '${datasource}' };

/** The dashboard that a panel stands on. */
export interface PanelPlace {
  readonly board: BoardName;
  /** Names of the variables that a person can choose there. */
  readonly choices: readonly string[];
  /** What they select of a metric. */
  readonly filter: Filter;
  /** Where our own pages are; empty where they draw the board themselves. */
  readonly pagesUrl: string;
  /** Whether a board has a variable, so that a link can set it. */
  readonly narrows: (board: BoardName, variable: string) => boolean;
}

/** A panel of a dashboard: its size in the grid, and how it is built for the place where it stands. */
export interface Panel {
  readonly width: number;
  readonly height: number;
  readonly build: (place: PanelPlace) => GrafanaPanel;
}

export interface PanelOptions {
  /** Columns of 24. */
  readonly width?: number;
  /** Rows of 30 pixels. */
  readonly height?: number;
  /** Where several signals share a panel, what they are together. */
  readonly title?: string;
  readonly description?: string;
  /** A time range of its own: `30d`, or `now/d` for today so far. */
  readonly timeFrom?: string;
}

/** What the builders of all kinds of panels that show signals have in common. */
export interface PanelBuilder {
  title(title: string): this;
  description(description: string): this;
  datasource(reference: typeof datasource): this;
  unit(unit: string): this;
  decimals(decimals: number): this;
  min(min: number): this;
  max(max: number): this;
  noValue(text: string): this;
  timeFrom(from: string): this;
  hideTimeOverride(hide: boolean): this;
  thresholds(
    thresholds: cog.Builder<{ mode: ThresholdsMode; steps: { value: number | null; color: string }[] }>,
  ): this;
  overrideByRegexp(pattern: string, properties: DynamicConfigValue[]): this;
  overrideByQuery(refId: string, properties: DynamicConfigValue[]): this;
  mappings(mappings: ValueMapping[]): this;
  withTransformation(transformation: DataTransformerConfig): this;
  dataLinks(links: cog.Builder<{ readonly title: string }>[]): this;
  withTarget(target: DataqueryBuilder): this;
  build(): GrafanaPanel;
}

/** The unit of a signal, as a panel writes it. */
export const unitOf = ({ unit }: Pick<Signal, 'unit'>): string => writtenAs[unit] ?? unit;

const thresholds = (steps: readonly Threshold[] = [{ means: 'neutral' }]) =>
  new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(steps.map(({ from = null, means }) => ({ value: from, color: meaning[means] })));

export const refId = (position: number): string => String.fromCharCode(65 + position);

/** A pattern of values, and what people call those values: which of both is there when colours are chosen differs. */
const byEitherName = (label: string, pattern: string): string => {
  const isMeant = new RegExp(`^(?:${pattern})$`);
  const names = Object.entries(valueNames[label] ?? {}).filter(([value]) => isMeant.test(value));
  return [pattern, ...names.map(([, name]) => name.replaceAll(/[/.()?]/g, '\\$&'))].join('|');
};

/** Names and fixed colours for a legend, or for the values of the labels that it shows. */
const paint = (builder: PanelBuilder, { legend, thresholds: judged }: Signal): void => {
  // Where limits judge the value, its colour is theirs.
  const own = judged ? undefined : namedColours[legend];
  if (own)
    builder.overrideByRegexp(`/^${legend}$/`, [{ id: 'color', value: { mode: 'fixed', fixedColor: own } }]);
  const labels = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
  // With one label, what stands around its value stays: `five_hour at the latest`.
  const around = (text: string): string =>
    labels.length === 1 ? legend.replace(/\{\{\w+\}\}/, () => text) : text;
  for (const [value, name] of labels.flatMap((label) => Object.entries(valueNames[label] ?? {})))
    builder.overrideByRegexp(`/^${around(value)}$/`, [{ id: 'displayName', value: around(name) }]);
  for (const label of labels)
    for (const [pattern, colour] of colours[label] ?? []) {
      const mode = labels.includes('model') ? 'shades' : 'fixed';
      builder.overrideByRegexp(`/^(?:${byEitherName(label, pattern)})$/`, [
        { id: 'color', value: { mode, fixedColor: colour } },
      ]);
    }
};

/**
 * Names for the values of the first and the last of several labels: the whole name of such a series is not known
 * beforehand.
 */
const namesAtEnds = (legend: string): readonly (readonly [pattern: string, name: string])[] => {
  const [, first = ''] = /^\{\{(\w+)\}\}.*\{\{/.exec(legend) ?? [];
  const [, last = ''] = /\}\}.*\{\{(\w+)\}\}$/.exec(legend) ?? [];
  return [
    ...Object.entries(valueNames[first] ?? {}).map(([value, name]) => [`^${value}\\b`, name] as const),
    ...Object.entries(valueNames[last] ?? {}).map(([value, name]) => [`\\b${value}$`, name] as const),
  ];
};

/**
 * What tells series apart: short names, and colours. The same thing has the same colour everywhere; what has none of
 * its own takes one of the palette.
 */
export const tellApart = (builder: PanelBuilder, signals: readonly [Signal, ...Signal[]]): void => {
  if (signals.some(({ legend }) => legend.includes('{{user}}')))
    builder.withTransformation({ id: 'renameByRegex', options: { regex: hashed, renamePattern: '$1' } });
  for (const [pattern, name] of namesAtEnds(signals[0].legend))
    builder.withTransformation({
      id: 'renameByRegex',
      options: { regex: `/${pattern}/`, renamePattern: name },
    });
  for (const legend of new Set(signals.map((signal) => signal.legend)))
    paint(builder, { ...signals[0], legend });
};

const inWords = ({ words = {} }: Signal): ValueMapping[] =>
  Object.entries(words).map(([value, text]) => ({
    type: MappingType.ValueToText,
    options: { [value]: { text, index: 0 } },
  }));

/** How nothing at all is written: `$0.00` instead of `$0.000000`, and `0 s` instead of `000ms`. */
const nothingOf = ({ unit, decimals: digits = 0 }: Signal): string | undefined => {
  if (unit === 'clocks') return '0 s';
  return unit === 'currencyUSD' && digits > (decimals.currencyUSD ?? 0) ? '$0.00' : undefined;
};

const zero = (signal: Signal): ValueMapping[] => {
  const text = nothingOf(signal);
  return text === undefined ? [] : [{ type: MappingType.ValueToText, options: { '0': { text, index: 0 } } }];
};

/** Lets every value of a panel lead to what it is of, and to what else is given. */
export const lead = (
  builder: PanelBuilder,
  [first]: readonly [Signal, ...Signal[]],
  place: PanelPlace,
  options: PanelOptions,
  more: readonly DataLink[] = [],
): void => {
  builder.dataLinks([...more, ...linksOf(first, place, options)].map((link) => ({ build: () => link })));
};

/** Puts the words, unit, and limits of the signals on a panel; the first signal speaks for all. */
export const dress = <Builder extends PanelBuilder>(
  builder: Builder,
  signals: readonly [Signal, ...Signal[]],
  { title, description, timeFrom }: PanelOptions,
): Builder => {
  const [first] = signals;
  const digits = first.decimals ?? decimals[first.unit];
  builder
    .title(title ?? first.title)
    .description(description ?? first.description)
    .datasource(datasource)
    .unit(unitOf(first))
    .thresholds(thresholds(first.thresholds))
    .noValue(first.noValue ?? noData);
  if (digits !== undefined) builder.decimals(digits);
  const mappings = [...inWords(first), ...zero(first)];
  if (mappings.length > 0) builder.mappings(mappings);
  if (first.min !== undefined) builder.min(first.min);
  if (first.max !== undefined) builder.max(first.max);
  // A calendar period is in the title already.
  if (timeFrom !== undefined) builder.timeFrom(timeFrom).hideTimeOverride(timeFrom.startsWith('now/'));
  signals.forEach((signal, at) => {
    if (signal.unit !== first.unit)
      builder.overrideByQuery(refId(at), [
        { id: 'unit', value: unitOf(signal) },
        { id: 'decimals', value: signal.decimals ?? decimals[signal.unit] ?? null },
      ]);
  });
  return builder;
};

export interface TargetOptions {
  readonly instant?: boolean;
  readonly format?: PromQueryFormat;
  /** The shortest step. */
  readonly interval?: string;
}

/** One query of a panel. */
export const target = (
  signal: Signal,
  at: number,
  view: QueryView,
  { instant = false, format = PromQueryFormat.TimeSeries, interval }: TargetOptions,
): DataqueryBuilder => {
  const query = new DataqueryBuilder()
    .refId(refId(at))
    .datasource(datasource)
    .expr(signal.expr(view))
    .legendFormat(signal.legend)
    .format(format);
  if (interval !== undefined) query.interval(interval);
  return instant ? query.instant() : query.range();
};

import {
  type DataFrame,
  dateTimeFormat,
  type Field,
  FieldType,
  formattedValueToString,
  type GrafanaTheme2,
  getFieldDisplayName,
  getFieldDisplayValues,
  getFieldSeriesColor,
} from '@grafana/data';
import { sceneGraph, type VizPanel } from '@grafana/scenes';
import type { SingleValueOptions } from '../panels/single-values.tsx';
import type { SharedGroups } from './groups.ts';

/** A number, written out; its part of the largest one beside it. */
export interface SharedValue {
  readonly name: string;
  readonly text: string;
  readonly part: number;
}

/** A series of days: what each has of the highest day of all series together, 0 to 1. */
export interface SharedSeries {
  readonly name: string;
  readonly color: string;
  readonly total: string;
  readonly parts: readonly number[];
}

export type SharedPanel = { readonly title: string } & (
  | { readonly kind: 'values' | 'bars'; readonly values: readonly SharedValue[] }
  | {
      readonly kind: 'days';
      readonly days: readonly string[];
      readonly highest: string;
      readonly series: readonly SharedSeries[];
    }
);

const dayMilliseconds = 86_400_000;

/** Labels that tell of a model or a tool: shared where enough people have it. */
const ofGroups: Readonly<Record<string, 'model' | 'tool'>> = {
  model: 'model',
  tool: 'tool',
  tool_name: 'tool',
};
/** Labels with a few values that are the same for everybody. Any other label may name somebody, or somebody's work. */
const ofEverybody = new Set(['type', 'decision', 'outcome', 'query_source', 'when', '__name__']);
const names = new Set(['when']);

const isShared = ({ fields }: DataFrame, { has }: SharedGroups): boolean =>
  fields.every(({ name, type, labels = {} }) => {
    if (type === FieldType.string && !names.has(name)) return false;
    return Object.entries(labels).every(([label, value]) => {
      const kind = ofGroups[label];
      return kind ? has(kind, value) : ofEverybody.has(label);
    });
  });

const valuesOf = (panel: VizPanel, frames: DataFrame[], theme: GrafanaTheme2): readonly SharedValue[] => {
  const { fieldConfig, options } = panel.state;
  const found = getFieldDisplayValues({
    fieldConfig,
    reduceOptions: (options as SingleValueOptions).reduceOptions ?? { calcs: ['lastNotNull'] },
    replaceVariables: panel.interpolate,
    theme,
    data: frames,
    timeZone: sceneGraph.getTimeRange(panel).getTimeZone(),
  }).filter(({ display }) => Number.isFinite(display.numeric));
  const highest = Math.max(...found.map(({ display }) => display.numeric));
  return found.map(({ display }) => ({
    name: found.length > 1 ? (display.title ?? '') : '',
    text: formattedValueToString(display),
    part: highest > 0 ? Math.max(0, display.numeric / highest) : 0,
  }));
};

const numberOf = ({ fields }: DataFrame): Field | undefined =>
  fields.find(({ type }) => type === FieldType.number);

/** The local day of a time in milliseconds, as the ledger writes it. */
const dayIn = (timeZone: string) => (time: number) =>
  dateTimeFormat(time, { timeZone, format: 'YYYY-MM-DD' });

/** Days that enough people worked on; the others are left out as if nobody had. */
const daysOf = (
  panel: VizPanel,
  frames: readonly DataFrame[],
  groups: SharedGroups,
  theme: GrafanaTheme2,
) => {
  const dayOf = dayIn(sceneGraph.getTimeRange(panel).getTimeZone());
  const series = frames.flatMap((frame) => {
    const [time, number] = [frame.fields[0], numberOf(frame)];
    if (!number || time?.type !== FieldType.time) return [];
    const amounts = new Map<string, number>();
    for (const [row, at] of (time.values as number[]).entries()) {
      const [day, amount] = [dayOf(at), Number(number.values[row])];
      if (groups.has('day', day) && Number.isFinite(amount)) amounts.set(day, amount);
    }
    const color = getFieldSeriesColor(number, theme).color ?? 'gray';
    return [{ name: getFieldDisplayName(number, frame, [...frames]), number, color, amounts }];
  });
  const days = [...new Set(series.flatMap(({ amounts }) => [...amounts.keys()]))].toSorted();
  const sums = days.map((day) => series.reduce((sum, { amounts }) => sum + (amounts.get(day) ?? 0), 0));
  const highest = Math.max(...sums, 0);
  const written = (number: Field | undefined, amount: number) =>
    number?.display ? formattedValueToString(number.display(amount)) : String(amount);
  return {
    kind: 'days' as const,
    days,
    highest: written(series[0]?.number, highest),
    series: series.map(({ name, number, color, amounts }) => ({
      name,
      color,
      total: written(
        number,
        [...amounts.values()].reduce((sum, amount) => sum + amount, 0),
      ),
      parts: days.map((day) => (highest > 0 ? (amounts.get(day) ?? 0) / highest : 0)),
    })),
  };
};

/** Numbers of less than two days are those of single days: each of these needs its people. */
const areDaysShared = (panel: VizPanel, { has }: SharedGroups): boolean => {
  const range = sceneGraph.getTimeRange(panel);
  const { from, to } = range.state.value;
  if (to.valueOf() - from.valueOf() > 2 * dayMilliseconds) return true;
  const dayOf = dayIn(range.getTimeZone());
  return has('day', dayOf(from.valueOf())) && has('day', dayOf(to.valueOf()));
};

const ofValues: Readonly<Record<string, 'values' | 'bars'>> = {
  stat: 'values',
  gauge: 'values',
  bargauge: 'bars',
  piechart: 'bars',
};

/**
 * What of a panel may be given away; nothing where it tells of people, projects, sessions, texts, or of hours of the day.
 * By the rules of `export --shareable`: a day, a model or a tool is there only where enough people have it.
 */
export const sharedPanel = (
  panel: VizPanel,
  groups: SharedGroups,
  theme: GrafanaTheme2,
): SharedPanel | undefined => {
  const data = sceneGraph.getData(panel).state.data;
  if (!data || !groups.isEnough) return undefined;
  const frames = panel.applyFieldConfig(data).series.filter((frame) => isShared(frame, groups));
  if (frames.length === 0) return undefined;
  const { pluginId } = panel.state;
  const title = sceneGraph.interpolate(panel, panel.state.title);
  const kind = ofValues[pluginId];
  if (kind) {
    const values = areDaysShared(panel, groups) ? valuesOf(panel, frames, theme) : [];
    return values.length > 0 ? { title, kind, values } : undefined;
  }
  const step = Math.min(...frames.map(({ fields }) => fields[0]?.config.interval ?? 0));
  if (pluginId !== 'timeseries' || step < dayMilliseconds) return undefined;
  const days = daysOf(panel, frames, groups, theme);
  return days.days.length > 0 ? { title, ...days } : undefined;
};

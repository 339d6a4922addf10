import { dateTimeFormat, type Field, FieldType, formattedValueToString } from '@grafana/data';
import { BarAlignment, GraphDrawStyle, type GraphFieldConfig, StackingMode } from '@grafana/schema';

const shownNumbers = (fields: readonly Field[]): readonly Field[] =>
  fields.filter(({ type, config }) => type === FieldType.number && !config.custom?.hideFrom?.viz);

const styleOf = (fields: readonly Field[]): GraphFieldConfig | undefined =>
  shownNumbers(fields)[0]?.config.custom as GraphFieldConfig | undefined;

/** The moment of a point; of a bar the time from its begin to its end, `11-30 01:00 – 01:15`. */
export const timeUnder = (time: number, fields: readonly Field[], timeZone: string): string => {
  const style = styleOf(fields);
  const step = fields[0]?.config.interval;
  const format = (at: number, pattern: string) => dateTimeFormat(at, { timeZone, format: pattern });
  if (style?.drawStyle !== GraphDrawStyle.Bars || !step) return dateTimeFormat(time, { timeZone });
  const from = style.barAlignment === BarAlignment.After ? time : time - step;
  const day = format(from, 'ddd YYYY-MM-DD');
  if (step >= 86_400_000) return day;
  return `${day} ${format(from, 'HH:mm')} – ${format(from + step, 'HH:mm')}`;
};

/** The lines of a tooltip, and below them what a stack of bars is together. */
export const withTotal = <Item extends { readonly label: string; readonly value: string }>(
  items: Item[],
  indices: readonly (number | null)[],
  fields: readonly Field[],
): (Item | { label: string; value: string })[] => {
  const isStacked = styleOf(fields)?.stacking?.mode === StackingMode.Normal;
  const shown = new Set(shownNumbers(fields));
  const values = fields.flatMap((field, at) => {
    const value = shown.has(field) ? field.values[indices[at] ?? -1] : undefined;
    return typeof value === 'number' ? [value] : [];
  });
  const display = shownNumbers(fields)[0]?.display;
  if (!isStacked || values.length < 2 || !display) return items;
  const total = values.reduce((sum, value) => sum + value, 0);
  return [...items, { label: 'Total', value: formattedValueToString(display(total)) }];
};

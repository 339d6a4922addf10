import {
  type DataFrame,
  type Field,
  FieldType,
  formattedValueToString,
  getFieldDisplayName,
} from '@grafana/data';
import { type Cell, cellsOverTime, type Read } from './cells-over-time.tsx';
import { byThresholds, hideFrom } from './defaults.ts';
import type { Panel } from './panel.tsx';

interface StateTimelineOptions {
  readonly mergeValues: boolean;
  readonly showValue: 'auto' | 'always' | 'never';
  readonly rowHeight: number;
}

/** The states of one series; a state lasts until the next point, the last one as long as a step. */
function cellsOf(field: Field, time: Field, row: number, merge: boolean): Cell[] {
  const times = time.values as number[];
  const step = time.config.interval ?? Math.max(1, (times.at(-1) ?? 0) - (times.at(-2) ?? 0));
  const cells: Cell[] = [];
  for (const [index, from] of times.entries()) {
    const value = field.values[index];
    if (value === null || value === undefined || Number.isNaN(value)) continue;
    const shown = field.display?.(value);
    const text = shown ? formattedValueToString(shown) : String(value);
    const color = shown?.color ?? 'gray';
    const to = Math.min(times[index + 1] ?? from + step, from + step);
    const last = cells.at(-1);
    if (merge && last && last.text === text && last.to === from) cells[cells.length - 1] = { ...last, to };
    else cells.push({ row, from, to, color, text, label: text });
  }
  return cells;
}

interface Line {
  readonly field: Field;
  readonly time: Field;
  readonly name: string;
}

const linesOf = (frames: DataFrame[]): Line[] =>
  frames.flatMap((frame) => {
    const time = frame.fields.find(({ type }) => type === FieldType.time);
    if (!time) return [];
    return frame.fields
      .filter((field) => field !== time && !field.config.custom?.hideFrom?.viz)
      .map((field) => ({ field, time, name: getFieldDisplayName(field, frame, frames) }));
  });

const read: Read<StateTimelineOptions> = (series, { mergeValues, showValue, rowHeight }) => {
  // Rows count from the bottom, people read from the top.
  const lines = linesOf(series).reverse();
  return {
    nameAt: 'middle',
    rowHeight,
    rows: lines.map(({ name }) => name),
    cells: lines
      .flatMap(({ field, time }, row) => cellsOf(field, time, row, mergeValues))
      .map((cell) => (showValue === 'never' ? { ...cell, label: '' } : cell)),
  };
};

export const stateTimeline: Panel<StateTimelineOptions> = {
  draw: cellsOverTime(read),
  options: { mergeValues: true, showValue: 'auto', rowHeight: 0.9 },
  fieldOptions: { lineWidth: 0, fillOpacity: 70, hideFrom },
  standard: byThresholds,
};

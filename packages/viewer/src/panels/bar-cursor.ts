import { type Field, FieldType } from '@grafana/data';
import { BarAlignment, GraphDrawStyle, type GraphFieldConfig } from '@grafana/schema';
import type uPlot from 'uplot';
import { rowUnder } from './bar-row.ts';

/** How far a bar reaches before its time, in parts of a step. */
const reachBefore: Readonly<Record<BarAlignment, number>> = {
  [BarAlignment.Before]: 1,
  [BarAlignment.Center]: 0.5,
  [BarAlignment.After]: 0,
};

/** Beyond it a bar counts as found all the same, only after every bar that is under the cursor. In pixels. */
const farther = 100_000;

/**
 * What the cursor means on a chart of bars: the bar that is drawn under it, and of a stack the part that it is in. The
 * library takes the nearest time and the nearest upper edge: on the right half of a day's bar that is the next day.
 */
export const cursorOverBars = (fields: readonly Field[]): uPlot.Cursor | undefined => {
  const number = fields.find(({ type }) => type === FieldType.number);
  const style = number?.config.custom as GraphFieldConfig | undefined;
  const step = fields[0]?.config.interval;
  if (style?.drawStyle !== GraphDrawStyle.Bars || !step) return undefined;
  const before = step * reachBefore[style.barAlignment ?? BarAlignment.Center];
  return {
    dataIdx: (plot, series, nearest, moment) => {
      const row = rowUnder(plot.data[0] as number[], moment, step, before);
      if (series === 0) return row ?? nearest;
      // The type has no `null`, which the plot takes for a series that has nothing there.
      return (row === undefined || plot.data[series]?.[row] == null ? null : row) as number;
    },
    focus: {
      prox: 2 * farther,
      dist: (_plot, _series, _row, edge, cursor) =>
        edge <= cursor ? cursor - edge : farther + edge - cursor,
    },
  };
};

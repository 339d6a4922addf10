import {
  type DataFrame,
  type Field,
  FieldType,
  formattedValueToString,
  type GrafanaTheme2,
  getFieldDisplayName,
  getValueFormat,
  outerJoinDataFrames,
} from '@grafana/data';
import * as schemes from 'd3-scale-chromatic';
import { type Cell, cellsOverTime, type Read } from './cells-over-time.tsx';
import { byPalette, hideFrom } from './defaults.ts';
import type { Panel } from './panel.tsx';

interface HeatmapColor {
  readonly mode: 'scheme' | 'opacity';
  readonly scheme: string;
  readonly steps: number;
  readonly reverse: boolean;
  readonly fill: string;
  readonly exponent: number;
  readonly min?: number;
  readonly max?: number;
}

interface Axis {
  readonly unit?: string;
  readonly decimals?: number;
  readonly reverse?: boolean;
}

interface HeatmapOptions {
  readonly color: HeatmapColor;
  readonly filterValues?: { readonly le?: number };
  readonly yAxis?: Axis;
  readonly cellValues?: { readonly unit?: string; readonly decimals?: number };
}

/** Schemes that are light at their low end; on a dark page they are turned round, as Grafana does. */
const lightAtLow = new Set([
  'Blues',
  'Greens',
  'Greys',
  'Oranges',
  'Purples',
  'Reds',
  'YlOrRd',
  'YlOrBr',
  'YlGnBu',
  'YlGn',
  'BuGn',
  'BuPu',
  'GnBu',
  'OrRd',
  'PuBu',
  'PuBuGn',
  'PuRd',
  'RdPu',
]);

function palette(color: HeatmapColor, theme: GrafanaTheme2): (part: number) => string {
  if (color.mode === 'opacity') {
    const fill = theme.visualization.getColorByName(color.fill);
    return (part) =>
      theme.visualization.getColorByName(fill) &&
      withAlpha(fill, Math.max(0.05, part ** color.exponent), theme);
  }
  const named = schemes as unknown as Record<string, ((part: number) => string) | undefined>;
  const scheme = named[`interpolate${color.scheme}`] ?? schemes.interpolateOranges;
  const turned = color.reverse !== (theme.isDark && lightAtLow.has(color.scheme));
  return (part) => scheme(turned ? 1 - part : part);
}

function withAlpha(color: string, alpha: number, theme: GrafanaTheme2): string {
  const [r, g, b] = (theme.colors.emphasize(color, 0).match(/\d+(\.\d+)?/g) ?? []).map(Number);
  return `rgba(${r ?? 0}, ${g ?? 0}, ${b ?? 0}, ${alpha})`;
}

/** One row per bucket and one column of cells per step; from one frame with all buckets, or one frame per bucket. */
function joined(frames: DataFrame[]): { time: Field; buckets: Field[]; frame: DataFrame } | undefined {
  const frame = frames.length === 1 ? frames[0] : outerJoinDataFrames({ frames });
  const time = frame?.fields.find(({ type }) => type === FieldType.time);
  if (!frame || !time) return undefined;
  return { frame, time, buckets: frame.fields.filter(({ type }) => type === FieldType.number) };
}

const smallestCount = 1e-9;

/** The names of the rows: their upper bounds, in the unit of the axis. */
function rowsOf(buckets: readonly Field[], frame: DataFrame, { unit, decimals }: Axis): string[] {
  const format = getValueFormat(unit ?? 'short');
  return buckets.map((field) => {
    const name =
      field.labels?.['le'] && buckets.length > 1 && field.name === field.labels['le']
        ? field.name
        : getFieldDisplayName(field, frame);
    if (name === '+Inf') return 'more';
    return name.trim() !== '' && Number.isFinite(Number(name))
      ? formattedValueToString(format(Number(name), decimals))
      : name;
  });
}

const read: Read<HeatmapOptions> = (series, options, theme) => {
  const found = joined(series);
  if (!found) return { cells: [], rows: [], nameAt: 'edge', rowHeight: 1 };
  const { time, buckets, frame } = found;
  const least = options.filterValues?.le ?? smallestCount;
  const counts = buckets.flatMap(({ values }) => values as number[]).filter((count) => count > least);
  // A loop: an array of a whole day's cells is too long to be the arguments of Math.max.
  const max = options.color.max ?? counts.reduce((most, count) => Math.max(most, count), 0);
  const min =
    options.color.min ??
    Math.min(
      0,
      counts.reduce((lowest, count) => Math.min(lowest, count), max),
    );
  const paint = palette(options.color, theme);
  const value = getValueFormat(options.cellValues?.unit ?? 'short');
  const times = time.values as number[];
  const step = time.config.interval ?? Math.max(1, (times[1] ?? 0) - (times[0] ?? 0));
  const steps = Math.max(2, options.color.steps);
  const cells = buckets.flatMap((field, row) =>
    times.flatMap((at, index): Cell[] => {
      const count = field.values[index] as number | null;
      if (count === null || !(count > least)) return [];
      const part = Math.min(1, (count - min) / (max - min || 1));
      return [
        {
          row,
          from: at - step,
          to: at,
          color: paint(Math.round(part * (steps - 1)) / (steps - 1)),
          text: formattedValueToString(value(count, options.cellValues?.decimals)),
        },
      ];
    }),
  );
  return { cells, rows: rowsOf(buckets, frame, options.yAxis ?? {}), nameAt: 'edge', rowHeight: 1 };
};

export const heatmap: Panel<HeatmapOptions> = {
  draw: cellsOverTime(read),
  options: {
    color: {
      mode: 'scheme',
      scheme: 'Oranges',
      steps: 64,
      reverse: false,
      fill: 'dark-orange',
      exponent: 0.5,
    },
    filterValues: { le: 1e-9 },
    yAxis: {},
    cellValues: {},
  },
  fieldOptions: { hideFrom, scaleDistribution: { type: 'linear' } },
  standard: byPalette,
  onCanvas: true,
};

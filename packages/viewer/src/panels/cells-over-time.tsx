import { DashboardCursorSync, type GrafanaTheme2, type PanelProps } from '@grafana/data';
import { AxisPlacement, ScaleDirection, ScaleOrientation } from '@grafana/schema';
import { UPlotChart, UPlotConfigBuilder, usePanelContext, useTheme2 } from '@grafana/ui';
import { type ComponentType, useMemo, useRef, useState } from 'react';
import type uPlot from 'uplot';
import { roomForLastLabel } from './axes.ts';
import { CellTooltip, type Hovered } from './cell-tooltip.tsx';

/** A rectangle: from one moment to another, in one row. */
export interface Cell {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly color: string;
  /** What the tooltip says. */
  readonly text: string;
  /** Written into the cell where there is room. */
  readonly label?: string;
}

/** What is to be seen. */
export interface Drawing {
  readonly cells: readonly Cell[];
  /** From bottom to top. */
  readonly rows: readonly string[];
  /** Whether a row's name stands at its middle or, for an upper bound, at its upper edge. */
  readonly nameAt: 'middle' | 'edge';
  /** Part of a row's height that is filled. */
  readonly rowHeight: number;
}

type PlotProps = Pick<PanelProps, 'width' | 'height' | 'timeRange' | 'timeZone' | 'onChangeTimeRange'>;

/** How a kind of panel makes a drawing of its data. */
export type Read<Options> = (
  series: PanelProps['data']['series'],
  options: Options,
  theme: GrafanaTheme2,
) => Drawing;

const labelHeight = 17;

function drawCells(
  u: uPlot,
  cells: readonly Cell[],
  rowHeight: number,
  contrast: (color: string) => string,
): void {
  const { ctx } = u;
  const ratio = window.devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
  ctx.clip();
  ctx.font = `${11 * ratio}px Inter, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { row, from, to, color, label } of cells) {
    const left = Math.round(u.valToPos(from, 'x', true));
    const right = Math.round(u.valToPos(to, 'x', true));
    const pad = (1 - rowHeight) / 2;
    const top = Math.round(u.valToPos(row + 1 - pad, 'y', true));
    const bottom = Math.round(u.valToPos(row + pad, 'y', true));
    const gap = right - left > 4 ? 1 : 0;
    ctx.fillStyle = color;
    ctx.fillRect(left, top + gap, Math.max(1, right - left - gap), Math.max(1, bottom - top - gap));
    const start = Math.max(left, u.bbox.left);
    if (label && ctx.measureText(label).width + 8 < right - start && bottom - top > 14 * ratio) {
      ctx.fillStyle = contrast(color);
      ctx.fillText(label, start + 4 * ratio, (top + bottom) / 2);
    }
  }
  ctx.restore();
}

/** Rows of coloured cells along time, with the axis, the zoom and the shared cross-hair that other plots have. */
function Plot(props: PlotProps & Drawing) {
  const { cells, rows, nameAt, rowHeight, width, height, timeRange, timeZone, onChangeTimeRange } = props;
  const theme = useTheme2();
  const { sync } = usePanelContext();
  const [hover, setHover] = useState<Hovered>();
  const latest = useRef(props);
  latest.current = props;

  const config = useMemo(() => {
    const builder = new UPlotConfigBuilder(timeZone);
    builder.setPadding([null, roomForLastLabel, null, null]);
    const offset = nameAt === 'middle' ? 0.5 : 1;
    const every = Math.max(1, Math.ceil((rows.length * labelHeight) / Math.max(1, height - 30)));
    const named = rows.map((_, index) => index).filter((index) => index % every === 0);
    builder.addScale({
      scaleKey: 'x',
      isTime: true,
      orientation: ScaleOrientation.Horizontal,
      direction: ScaleDirection.Right,
      range: () => [latest.current.timeRange.from.valueOf(), latest.current.timeRange.to.valueOf()],
    });
    builder.addAxis({
      scaleKey: 'x',
      isTime: true,
      placement: AxisPlacement.Bottom,
      timeZone,
      theme,
      grid: { show: false },
    });
    builder.addScale({
      scaleKey: 'y',
      orientation: ScaleOrientation.Vertical,
      direction: ScaleDirection.Up,
      range: () => [0, Math.max(1, rows.length)],
    });
    builder.addAxis({
      scaleKey: 'y',
      placement: AxisPlacement.Left,
      theme,
      grid: { show: false },
      ticks: { show: false },
      splits: () => named.map((index) => index + offset),
      values: () => named.map((index) => rows[index] ?? ''),
    });
    builder.addSeries({
      scaleKey: 'y',
      theme,
      show: true,
      pathBuilder: () => null,
      pointsBuilder: () => null,
    } as never);
    builder.setPrepData(() => [[], []]);
    const shared = (sync?.() ?? DashboardCursorSync.Off) !== DashboardCursorSync.Off;
    builder.setCursor({
      points: { show: false },
      drag: { x: true, y: false, setScale: false },
      ...(shared && { sync: { key: '__global_', scales: ['x', null] as [string, null] } }),
    } as uPlot.Cursor);
    builder.addHook('draw', (u) =>
      drawCells(u, latest.current.cells, rowHeight, (color) => theme.colors.getContrastText(color)),
    );
    builder.addHook('setCursor', (u) => {
      const { left = -1, top = -1, event } = u.cursor as uPlot.Cursor & { event?: MouseEvent };
      const own = left >= 0 && top >= 0 && event !== undefined && u.over.matches(':hover');
      const time = u.posToVal(left, 'x');
      const row = Math.floor(u.posToVal(top, 'y'));
      const cell = own
        ? latest.current.cells.find((one) => one.row === row && one.from <= time && time < one.to)
        : undefined;
      const box = u.over.getBoundingClientRect();
      setHover(cell && { cell, x: box.left + left, y: box.top + top });
    });
    builder.addHook('setSelect', (u) => {
      if (u.select.width < 4) return;
      const from = u.posToVal(u.select.left, 'x');
      const to = u.posToVal(u.select.left + u.select.width, 'x');
      u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      onChangeTimeRange({ from, to });
    });
    return builder;
  }, [rows, nameAt, rowHeight, height, timeZone, theme, sync, onChangeTimeRange]);

  // Cells and range are read when drawing, so new data must look like a new array to the plot.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cells are drawn by a hook that reads the latest ones
  const data = useMemo<uPlot.AlignedData>(
    () => [
      [timeRange.from.valueOf(), timeRange.to.valueOf()],
      [null, null],
    ],
    [cells, timeRange],
  );
  return (
    <>
      <UPlotChart config={config} data={data} width={width} height={height} />
      {hover && <CellTooltip {...hover} row={rows[hover.cell.row] ?? ''} timeZone={timeZone} />}
    </>
  );
}

/** A component that draws what is read from the data, and reads again only when data, options or theme change. */
export function cellsOverTime<Options>(read: Read<Options>): ComponentType<PanelProps<Options>> {
  // biome-ignore lint/correctness/noComponentHookFactories: called once per kind of panel, when its module is read
  return function CellsOverTime({ data, options, ...plot }) {
    const theme = useTheme2();
    const drawing = useMemo(() => read(data.series, options, theme), [data.series, options, theme]);
    return <Plot {...plot} {...drawing} />;
  };
}

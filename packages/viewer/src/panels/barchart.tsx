import { css } from '@emotion/css';
import {
  type DataFrame,
  type Field,
  FieldType,
  formattedValueToString,
  type GrafanaTheme2,
  getFieldDisplayName,
  getFieldSeriesColor,
  type PanelProps,
  VizOrientation,
} from '@grafana/data';
import type { VizLegendOptions } from '@grafana/schema';
import { Tooltip, useStyles2, useTheme2, VizLayout, VizLegend } from '@grafana/ui';
import { byPalette, hideFrom, legend, tooltip } from './defaults.ts';
import { Message } from './message.tsx';
import type { Panel } from './panel.tsx';

interface BarChartOptions {
  readonly orientation: VizOrientation;
  readonly stacking: 'none' | 'normal' | 'percent';
  readonly xField?: string;
  readonly legend: VizLegendOptions;
}

const styles = (theme: GrafanaTheme2) => ({
  rows: css({
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'space-evenly',
    height: '100%',
    overflow: 'auto',
    gap: 4,
  }),
  row: css({ display: 'grid', gridTemplateColumns: 'minmax(4em, 30%) 1fr', gap: 8, alignItems: 'center' }),
  name: css({
    textAlign: 'end',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  columns: css({ display: 'flex', height: '100%', gap: 4, alignItems: 'stretch' }),
  column: css({ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', justifyContent: 'flex-end' }),
  columnBars: css({ flex: 1, display: 'flex', alignItems: 'flex-end', gap: 1, minHeight: 0 }),
  columnStack: css({ flex: 1, display: 'flex', flexDirection: 'column-reverse', minHeight: 0 }),
  columnName: css({
    textAlign: 'center',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
    paddingTop: 2,
  }),
  bars: css({ display: 'flex', flexDirection: 'column', gap: 1, minWidth: 0 }),
  stack: css({ display: 'flex' }),
  valued: css({
    display: 'flex',
    alignItems: 'center',
    gap: 6,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
  }),
  bar: css({ minWidth: 1, minHeight: 1, borderRadius: 1 }),
});

interface Bar {
  readonly key: string;
  readonly color: string;
  readonly text: string;
  /** Part of the longest bar or stack, 0 to 1. */
  readonly part: number;
}

interface Group {
  readonly name: string;
  readonly bars: readonly Bar[];
}

function groupsOf(
  frame: DataFrame,
  x: Field,
  numbers: readonly Field[],
  stacking: string,
  theme: GrafanaTheme2,
): readonly Group[] {
  const rows = x.values.map((_, index) =>
    numbers.map(({ values }) => Math.max(0, Number(values[index]) || 0)),
  );
  const sums = rows.map((values) => values.reduce((sum, value) => sum + value, 0));
  const most = stacking === 'none' ? Math.max(0, ...rows.flat()) : Math.max(0, ...sums);
  return x.values.map((value, index) => ({
    name: x.display ? formattedValueToString(x.display(value)) : String(value),
    bars: numbers.map((field, series): Bar => {
      const number = rows[index]?.[series] ?? 0;
      const whole = stacking === 'percent' ? (sums[index] ?? 0) : most;
      const shown = field.display?.(field.values[index]);
      return {
        key: getFieldDisplayName(field, frame),
        color: getFieldSeriesColor(field, theme).color ?? 'gray',
        text: shown ? formattedValueToString(shown) : String(number),
        part: whole > 0 ? number / whole : 0,
      };
    }),
  }));
}

/** The rest of the width is for the value beside the bar. */
const longestBar = 0.8;

const percent = (part: number) => `${(part * 100).toFixed(3)}%`;

function Bars({
  groups,
  horizontal,
  stacked,
}: {
  groups: readonly Group[];
  horizontal: boolean;
  stacked: boolean;
}) {
  const style = useStyles2(styles);
  const bar = (name: string, { key, color, text, part }: Bar) => {
    const size = horizontal
      ? { width: percent(stacked ? part : part * longestBar), height: stacked ? 18 : 14 }
      : { height: percent(part), ...(stacked ? { width: '100%' } : { flex: 1 }) };
    const drawn = (
      <Tooltip key={key} content={`${name}, ${key}: ${text}`}>
        <div className={style.bar} style={{ background: color, ...size }} />
      </Tooltip>
    );
    if (!horizontal || stacked) return drawn;
    return (
      <div key={key} className={style.valued}>
        {drawn}
        <span>{text}</span>
      </div>
    );
  };
  if (horizontal) {
    return (
      <div className={style.rows}>
        {groups.map(({ name, bars }) => (
          <div key={name} className={style.row}>
            <div className={style.name} title={name}>
              {name}
            </div>
            <div className={stacked ? style.stack : style.bars}>{bars.map((one) => bar(name, one))}</div>
          </div>
        ))}
      </div>
    );
  }
  return (
    <div className={style.columns}>
      {groups.map(({ name, bars }) => (
        <div key={name} className={style.column}>
          <div className={stacked ? style.columnStack : style.columnBars}>
            {bars.map((one) => bar(name, one))}
          </div>
          <div className={style.columnName} title={name}>
            {name}
          </div>
        </div>
      ))}
    </div>
  );
}

function Draw({ data, options, width, height, fieldConfig }: PanelProps<BarChartOptions>) {
  const theme = useTheme2();
  const [frame] = data.series;
  const x =
    frame?.fields.find((field) => options.xField && getFieldDisplayName(field, frame) === options.xField) ??
    frame?.fields.find(({ type }) => type === FieldType.string) ??
    frame?.fields.find(({ type }) => type === FieldType.time);
  const numbers =
    frame?.fields.filter(
      (field) => field.type === FieldType.number && field !== x && !field.config.custom?.hideFrom?.viz,
    ) ?? [];
  if (!frame || !x || numbers.length === 0)
    return <Message kind="empty" text={fieldConfig.defaults.noValue || 'No data'} />;
  const groups = groupsOf(frame, x, numbers, options.stacking, theme);
  const items = numbers.map((field) => ({
    label: getFieldDisplayName(field, frame),
    color: getFieldSeriesColor(field, theme).color ?? 'gray',
    yAxis: 1,
  }));
  const { showLegend, placement, displayMode } = options.legend;
  return (
    <VizLayout
      width={width}
      height={height}
      legend={
        showLegend ? (
          <VizLayout.Legend placement={placement}>
            <VizLegend placement={placement} displayMode={displayMode} items={items} readonly />
          </VizLayout.Legend>
        ) : null
      }
    >
      {(vizWidth, vizHeight) => (
        <div style={{ width: vizWidth, height: vizHeight }}>
          <Bars
            groups={groups}
            horizontal={options.orientation === VizOrientation.Horizontal}
            stacked={options.stacking !== 'none'}
          />
        </div>
      )}
    </VizLayout>
  );
}

export const barchart: Panel<BarChartOptions> = {
  draw: Draw,
  options: {
    orientation: VizOrientation.Auto,
    stacking: 'none',
    legend,
    tooltip,
  } as unknown as BarChartOptions,
  fieldOptions: { hideFrom, fillOpacity: 80, lineWidth: 1, axisPlacement: 'auto', axisLabel: '' },
  standard: byPalette,
};

import { type FieldDisplay, formattedValueToString, type PanelProps, VizOrientation } from '@grafana/data';
import { LegendDisplayMode, type VizLegendOptions } from '@grafana/schema';
import { Tooltip, useTheme2, VizLayout, VizLegend } from '@grafana/ui';
import { byPalette, hideFrom, legend, reduceOptions, tooltip } from './defaults.ts';
import { Message } from './message.tsx';
import type { Panel } from './panel.tsx';
import { type SingleValueOptions, useValues } from './single-values.tsx';

interface PieOptions extends SingleValueOptions {
  readonly pieType: 'pie' | 'donut';
  readonly displayLabels?: readonly ('name' | 'value' | 'percent')[];
  readonly legend: VizLegendOptions & { readonly values?: readonly ('value' | 'percent')[] };
}

interface Slice {
  readonly name: string;
  readonly color: string;
  readonly text: string;
  readonly percent: string;
  readonly from: number;
  readonly to: number;
}

function slicesOf(values: readonly FieldDisplay[]): readonly Slice[] {
  const shown = values.filter(({ field, display }) => !field.custom?.hideFrom?.viz && display.numeric > 0);
  const total = shown.reduce((sum, { display }) => sum + display.numeric, 0);
  let sum = 0;
  return shown.map(({ display }) => {
    const from = sum / total;
    sum += display.numeric;
    return {
      name: display.title ?? '',
      color: display.color ?? 'gray',
      text: formattedValueToString(display),
      percent: `${((display.numeric / total) * 100).toFixed(1)}%`,
      from,
      to: sum / total,
    };
  });
}

function slicePath({ from, to }: Slice, inner: number): string {
  // A circle cannot be one arc: its ends would meet and nothing would be drawn.
  const end = to - from > 0.9999 ? from + 0.9999 : to;
  const at = (part: number, radius: number) => {
    const angle = part * 2 * Math.PI - Math.PI / 2;
    return `${(radius * Math.cos(angle)).toFixed(3)} ${(radius * Math.sin(angle)).toFixed(3)}`;
  };
  const large = end - from > 0.5 ? 1 : 0;
  const back =
    inner > 0 ? `L ${at(end, inner)} A ${inner} ${inner} 0 ${large} 0 ${at(from, inner)}` : 'L 0 0';
  return `M ${at(from, 50)} A 50 50 0 ${large} 1 ${at(end, 50)} ${back} Z`;
}

/** Labels on slices too thin to hold them would lie on top of each other. */
const thinnestLabelled = 0.06;

function Pie({ slices, size, options }: { slices: readonly Slice[]; size: number; options: PieOptions }) {
  const theme = useTheme2();
  const inner = options.pieType === 'donut' ? 31 : 0;
  const labels = options.displayLabels ?? [];
  return (
    <svg viewBox="-52 -52 104 104" width={size} height={size} role="img" aria-label="pie chart">
      {slices.map((slice) => (
        <Tooltip key={slice.name} content={`${slice.name}: ${slice.text} (${slice.percent})`}>
          <path
            d={slicePath(slice, inner)}
            fill={slice.color}
            stroke={theme.colors.background.primary}
            strokeWidth={0.8}
          />
        </Tooltip>
      ))}
      {slices
        .filter(({ from, to }) => labels.length > 0 && to - from > thinnestLabelled)
        .map((slice) => {
          const angle = (slice.from + slice.to) * Math.PI - Math.PI / 2;
          const radius = inner > 0 ? 40 : 33;
          const parts = { name: slice.name, value: slice.text, percent: slice.percent };
          return (
            <text
              key={slice.name}
              x={radius * Math.cos(angle)}
              y={radius * Math.sin(angle)}
              fontSize={6}
              textAnchor="middle"
              dominantBaseline="middle"
              fill={theme.colors.getContrastText(slice.color)}
              pointerEvents="none"
            >
              {labels.map((label) => parts[label]).join(' ')}
            </text>
          );
        })}
    </svg>
  );
}

/** Names are worth more than a large ring; the library's own limit cuts off those of models. */
const widestLegend = '72%';

function Draw(props: PanelProps<PieOptions>) {
  const { width, height, options } = props;
  const slices = slicesOf(useValues(props)());
  const { showLegend, placement, displayMode, values = [] } = options.legend;
  const items = slices.map((slice) => ({
    label: slice.name,
    color: slice.color,
    yAxis: 1,
    getItemKey: () => slice.name,
    getDisplayValues: () =>
      values.map((kind) => ({
        numeric: Number.NaN,
        text: kind === 'percent' ? slice.percent : slice.text,
        title: kind === 'percent' ? 'Percent' : 'Value',
      })),
  }));
  if (slices.length === 0)
    return <Message kind="empty" text={props.fieldConfig.defaults.noValue || 'No data'} />;
  const drawLegend = showLegend !== false && displayMode !== LegendDisplayMode.Hidden;
  return (
    <VizLayout
      width={width}
      height={height}
      legend={
        drawLegend ? (
          <VizLayout.Legend placement={placement} maxWidth={widestLegend}>
            <VizLegend
              placement={placement}
              displayMode={displayMode}
              items={items}
              overflow="wrap"
              readonly
            />
          </VizLayout.Legend>
        ) : null
      }
    >
      {(vizWidth, vizHeight) => (
        <div
          style={{
            width: vizWidth,
            height: vizHeight,
            display: 'flex',
            justifyContent: 'center',
            alignItems: 'center',
          }}
        >
          <Pie slices={slices} size={Math.max(0, Math.min(vizWidth, vizHeight) - 8)} options={options} />
        </div>
      )}
    </VizLayout>
  );
}

export const piechart: Panel<PieOptions> = {
  draw: Draw,
  options: {
    reduceOptions,
    orientation: VizOrientation.Auto,
    pieType: 'pie',
    displayLabels: [],
    legend: { ...legend, values: [] },
    tooltip,
  } as unknown as PieOptions,
  fieldOptions: { hideFrom },
  standard: byPalette,
};

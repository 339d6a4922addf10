import { css } from '@emotion/css';
import { DashboardCursorSync, type DataFrame, FieldType, type PanelProps } from '@grafana/data';
import {
  SortOrder,
  TooltipDisplayMode,
  type VizLegendOptions,
  type VizTooltipOptions,
} from '@grafana/schema';
import {
  getFieldDisplayItems,
  isTooltipScrollable,
  TimeSeries,
  TooltipPlugin2,
  usePanelContext,
  VizTooltipContent,
  VizTooltipFooter,
  VizTooltipHeader,
  VizTooltipWrapper,
} from '@grafana/ui';
import { useMemo } from 'react';
import { AnnotationMarks } from './annotation-marks.tsx';
import { roomForLastLabel, ticksFor } from './axes.ts';
import { cursorOverBars } from './bar-cursor.ts';
import { timeUnder, withTotal } from './bar-tooltip.ts';
import { byPalette, graphFieldOptions, legend, tooltip } from './defaults.ts';
import { withGaps } from './gaps.ts';
import { Message } from './message.tsx';
import type { Panel } from './panel.tsx';
import { linksOfPoint } from './point-links.ts';

interface TimeSeriesOptions {
  readonly legend: VizLegendOptions;
  readonly tooltip: VizTooltipOptions;
}

/** Frames with a time and a number; a ratio of 0 to 0 or an infinite one is not a point on a curve. */
function drawable(frames: readonly DataFrame[]): DataFrame[] {
  return frames
    .filter(
      ({ fields }) =>
        fields.some(({ type }) => type === FieldType.time) &&
        fields.some(({ type }) => type === FieldType.number),
    )
    .map((frame) => withGaps(frame))
    .map((frame) => ({
      ...frame,
      fields: frame.fields.map((field) =>
        field.type === FieldType.number && field.values.some((value) => !Number.isFinite(value))
          ? { ...field, values: field.values.map((value) => (Number.isFinite(value) ? value : null)) }
          : field,
      ),
    }));
}

const clickable = css({ '.u-over': { cursor: 'crosshair' } });

// xOne: the series next to the cursor; xAll: every series at its time. A const enum of the library, so by value.
const hoverOne = 0;
const hoverAll = 1;
/** On a phone a tooltip must fit beside the finger, to the left or to the right of it. */
const widestTooltip = () => Math.max(180, window.innerWidth / 2);
const cursorGroup = '__global_';

function Draw(props: PanelProps<TimeSeriesOptions>) {
  const {
    data,
    timeRange,
    timeZone,
    width,
    height,
    options,
    onChangeTimeRange,
    fieldConfig,
    replaceVariables,
  } = props;
  const { sync } = usePanelContext();
  const frames = useMemo(() => drawable(data.series), [data.series]);
  const tweakAxis = useMemo(() => ticksFor(frames), [frames]);
  if (frames.length === 0) return <Message kind="empty" text={fieldConfig.defaults.noValue || 'No data'} />;
  const syncMode = sync?.() ?? DashboardCursorSync.Off;
  const mode = options.tooltip.mode;

  return (
    <div className={clickable}>
      <TimeSeries
        frames={frames}
        structureRev={data.structureRev ?? 0}
        timeRange={timeRange}
        timeZone={timeZone}
        width={width}
        height={height}
        legend={options.legend}
        options={options}
        tweakAxis={tweakAxis}
      >
        {(config, aligned) => {
          config.setPadding([null, roomForLastLabel, null, null]);
          const overBars = cursorOverBars(aligned.fields);
          if (overBars) config.setCursor(overBars);
          return (
            <>
              {mode !== TooltipDisplayMode.None && (
                <TooltipPlugin2
                  config={config}
                  hoverMode={mode === TooltipDisplayMode.Single ? hoverOne : hoverAll}
                  queryZoom={onChangeTimeRange}
                  clientZoom
                  syncMode={syncMode}
                  syncScope={cursorGroup}
                  maxWidth={Math.min(options.tooltip.maxWidth ?? 420, widestTooltip())}
                  getDataLinks={(series, row) =>
                    linksOfPoint(aligned, series, row, replaceVariables, timeZone)
                  }
                  render={(u, indices, series, isPinned, _dismiss, _range, viaSync, links) => {
                    const time = u.data[0]?.[indices[0] ?? 0];
                    const [xField] = aligned.fields;
                    if (time === undefined || !xField) return null;
                    const shown =
                      viaSync && mode === TooltipDisplayMode.Single ? TooltipDisplayMode.Multi : mode;
                    const items = getFieldDisplayItems(
                      aligned.fields,
                      xField,
                      indices,
                      series,
                      shown,
                      options.tooltip.sort ?? SortOrder.None,
                      (field) => field.type === FieldType.number && !field.config.custom?.hideFrom?.tooltip,
                      options.tooltip.hideZeros ?? false,
                    );
                    return (
                      <VizTooltipWrapper>
                        <VizTooltipHeader
                          item={{ label: timeUnder(time, aligned.fields, timeZone), value: '' }}
                          isPinned={isPinned}
                        />
                        <VizTooltipContent
                          items={withTotal(items, indices, aligned.fields)}
                          isPinned={isPinned}
                          scrollable={isTooltipScrollable({
                            mode: shown,
                            maxHeight: options.tooltip.maxHeight ?? 300,
                          })}
                          maxHeight={options.tooltip.maxHeight ?? 300}
                        />
                        {isPinned && links.length > 0 && <VizTooltipFooter dataLinks={links} />}
                      </VizTooltipWrapper>
                    );
                  }}
                />
              )}
              <AnnotationMarks config={config} frames={data.annotations ?? []} timeZone={timeZone} />
            </>
          );
        }}
      </TimeSeries>
    </div>
  );
}

export const timeseries: Panel<TimeSeriesOptions> = {
  draw: Draw,
  options: { legend, tooltip } as unknown as TimeSeriesOptions,
  fieldOptions: graphFieldOptions,
  standard: byPalette,
  onCanvas: true,
};

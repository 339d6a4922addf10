import { TableCellHeight, TooltipDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import {
  PanelBuilder as HeatmapBuilder,
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  HeatmapTooltipBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TextBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import type { Signal } from '../signals/signal.ts';
import { linksOf } from './links.ts';
import { dress, type Panel, type PanelOptions, refId, target, unitOf } from './panel.ts';
import { decimals, grid, hashed, meaning } from './style.ts';

export interface TableOptions extends PanelOptions {
  readonly title: string;
  readonly description: string;
  /** The labels that name a row, with the heading of their column. */
  readonly rows: Readonly<Record<string, string>>;
  /** One signal a column, the first decides the order. Each is grouped by the labels of the rows. */
  readonly columns: readonly [Signal, ...Signal[]];
  /** A label to sort by, ascending, instead of the first column. */
  readonly sortBy?: string;
}

/** Of a column of numbers, in pixels. */
const numberWidth = 110;

const columnName = (at: number, count: number): string => (count === 1 ? 'Value' : `Value #${refId(at)}`);

/** One row for each value of a label, one column for each signal. */
export const table = ({
  width = 24,
  height = grid.table,
  rows,
  columns,
  sortBy,
  ...options
}: TableOptions): Panel => ({
  width,
  height,
  build: (place) => {
    const builder = dress(new TableBuilder(), columns, options).cellHeight(TableCellHeight.Sm);
    const names = columns.map((_, at) => columnName(at, columns.length));
    columns.forEach((column, at) => {
      builder
        .withTarget(
          target(
            column,
            at,
            { range: '$__range', filter: place.filter },
            { instant: true, format: PromQueryFormat.Table },
          ),
        )
        .overrideByName(column.title, [
          { id: 'unit', value: unitOf(column) },
          { id: 'decimals', value: column.decimals ?? decimals[column.unit] ?? null },
          // A cell without a number; what to do where there is none at all is said for the whole table.
          { id: 'noValue', value: '–' },
          { id: 'custom.wrapHeaderText', value: true },
          // Names have the room that numbers do not need.
          { id: 'custom.width', value: numberWidth },
          ...(column.thresholds
            ? [
                {
                  id: 'thresholds',
                  value: {
                    mode: 'absolute',
                    steps: column.thresholds.map(({ from = null, means }) => ({
                      value: from,
                      color: meaning[means],
                    })),
                  },
                },
                { id: 'custom.cellOptions', value: { type: 'color-text' } },
              ]
            : []),
        ]);
    });
    for (const [label, heading] of Object.entries(rows)) {
      const links = linksOf(
        { board: columns[0].board, legend: `{{${label}}}` },
        place,
        {},
        () => '${__value.raw:percentencode}',
      );
      if (links.length > 0) builder.overrideByName(heading, [{ id: 'links', value: links }]);
    }
    if (rows['user']) {
      const short = { pattern: `/${hashed}/`, result: { text: '$1', index: 0 } };
      builder.overrideByName(rows['user'], [{ id: 'mappings', value: [{ type: 'regex', options: short }] }]);
    }
    const order = [...Object.keys(rows), ...names];
    return builder
      .withTransformation({ id: 'merge', options: {} })
      .withTransformation({
        id: 'sortBy',
        options: { fields: {}, sort: [sortBy ? { field: sortBy } : { field: names[0], desc: true }] },
      })
      .withTransformation({
        id: 'organize',
        options: {
          excludeByName: { Time: true },
          indexByName: Object.fromEntries(order.map((name, at) => [name, at])),
          renameByName: {
            ...rows,
            ...Object.fromEntries(columns.map(({ title }, at) => [names[at], title])),
          },
        },
      })
      .build();
  },
});

/** How a histogram's values are spread, and how that changes. The signal gives the number in each bucket (`le`). */
export const heatmap = (
  signal: Signal,
  { width = 12, height = grid.chart, ...options }: PanelOptions = {},
): Panel => ({
  width,
  height,
  build: (place) =>
    dress(new HeatmapBuilder(), [{ ...signal, unit: 'short' }], options)
      .calculate(false)
      .yAxis(new YAxisConfigBuilder().unit(unitOf(signal)))
      .color(new HeatmapColorOptionsBuilder().mode(HeatmapColorMode.Scheme).scheme('Purples').steps(64))
      .tooltip(new HeatmapTooltipBuilder().mode(TooltipDisplayMode.Single).yHistogram(false))
      .interval('5m')
      .maxDataPoints(48)
      .withTarget(
        target(
          signal,
          0,
          { range: '$__interval', points: 'minutes', filter: place.filter },
          { format: PromQueryFormat.Heatmap, interval: '5m' },
        ),
      )
      .build(),
});

/** Words, in Markdown. */
export const text = (
  title: string,
  content: string,
  { width = 24, height = 3 }: PanelOptions = {},
): Panel => ({
  width,
  height,
  build: () =>
    new TextBuilder().title(title).description(title).mode(TextMode.Markdown).content(content).build(),
});

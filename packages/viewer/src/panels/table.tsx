import { css } from '@emotion/css';
import { getFrameDisplayName, type PanelProps } from '@grafana/data';
import { TableCellDisplayMode, type TableCellHeight } from '@grafana/schema';
import { TableNG } from '@grafana/ui/unstable';
import { type ComponentProps, useState } from 'react';
import { NamedCombobox } from '../named-combobox.tsx';
import { byThresholds, hideFrom } from './defaults.ts';
import type { Panel } from './panel.tsx';

type SortBy = NonNullable<ComponentProps<typeof TableNG>['sortBy']>;

interface TableOptions {
  readonly showHeader: boolean;
  readonly showTypeIcons?: boolean;
  readonly sortBy?: SortBy;
  readonly cellHeight?: TableCellHeight;
  readonly frameIndex?: number;
  readonly enablePagination?: boolean;
  readonly frozenColumns?: { readonly left?: number };
}

const chooserHeight = 40;
const below = css({ paddingTop: 8, height: chooserHeight });

function Draw({ data, options, width, height, timeRange, fieldConfig }: PanelProps<TableOptions>) {
  const [chosen, setChosen] = useState(options.frameIndex ?? 0);
  const [sortBy, setSortBy] = useState<SortBy>(options.sortBy ?? []);
  const frames = data.series;
  const frame = frames[chosen] ?? frames[0];
  if (!frame) return null;
  const several = frames.length > 1;
  return (
    <>
      <TableNG
        data={frame}
        width={width}
        height={height - (several ? chooserHeight : 0)}
        noHeader={!options.showHeader}
        showTypeIcons={options.showTypeIcons ?? false}
        resizable
        // The other parser is compiled by eval, which the page's policy forbids.
        protoParserEnabled
        sortBy={sortBy}
        onSortByChange={setSortBy}
        {...(options.cellHeight && { cellHeight: options.cellHeight })}
        enablePagination={options.enablePagination ?? false}
        frozenColumns={options.frozenColumns?.left ?? 0}
        timeRange={timeRange}
        fieldConfig={fieldConfig}
        structureRev={data.structureRev ?? 0}
        {...(fieldConfig.defaults.noValue && { noValue: fieldConfig.defaults.noValue })}
      />
      {several && (
        <div className={below}>
          <NamedCombobox
            name="Which series to show"
            width={40}
            options={frames.map((one, index) => ({ label: getFrameDisplayName(one), value: index }))}
            value={chosen}
            onChange={({ value }) => setChosen(value)}
          />
        </div>
      )}
    </>
  );
}

export const table: Panel<TableOptions> = {
  draw: Draw,
  options: { showHeader: true, cellHeight: 'sm' as TableCellHeight },
  fieldOptions: {
    align: 'auto',
    cellOptions: { type: TableCellDisplayMode.Auto },
    width: undefined,
    minWidth: undefined,
    inspect: false,
    filterable: undefined,
    hidden: undefined,
    hideFrom,
    footer: undefined,
    wrapHeaderText: undefined,
    wrapText: undefined,
    tooltip: undefined,
    styleField: undefined,
    sortable: undefined,
  },
  standard: byThresholds,
};

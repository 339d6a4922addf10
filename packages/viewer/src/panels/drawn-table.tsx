import { css } from '@emotion/css';
import { getFrameDisplayName, type PanelProps } from '@grafana/data';
import type { TableCellHeight } from '@grafana/schema';
import { TableNG } from '@grafana/ui/unstable';
import { type ComponentProps, useState } from 'react';
import { NamedCombobox } from '../named-combobox.tsx';

type SortBy = NonNullable<ComponentProps<typeof TableNG>['sortBy']>;

export interface TableOptions {
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

/** Grafana's table; with several series, one of them at a time. */
export function DrawnTable({
  data,
  options,
  width,
  height,
  timeRange,
  fieldConfig,
}: PanelProps<TableOptions>) {
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

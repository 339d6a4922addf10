import type { PanelProps } from '@grafana/data';
import { TableCellDisplayMode, type TableCellHeight } from '@grafana/schema';
import { lazy, Suspense } from 'react';
import { byThresholds, hideFrom } from './defaults.ts';
import type { TableOptions } from './drawn-table.tsx';
import type { Panel } from './panel.tsx';

/** A twentieth of all script, and no board shows one before it is scrolled to. */
const DrawnTable = lazy(() => import('./drawn-table.tsx').then((one) => ({ default: one.DrawnTable })));

function Draw(props: PanelProps<TableOptions>) {
  return (
    <Suspense fallback={null}>
      <DrawnTable {...props} />
    </Suspense>
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

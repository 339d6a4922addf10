import { SceneGridItem, SceneGridRow, sceneGraph, VizPanel } from '@grafana/scenes';
import { AskForFindings, foundNothing } from './findings.ts';
import { DashboardGrid } from './grid.ts';
import type { GridPosition, PanelModel } from './model.ts';
import { vizPanel } from './panel.ts';

const place = ({ x, y, w, h }: GridPosition) => ({ x, y, width: w, height: h });

const item = (model: PanelModel): SceneGridItem =>
  new SceneGridItem({
    ...place(model.gridPos ?? { x: 0, y: 0, w: 12, h: 8 }),
    isDraggable: false,
    isResizable: false,
    body: vizPanel(model),
  });

const row = ({ id, title, gridPos, collapsed }: PanelModel, panels: readonly PanelModel[]): SceneGridRow =>
  new SceneGridRow({
    key: `row-${id ?? title}`,
    title: title ?? '',
    y: gridPos?.y ?? 0,
    isCollapsed: collapsed ?? false,
    isCollapsible: true,
    isDraggable: false,
    isResizable: false,
    children: panels.map(item),
  });

/** The grid of a dashboard. A row heads the panels that follow it, up to the next row. */
export function gridLayout(panels: readonly PanelModel[]): DashboardGrid {
  const children: (SceneGridItem | SceneGridRow)[] = [];
  let open: { row: PanelModel; panels: PanelModel[] } | undefined;
  const close = () => {
    if (open) children.push(row(open.row, open.panels));
    open = undefined;
  };
  for (const panel of panels) {
    if (panel.type === 'row') {
      close();
      open = { row: panel, panels: [...(panel.panels ?? [])] };
    } else if (open) open.panels.push(panel);
    else children.push(item(panel));
  }
  close();
  const grid = new DashboardGrid({ isDraggable: false, isResizable: false, isLazy: true, children });
  const found = sceneGraph.findAllObjects(grid, (one) => one instanceof VizPanel && foundNothing(one));
  const $behaviors = found.map(
    (panel) => new AskForFindings({ panel: (panel as VizPanel).getRef(), onFound: () => grid.forceRender() }),
  );
  grid.setState({ $behaviors });
  return grid;
}

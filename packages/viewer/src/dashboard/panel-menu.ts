import { locationService } from '@grafana/runtime';
import { sceneGraph, VizPanel, VizPanelMenu } from '@grafana/scenes';
import { expressionOf, promqlOf, typescriptOf } from './panel-copies.ts';

/** The panel's query in Explore, with the values of the variables and the range of the panel. */
function explore(panel: VizPanel): void {
  const range = sceneGraph.getTimeRange(panel).state;
  const search = new URLSearchParams({ from: range.from, to: range.to, expr: expressionOf(panel) });
  locationService.push(`/explore?${search}`);
}

function copy(text: string): void {
  // Where the browser does not let a page write the clipboard, the person copies by hand.
  navigator.clipboard.writeText(text).catch(() => window.prompt('Copy this text', text));
}

/** What a panel was before it was shown as a table. */
const drawnBefore = new WeakMap<VizPanel, Pick<VizPanel['state'], 'pluginId' | 'options' | 'fieldConfig'>>();

/** Every value of a drawing, for who cannot see it or wants to read it; and back. */
function toggleTable(panel: VizPanel): void {
  const before = drawnBefore.get(panel);
  if (before) {
    drawnBefore.delete(panel);
    void panel.changePluginType(before.pluginId, before.options, before.fieldConfig);
    return;
  }
  const { pluginId, options, fieldConfig } = panel.state;
  drawnBefore.set(panel, { pluginId, options, fieldConfig });
  void panel.changePluginType('table', { showHeader: true }, fieldConfig);
}

const entries: readonly (readonly [string, 'compass' | 'table' | 'copy', (panel: VizPanel) => void])[] = [
  ['Explore', 'compass', explore],
  ['Show as table, or back', 'table', toggleTable],
  ['Copy as PromQL', 'copy', (panel) => copy(promqlOf(panel))],
  ['Copy as TypeScript', 'copy', (panel) => copy(typescriptOf(panel))],
];

/** A panel's menu: other ways to look at what it shows. */
export function panelMenu(): VizPanelMenu {
  const menu = new VizPanelMenu({});
  menu.setState({
    items: entries.map(([text, iconClassName, act]) => ({
      text,
      iconClassName,
      onClick: () => {
        if (menu.parent instanceof VizPanel) act(menu.parent);
      },
    })),
  });
  return menu;
}

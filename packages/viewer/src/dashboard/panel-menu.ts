import { locationService } from '@grafana/runtime';
import { sceneGraph, VizPanel, VizPanelMenu } from '@grafana/scenes';

/** What is asked for once a person opens a menu, and not with every board. */
const copies = () => import('./panel-copies.ts');

/** The panel's query in Explore, with the values of the variables and the range of the panel. */
async function explore(panel: VizPanel): Promise<void> {
  const { expressionOf } = await copies();
  const range = sceneGraph.getTimeRange(panel).state;
  const search = new URLSearchParams({ from: range.from, to: range.to, expr: expressionOf(panel) });
  locationService.push(`/explore?${search}`);
}

async function copy(asText: Promise<string>): Promise<void> {
  const text = await asText;
  // Where the browser does not let a page write the clipboard, the person copies by hand.
  navigator.clipboard.writeText(text).catch(() => window.prompt('Copy this text', text));
}

/** What a panel was before it was shown as a table. */
const drawnBefore = new WeakMap<VizPanel, Pick<VizPanel['state'], 'pluginId' | 'options' | 'fieldConfig'>>();

/** Every value of a drawing, for who cannot see it or wants to read it; and back. */
async function toggleTable(panel: VizPanel): Promise<void> {
  const before = drawnBefore.get(panel);
  if (before) {
    drawnBefore.delete(panel);
    await panel.changePluginType(before.pluginId, before.options, before.fieldConfig);
    return;
  }
  const { pluginId, options, fieldConfig } = panel.state;
  drawnBefore.set(panel, { pluginId, options, fieldConfig });
  await panel.changePluginType('table', { showHeader: true }, fieldConfig);
}

const entries: readonly (readonly [
  text: string,
  icon: 'compass' | 'table' | 'copy',
  act: (panel: VizPanel) => Promise<void>,
])[] = [
  ['Explore', 'compass', explore],
  ['Show as table, or back', 'table', toggleTable],
  ['Copy as PromQL', 'copy', (panel) => copy(copies().then(({ promqlOf }) => promqlOf(panel)))],
  ['Copy as TypeScript', 'copy', (panel) => copy(copies().then(({ typescriptOf }) => typescriptOf(panel)))],
];

/** A panel's menu: other ways to look at what it shows. */
export function panelMenu(): VizPanelMenu {
  const menu = new VizPanelMenu({});
  menu.setState({
    items: entries.map(([text, iconClassName, act]) => ({
      text,
      iconClassName,
      onClick: () => {
        if (menu.parent instanceof VizPanel) void act(menu.parent);
      },
    })),
  });
  return menu;
}

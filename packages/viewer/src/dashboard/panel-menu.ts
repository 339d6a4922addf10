import { locationService } from '@grafana/runtime';
import { SceneQueryRunner, sceneGraph, VizPanel, VizPanelMenu } from '@grafana/scenes';
import type { PrometheusQuery } from '../prometheus/query.ts';

/** The queries as Explore can run them: with the values of the variables, but with the range still open. */
function exploreAddress(panel: VizPanel): string {
  const runner = sceneGraph.findDescendents(panel, SceneQueryRunner)[0];
  const range = sceneGraph.getTimeRange(panel).state;
  const search = new URLSearchParams({ from: range.from, to: range.to });
  const queries = (runner?.state.queries ?? []) as PrometheusQuery[];
  const first = queries.find(({ expr, hide }) => expr && !hide);
  if (first?.expr) search.set('expr', sceneGraph.interpolate(panel, first.expr, undefined, 'regex'));
  return `/explore?${search}`;
}

/** A panel's menu: look at its query in Explore. */
export function exploreMenu(): VizPanelMenu {
  const menu = new VizPanelMenu({});
  menu.setState({
    items: [
      {
        text: 'Explore',
        iconClassName: 'compass',
        onClick: () => {
          if (menu.parent instanceof VizPanel) locationService.push(exploreAddress(menu.parent));
        },
      },
    ],
  });
  return menu;
}

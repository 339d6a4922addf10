import type { PanelPlugin } from '@grafana/data';
import { barchart } from './barchart.tsx';
import { bargauge } from './bargauge.tsx';
import { gauge } from './gauge.tsx';
import { heatmap } from './heatmap.ts';
import { type Panel, panelPlugin } from './panel.tsx';
import { piechart } from './piechart.tsx';
import { stat } from './stat.tsx';
import { stateTimeline } from './state-timeline.ts';
import { table } from './table.tsx';
import { text } from './text.tsx';
import { timeseries } from './timeseries.tsx';
import { unknown } from './unknown.tsx';

/** The kinds of panels that can be drawn, by the name a dashboard gives them. */
const panels: Readonly<Record<string, Panel<object>>> = {
  barchart,
  bargauge,
  gauge,
  heatmap,
  piechart,
  stat,
  'state-timeline': stateTimeline,
  'status-history': stateTimeline,
  table,
  text,
  timeseries,
} as unknown as Record<string, Panel<object>>;

const made = new Map<string, PanelPlugin>();

/** The plugin of a kind of panel; of one that is not known, a panel that says so. */
export function plugins(id: string): PanelPlugin {
  const known = made.get(id);
  if (known) return known;
  const plugin = panelPlugin(id, panels[id] ?? unknown(id));
  made.set(id, plugin);
  return plugin;
}

import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  type Dashboard as GrafanaDashboard,
  type Panel as GrafanaPanel,
  type RowPanel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Panel, PanelPlace } from '../panels/panel.ts';
import { grid } from '../panels/style.ts';
import { type BoardName, uidOf } from '../signals/board.ts';
import { rareEvents } from './annotations.ts';
import { type ChoiceName, filterOf, type VariableSettings, variablesOf } from './variables.ts';

export interface PanelRow {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** What a dashboard file says: which question it answers, what can be chosen, and rows of panels. */
export interface Dashboard {
  /** The file is `dashboards/claude-code-<name>.json`. */
  readonly name: BoardName;
  readonly title: string;
  readonly description: string;
  readonly choices: readonly ChoiceName[];
  readonly settings?: VariableSettings;
  /** The range it opens with; a week where nothing is said. */
  readonly from?: `now-${string}`;
  readonly rows: readonly PanelRow[];
  /** Rows that are open at first; two where nothing is said. */
  readonly openRows?: number;
}

const tag = 'claude-code';

/** A number for a name that stays the same whatever is added around it (FNV-1a, 31 bits; never 0). */
const idOf = (name: string): number => {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 1) % 0x7fffffff || 1;
};

/** Puts panels side by side, as many as fit, and gives the first free line below them. */
const arrange = (panels: readonly Panel[], built: readonly GrafanaPanel[], top: number): number => {
  let [x, y, tallest] = [0, top, 0];
  panels.forEach(({ width, height }, at) => {
    if (x + width > grid.columns) [x, y, tallest] = [0, y + tallest, 0];
    const panel = built[at];
    if (panel) panel.gridPos = { x, y, w: width, h: height };
    x += width;
    tallest = Math.max(tallest, height);
  });
  return y + tallest;
};

/** Rows that are open when a board opens; the others unfold on a click, and ask nothing before. */
export const usuallyOpenRows = 2;

const layOut = (
  { name, rows, choices, openRows = usuallyOpenRows }: Dashboard,
  narrows: PanelPlace['narrows'],
  pagesUrl: string,
): (GrafanaPanel | RowPanel)[] => {
  const place: PanelPlace = { board: name, choices, filter: filterOf(choices), pagesUrl, narrows };
  let line = 0;
  return rows.flatMap(({ title, panels }, at) => {
    const row: RowPanel = {
      type: 'row',
      title,
      id: idOf(`row ${title}`),
      collapsed: at >= openRows,
      gridPos: { x: 0, y: line, w: grid.columns, h: 1 },
      panels: [],
    };
    const built = panels.map((panel) => panel.build(place));
    for (const panel of built) panel.id = idOf(`${title}/${panel.title}`);
    const end = arrange(panels, built, line + 1);
    if (row.collapsed) {
      line += 1;
      return [{ ...row, panels: built }];
    }
    line = end;
    return [row, ...built];
  });
};

/** To the pages that list what the numbers are made of, with the range and the choices of the board. */
const recordLinks = (pagesUrl: string) =>
  [
    ['Sessions', '/sessions'],
    ['Events', '/events'],
  ].map(([title = '', path]) =>
    new DashboardLinkBuilder(title)
      .type(DashboardLinkType.Link)
      .url(`${pagesUrl}${path}`)
      .keepTime(true)
      .includeVars(true),
  );

/** The JSON of Grafana's classic dashboards: what all dashboards share, and one dashboard's own. */
export const build = (
  dashboard: Dashboard,
  narrows: PanelPlace['narrows'],
  pagesUrl = '',
): GrafanaDashboard => ({
  ...new DashboardBuilder(dashboard.title)
    .uid(uidOf(dashboard.name))
    .description(dashboard.description)
    .tags([tag])
    .timezone('browser')
    .weekStart('monday')
    .time({ from: dashboard.from ?? 'now-7d', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .editable()
    .variables(variablesOf(dashboard.choices, dashboard.settings ?? {}))
    .annotations([...rareEvents()])
    .links(recordLinks(pagesUrl))
    .link(
      new DashboardLinkBuilder('Claude Code')
        .type(DashboardLinkType.Dashboards)
        .tags([tag])
        .asDropdown(true)
        .keepTime(true)
        .includeVars(true),
    )
    .build(),
  panels: layOut(dashboard, narrows, pagesUrl),
});

/** All panels of a dashboard, rows and those that are folded in them included. */
export const panelsOf = ({
  panels = [],
}: Pick<GrafanaDashboard, 'panels'>): readonly (GrafanaPanel | RowPanel)[] =>
  panels.flatMap((panel) => ('panels' in panel ? [panel, ...panel.panels] : [panel]));

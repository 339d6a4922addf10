import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  type Dashboard as GrafanaDashboard,
  type Panel as GrafanaPanel,
  type RowPanel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { ledgerStarts } from '../catalogue/ledger-metrics.ts';
import { sessionCount } from '../catalogue/telemetry.ts';
import { datasource, type Panel } from '../panels/panel.ts';
import { grid } from '../panels/style.ts';
import { seriesFor } from '../promql/level.ts';
import { type ChoiceName, filterOf, type Settings, variablesOf } from './variables.ts';

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** What a dashboard file says: which question it answers, what can be chosen, and rows of panels. */
export interface Dashboard {
  /** The file is `dashboards/<uid>.json`. */
  readonly uid: `claude-code-${string}`;
  readonly title: string;
  readonly description: string;
  readonly choices: readonly ChoiceName[];
  readonly settings?: Settings;
  readonly rows: readonly Row[];
}

const tag = 'claude-code';

/** A number for a name that stays the same whatever is added around it (FNV-1a, 31 bits; never 0). */
const idOf = (name: string): number => {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 1) % 0x7fffffff || 1;
};

/** Puts panels side by side, as many as fit, and gives the first free line below them. */
const place = (panels: readonly Panel[], built: readonly GrafanaPanel[], top: number): number => {
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

const layOut = ({ rows, choices }: Dashboard): (GrafanaPanel | RowPanel)[] => {
  const filter = filterOf(choices);
  let line = 0;
  return rows.flatMap(({ title, panels }) => {
    const row: RowPanel = {
      type: 'row',
      title,
      id: idOf(`row ${title}`),
      collapsed: false,
      gridPos: { x: 0, y: line, w: grid.columns, h: 1 },
      panels: [],
    };
    const built = panels.map((panel) => panel.build(filter));
    for (const panel of built) panel.id = idOf(`${title}/${panel.title}`);
    line = place(panels, built, line + 1);
    return [row, ...built];
  });
};

const starts = () =>
  new AnnotationQueryBuilder()
    .name('Stack started')
    .datasource(datasource)
    .enable(true)
    .iconColor('blue')
    .expr(`changes(${ledgerStarts.series}[$__interval]) > 0`)
    .step('1m')
    .titleFormat('Stack started')
    .textFormat('The ledger was started.');

/** Opening balances are few, so that a month of them is read in no time. */
const versions = () => {
  const opened = `${seriesFor(sessionCount, ['app_version'])}:opening`;
  return new AnnotationQueryBuilder()
    .name('New client version')
    .datasource(datasource)
    .enable(true)
    .iconColor('purple')
    .expr(
      `sum by (app_version) (${opened}) unless sum by (app_version) (last_over_time(${opened}[31d] offset 5m))`,
    )
    .step('5m')
    .titleFormat('Claude Code {{app_version}}')
    .tagKeys('app_version')
    .textFormat('First session with this version of the client.');
};

/** The JSON of Grafana's classic dashboards: what all dashboards share, and one dashboard's own. */
export const build = (dashboard: Dashboard): GrafanaDashboard => ({
  ...new DashboardBuilder(dashboard.title)
    .uid(dashboard.uid)
    .description(dashboard.description)
    .tags([tag])
    .timezone('browser')
    .time({ from: 'now-24h', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .editable()
    .variables(variablesOf(dashboard.choices, dashboard.settings ?? {}))
    .annotations([starts(), versions()])
    .link(
      new DashboardLinkBuilder('Claude Code')
        .type(DashboardLinkType.Dashboards)
        .tags([tag])
        .asDropdown(true)
        .keepTime(true)
        .includeVars(true),
    )
    .build(),
  panels: layOut(dashboard),
});

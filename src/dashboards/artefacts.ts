import type { Dashboard as GrafanaDashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { type Artefact, json } from '../artefact/artefact.ts';
import type { Config } from '../config/schema.ts';
import { states } from '../panels/states.ts';
import { alertsOf } from '../rules/alerts.ts';
import { alertStatesOf } from '../signals/alert-states.ts';
import { type BoardName, boardNames } from '../signals/board.ts';
import { apiDashboard } from './api.ts';
import { codeDashboard } from './code.ts';
import { costDashboard } from './cost.ts';
import { build, type Dashboard, usuallyOpenRows } from './dashboard.ts';
import { hooksDashboard } from './hooks.ts';
import { overview } from './overview.ts';
import { permissionsDashboard } from './permissions.ts';
import { securityDashboard } from './security.ts';
import { sessionsDashboard } from './sessions.ts';
import { stackDashboard } from './stack.ts';
import { teamDashboard } from './team.ts';
import { tokensDashboard } from './tokens.ts';
import { toolsDashboard } from './tools.ts';

/** Every dashboard, by the name that signals lead to. */
const makers: Readonly<Record<BoardName, Dashboard | ((config: Config) => Dashboard)>> = {
  overview,
  sessions: sessionsDashboard,
  cost: costDashboard,
  tools: toolsDashboard,
  security: securityDashboard,
  api: apiDashboard,
  tokens: tokensDashboard,
  code: codeDashboard,
  permissions: permissionsDashboard,
  team: teamDashboard,
  hooks: hooksDashboard,
  stack: stackDashboard,
};

/** A board with the state of its alerts below what is open first; the same board where no alert leads to it. */
const withAlerts = (dashboard: Dashboard, config: Config): Dashboard => {
  const names = alertsOf(config)
    .flatMap(({ alerts }) => alerts)
    .filter(({ board }) => board === dashboard.name)
    .map(({ name }) => name);
  if (names.length === 0) return dashboard;
  const panel = states(alertStatesOf(dashboard.name, names));
  const lastOpen = (dashboard.openRows ?? usuallyOpenRows) - 1;
  const rows = dashboard.rows.map((row, at) =>
    at === lastOpen ? { ...row, panels: [...row.panels, panel] } : row,
  );
  return { ...dashboard, rows };
};

/** Every dashboard, in the order in which people need them. */
export const dashboardsOf = (config: Config): readonly Dashboard[] =>
  boardNames.map((name) => {
    const made = makers[name];
    return withAlerts(typeof made === 'function' ? made(config) : made, config);
  });

/**
 * Every dashboard as Grafana's JSON, in the same order.
 * @param pagesUrl where our own pages are; empty where they draw the dashboards themselves
 */
export const builtDashboards = (config: Config, pagesUrl?: string): readonly GrafanaDashboard[] => {
  const all = dashboardsOf(config);
  const choices = new Map(all.map((one) => [one.name, new Set<string>(one.choices)]));
  const pages = pagesUrl ?? `http://127.0.0.1:${config.ports.pages}`;
  return all.map((dashboard) =>
    build(dashboard, (board, variable) => choices.get(board)?.has(variable) ?? false, pages),
  );
};

/** The dashboards as files that Grafana and the viewer read. */
export const dashboardArtefacts = (config: Config, pagesUrl?: string): readonly Artefact[] =>
  builtDashboards(config, pagesUrl).map((dashboard) => json(`dashboards/${dashboard.uid}.json`, dashboard));

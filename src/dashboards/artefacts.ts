import { type Artefact, json } from '../artefact/artefact.ts';
import type { Config } from '../config/schema.ts';
import { apiDashboard } from './api.ts';
import { codeDashboard } from './code.ts';
import { costDashboard } from './cost.ts';
import { build, type Dashboard } from './dashboard.ts';
import { hooksDashboard } from './hooks.ts';
import { overview } from './overview.ts';
import { permissionsDashboard } from './permissions.ts';
import { securityDashboard } from './security.ts';
import { sessionsDashboard } from './sessions.ts';
import { stackDashboard } from './stack.ts';
import { teamDashboard } from './team.ts';
import { tokensDashboard } from './tokens.ts';
import { toolsDashboard } from './tools.ts';

/** Every dashboard, in the order people see them. */
export const dashboardsOf = (config: Config): readonly Dashboard[] => [
  overview,
  costDashboard(config),
  tokensDashboard(config),
  sessionsDashboard,
  toolsDashboard,
  apiDashboard,
  codeDashboard(config),
  permissionsDashboard,
  securityDashboard,
  hooksDashboard,
  teamDashboard(config),
  stackDashboard,
];

/** The dashboards as files that Grafana and the viewer read. */
export const dashboardArtefacts = (config: Config): readonly Artefact[] =>
  dashboardsOf(config).map((dashboard) => json(`dashboards/${dashboard.uid}.json`, build(dashboard)));

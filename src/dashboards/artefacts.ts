import type { Config } from '../config/schema.ts';
import { type Artefact, json } from '../generate/artefact.ts';
import { costDashboard } from './cost.ts';
import { build, type Dashboard } from './dashboard.ts';

/** Every dashboard, in the order people see them. */
export const dashboardsOf = (config: Config): readonly Dashboard[] => [costDashboard(config)];

/** The dashboards as files that Grafana and the viewer read. */
export const dashboardArtefacts = (config: Config): readonly Artefact[] =>
  dashboardsOf(config).map((dashboard) => json(`dashboards/${dashboard.uid}.json`, build(dashboard)));

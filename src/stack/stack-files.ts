import type { Artefact } from '../artefact/artefact.ts';
import { type Config, defaults } from '../config/schema.ts';
import { dashboardArtefacts } from '../dashboards/artefacts.ts';
import { ruleArtefacts } from '../rules/artefacts.ts';
import { alertmanagerArtefacts } from './alertmanager.ts';
import { clickhouseArtefacts } from './clickhouse.ts';
import { collectorArtefacts } from './collector.ts';
import { pagesPort } from './components/pages.ts';
import { isSwitchedOn } from './components.ts';
import { type ComposePaths, composeArtefacts } from './compose.ts';
import { grafanaArtefacts } from './grafana.ts';
import { prometheusArtefacts } from './prometheus.ts';
import { pushgatewayArtefacts } from './pushgateway.ts';
import { containers, type Site } from './site.ts';

/** Where people reach our pages. */
const pagesAddress = ({ config, hasGrafana }: Site): string =>
  config.alerting.pages?.replace(/\/+$/, '') ?? `http://localhost:${config.ports[pagesPort(hasGrafana)]}`;

/**
 * What the components read at run time, for a place to run in.
 * @param paths for containers only: where the checkout and the secrets lie
 */
export const stackArtefacts = (site: Site, paths?: ComposePaths): readonly Artefact[] => [
  ...(site.runtime === 'docker' ? composeArtefacts(site, paths) : []),
  ...collectorArtefacts(site),
  ...prometheusArtefacts(site),
  ...ruleArtefacts(site.config, pagesAddress(site)),
  ...grafanaArtefacts(site),
  ...dashboardArtefacts(site.config, site.hasGrafana ? undefined : ''),
  ...pushgatewayArtefacts(site),
  ...(isSwitchedOn('alertmanager', site.config) ? alertmanagerArtefacts(site) : []),
  ...clickhouseArtefacts(site),
];

/** The committed files: the default configuration in containers, so that a plain `docker compose up` works. */
export const committedStackArtefacts = (config: Config = defaults()): readonly Artefact[] =>
  stackArtefacts(containers(config));

import { type Artefact, yaml } from '../artefact/artefact.ts';
import { clickhouseBoard, clickhouseDataSource } from './clickhouse-board.ts';
import type { Site } from './site.ts';

/** The data source's fixed uid: dashboards, links and alerts name it. */
export const dataSourceUid = 'prometheus';

/** Natively through our front like everybody: Prometheus itself asks for a password there. */
const prometheusUrl = ({ runtime, address, config }: Site): string =>
  `http://${runtime === 'docker' ? address('prometheus') : `127.0.0.1:${config.ports.prometheus}`}`;

/** In a container Grafana fetches its plugin for ClickHouse at its start. */
const hasClickhouse = ({ runtime, config }: Site): boolean =>
  runtime === 'docker' && config.clickhouse.enabled;

const dataSources = (site: Site) => ({
  apiVersion: 1,
  datasources: [
    {
      name: 'Prometheus',
      uid: dataSourceUid,
      type: 'prometheus',
      access: 'proxy',
      url: prometheusUrl(site),
      isDefault: true,
      editable: false,
      // Grafana asks for no finer steps than there are samples.
      jsonData: {
        httpMethod: 'POST',
        timeInterval: site.config.prometheus.scrapeInterval,
        prometheusType: 'Prometheus',
      },
    },
    ...(hasClickhouse(site) ? [clickhouseDataSource(site)] : []),
  ],
});

const dashboards = ({ generated, ownDashboards, hasOwnDashboards }: Site) => ({
  apiVersion: 1,
  providers: [
    {
      name: 'claude-code',
      folder: 'Claude Code',
      folderUid: 'claude-code',
      type: 'file',
      allowUiUpdates: true,
      updateIntervalSeconds: 30,
      options: { path: `${generated}/dashboards` },
    },
    ...(hasOwnDashboards
      ? [
          {
            name: 'own',
            folder: 'Own dashboards',
            folderUid: 'own-dashboards',
            type: 'file',
            allowUiUpdates: true,
            updateIntervalSeconds: 30,
            options: { path: ownDashboards },
          },
        ]
      : []),
  ],
});

/** What makes Grafana find Prometheus and the dashboards. */
export const grafanaArtefacts = (site: Site): readonly Artefact[] => [
  yaml('dashboards/provisioning/datasources/prometheus.yaml', dataSources(site)),
  yaml('dashboards/provisioning/dashboards/claude-code.yaml', dashboards(site)),
  ...(hasClickhouse(site) ? [clickhouseBoard(site)] : []),
];

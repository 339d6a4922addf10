import type { Component, ComponentSurroundings } from './component.ts';

/** Pages of this machine may ask Prometheus; the front has looked at who asks already. */
const pageOrigins = ({ config }: ComponentSurroundings): string =>
  `http://(localhost|127\\.0\\.0\\.1|\\[::1\\]):(${config.ports.grafana}|${config.ports.pages})`;

export const prometheus: Component = {
  brief: 'Stores the counters and answers PromQL',
  image: 'prom/prometheus',
  version: 'v3.14.0',
  program: 'prometheus',
  ports: ['prometheus'],
  ready: { port: 'prometheus', path: '/-/ready' },
  scrape: { port: 'prometheus', path: '/metrics', mostSamples: 50_000, mostMebibytes: 16 },
  memory: 'prometheus',
  volume: '/prometheus',
  user: 65_534,
  reads: ['prometheus/'],
  after: ['ledger', 'hooks', 'pushgateway', 'pages'],
  sendsOut: ({ prometheus: { remoteWrite }, alerting: { existing } }) =>
    remoteWrite.length > 0 || existing !== undefined,
  args: (here) => [
    `--config.file=${here.generated}/prometheus/prometheus.yaml`,
    `--storage.tsdb.path=${here.data}`,
    `--storage.tsdb.retention.time=${here.config.retention.metrics}`,
    `--storage.tsdb.retention.size=${here.config.retention.metricsSize}`,
    `--web.listen-address=${here.listen}:${here.port('prometheus')}`,
    `--web.config.file=${here.generated}/prometheus/web.yaml`,
    // Where people reach it, for the links in alerts.
    `--web.external-url=http://localhost:${here.config.ports.prometheus}`,
    `--web.cors.origin=${pageOrigins(here)}`,
  ],
  env: () => ({}),
  page: 'prometheus',
};

import type { Component } from './component.ts';

export const alertmanager: Component = {
  brief: 'Sends alerts to people, once and grouped',
  image: 'prom/alertmanager',
  version: 'v0.35.0',
  program: 'alertmanager',
  isOn: ({ alerting }) => alerting.enabled && !alerting.existing,
  ports: ['alertmanager'],
  ready: { port: 'alertmanager', path: '/-/ready' },
  scrape: { port: 'alertmanager', path: '/metrics', mostSamples: 20_000, mostMebibytes: 16 },
  memory: 'alertmanager',
  volume: '/alertmanager',
  user: 65_534,
  reads: ['alertmanager/'],
  after: ['prometheus', 'pages'],
  sendsOut: () => true,
  args: ({ listen, port, generated, data, config }) => [
    `--config.file=${generated}/alertmanager/alertmanager.yaml`,
    `--web.config.file=${generated}/alertmanager/web.yaml`,
    `--storage.path=${data}`,
    `--web.listen-address=${listen}:${port('alertmanager')}`,
    `--web.external-url=http://localhost:${config.ports.alertmanager}`,
    // It is alone: no port for others of its kind.
    '--cluster.listen-address=',
    // Silences and what was sent are on disk at most a minute after they are made.
    '--data.maintenance-interval=1m',
    // `alerts test` reads there whether its message was taken.
    '--enable-feature=receiver-name-in-metrics',
  ],
  env: () => ({}),
  page: 'alertmanager',
};

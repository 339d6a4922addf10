import type { Component } from './component.ts';

export const pushgateway: Component = {
  brief: 'Keeps what the hook-event service pushed last',
  image: 'prom/pushgateway',
  version: 'v1.11.3',
  program: 'pushgateway',
  ports: ['pushgateway'],
  ready: { port: 'pushgateway', path: '/-/ready' },
  scrape: {
    port: 'pushgateway',
    path: '/metrics',
    honorLabels: true,
    isOpenToOthers: true,
    mostSamples: 100_000,
    mostMebibytes: 32,
  },
  memory: 'pushgateway',
  volume: '/pushgateway',
  user: 65_534,
  reads: ['pushgateway/'],
  // Nothing is kept over a restart: an older state would look to Prometheus like counters that went back, and the
  // hook-event service pushes its whole state again within seconds.
  after: ['pages'],
  args: ({ listen, port, generated }) => [
    `--web.listen-address=${listen}:${port('pushgateway')}`,
    `--web.config.file=${generated}/pushgateway/web.yaml`,
  ],
  env: () => ({}),
  page: 'pushgateway',
};

import type { Component, PortName } from './component.ts';
import { passwordsEnv, serviceEnv } from './service-env.ts';

/** The port of our pages: that of Grafana, where there is none. */
export const pagesPort = (hasGrafana: boolean): PortName => (hasGrafana ? 'pages' : 'grafana');

export const pages: Component = {
  brief: 'Shows our pages, and keeps strangers from Prometheus and Pushgateway',
  image: 'start-observability',
  version: 'local',
  program: 'service',
  ports: ['pages'],
  fronts: ['prometheus', 'pushgateway', 'alertmanager'],
  ready: { port: 'pages', path: '/ready' },
  memory: 'pages',
  user: 1000,
  reads: [],
  watches: ['dashboards/'],
  args: () => ['pages/main.js'],
  env: (here) => ({
    ...serviceEnv(here),
    ...passwordsEnv(here),
    PAGES_LISTEN: `${here.listen}:${here.port(pagesPort(here.hasGrafana))}`,
    ...(here.isFronted('prometheus') && {
      PAGES_PROMETHEUS_LISTEN: `${here.listen}:${here.port('prometheus')}`,
      PAGES_PUSHGATEWAY_LISTEN: `${here.listen}:${here.port('pushgateway')}`,
    }),
    ...(here.isFronted('alertmanager') && {
      PAGES_ALERTMANAGER_LISTEN: `${here.listen}:${here.port('alertmanager')}`,
      PAGES_ALERTMANAGER_URL: `http://${here.address('alertmanager')}`,
    }),
    PAGES_PROMETHEUS_URL: `http://${here.address('prometheus')}`,
    PAGES_PUSHGATEWAY_URL: `http://${here.address('pushgateway')}`,
    PAGES_LEDGER_URL: `http://${here.address('ledger')}`,
    PAGES_DASHBOARDS: `${here.generated}/dashboards`,
    PAGES_OWN_DASHBOARDS: here.ownDashboards,
    PAGES_SECRETS: here.secrets,
  }),
  showsDashboards: true,
  page: 'pages',
};

import type { Component } from './component.ts';

export const grafana: Component = {
  brief: 'Shows the dashboards',
  image: 'grafana/grafana',
  version: '13.2.0',
  program: 'grafana',
  ports: ['grafana'],
  ready: { port: 'grafana', path: '/api/health' },
  memory: 'grafana',
  volume: '/var/lib/grafana',
  user: 472,
  reads: ['dashboards/provisioning/'],
  after: ['prometheus'],
  args: () => [],
  // Its plugin for ClickHouse comes from grafana.com.
  sendsOut: ({ clickhouse }) => clickhouse.enabled,
  env: ({ config, listen, port, generated, data, secrets, hasPasswords }) => ({
    GF_SERVER_HTTP_ADDR: listen,
    GF_SERVER_HTTP_PORT: String(port('grafana')),
    GF_PATHS_DATA: data,
    GF_PATHS_LOGS: data,
    GF_LOG_MODE: 'console',
    GF_PATHS_PROVISIONING: `${generated}/dashboards/provisioning`,
    GF_SECURITY_ADMIN_PASSWORD__FILE: `${secrets}/grafana-password`,
    GF_USERS_ALLOW_SIGN_UP: 'false',
    // Prometheus has the rules: nothing is sent twice.
    GF_UNIFIED_ALERTING_ENABLED: 'false',
    GF_AUTH_ANONYMOUS_ENABLED: 'false',
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    GF_NEWS_NEWS_FEED_ENABLED: 'false',
    // Before the data sources are read, which name it.
    ...(config.clickhouse.enabled &&
      !hasPasswords && { GF_PLUGINS_PREINSTALL_SYNC: 'grafana-clickhouse-datasource' }),
    GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: `${generated}/dashboards/claude-code-overview.json`,
  }),
  showsDashboards: true,
  page: 'grafana',
};

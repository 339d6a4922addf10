import type { Component, ComponentSurroundings, PortName } from './component.ts';
import { passwordsEnv, serviceEnv } from './service-env.ts';

/** The ledger in the place of the collector, or in front of its port for HTTP. */
const otlpEnv = (here: ComponentSurroundings): Readonly<Record<string, string>> => {
  const at = (name: PortName) => `${here.listen}:${here.port(name)}`;
  if (here.embeddedCollector) {
    return {
      LEDGER_OTLP_GRPC: at('otlpGrpc'),
      LEDGER_OTLP_HTTP: at('otlpHttp'),
      LEDGER_HEALTH: at('collectorHealth'),
      LEDGER_METRICS: at('collectorMetrics'),
    };
  }
  if (!here.isFronted('otlpHttp')) return {};
  return { LEDGER_OTLP_HTTP: at('otlpHttp'), LEDGER_COLLECTOR_URL: `http://${here.address('otlpHttp')}` };
};

/** V8 lets a heap grow far before it cleans up; these keep the ledger below its memory bar at no cost in speed. */
export const ledgerHeap = '--max-old-space-size=256 --max-semi-space-size=8';
export const ledger: Component = {
  brief: 'Turns telemetry into exact counters',
  image: 'start-observability',
  version: 'local',
  program: 'service',
  ports: ['ledger'],
  fronts: ['otlpHttp'],
  sendsOut: ({ export: { audit } }) => audit.otlp !== undefined,
  ready: { port: 'ledger', path: '/ready' },
  scrape: {
    port: 'ledger',
    path: '/metrics',
    honorLabels: true,
    mostSamples: 2_000_000,
    mostMebibytes: 512,
  },
  memory: 'ledger',
  volume: '/data',
  user: 1000,
  isVolumeOfRoot: true,
  reads: [],
  args: () => ['ledger/main.js'],
  env: (here) => ({
    ...serviceEnv(here),
    NODE_OPTIONS: ledgerHeap,
    // glibc keeps freed memory apart for each thread; one place for all of it is 5 MiB less.
    MALLOC_ARENA_MAX: '1',
    LEDGER_LISTEN: `${here.listen}:${here.port('ledger')}`,
    LEDGER_DATA: here.data,
    LEDGER_SECRETS: here.secrets,
    LEDGER_CONFIG: JSON.stringify({
      retention: here.config.retention,
      labels: here.config.labels,
      privacy: here.config.privacy,
      security: here.config.security,
      scrapeInterval: here.config.prometheus.scrapeInterval,
      timeZone: here.config.timeZone,
      budgets: here.config.budgets,
      ...(here.config.transcripts.collect && { transcripts: here.config.transcripts }),
      ...(Object.keys(here.config.links).length > 0 && { links: here.config.links }),
      ...((here.config.export.audit.otlp || here.config.export.audit.file) && {
        audit: here.config.export.audit,
      }),
      ...(here.config.clickhouse.enabled && { clickhouse: here.config.clickhouse }),
    }),
    PROMETHEUS_URL: `http://${here.address('prometheus')}`,
    ...passwordsEnv(here),
    ...(here.config.clickhouse.enabled && {
      LEDGER_CLICKHOUSE: `http://${here.address('clickhouse')}`,
    }),
    ...otlpEnv(here),
  }),
};

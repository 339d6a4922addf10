import { keyFolder } from '../../hooks/service-key.ts';
import { usualFolder } from '../../transcripts/files.ts';
import type { Component } from './component.ts';
import { passwordsEnv, serviceEnv } from './service-env.ts';

/** The same for the hook-event service, which keeps little. */
const hooksHeap = '--max-old-space-size=96 --max-semi-space-size=4';

export const hooks: Component = {
  brief: 'Guards tool calls, counts and journals hook events',
  image: 'start-observability',
  version: 'local',
  program: 'service',
  ports: ['hooks'],
  ready: { port: 'hooks', path: '/ready' },
  // Under the job and the instance that it pushes with, which it writes itself.
  scrape: {
    port: 'hooks',
    path: '/metrics/prometheus',
    honorLabels: true,
    mostSamples: 500_000,
    mostMebibytes: 128,
  },
  memory: 'hooks',
  volume: '/data',
  user: 1000,
  isVolumeOfRoot: true,
  reads: [],
  after: ['pushgateway'],
  args: () => ['hooks/main.js'],
  env: (here) => ({
    ...serviceEnv(here),
    NODE_OPTIONS: hooksHeap,
    HOOKS_LISTEN: `${here.listen}:${here.port('hooks')}`,
    HOOKS_DATA: here.data,
    HOOKS_SECRETS: here.secrets,
    ...(here.sockets && { HOOKS_SOCKETS: here.sockets }),
    // In containers: the client may be one, or outside of the virtual machine that they run in.
    ...(here.clientSockets && {
      HOOKS_CLIENT_SOCKETS: here.clientSockets,
      HOOKS_KEY: keyFolder(here.data),
    }),
    HOOKS_CONFIG: JSON.stringify({
      guard: here.config.guard,
      stackPorts: [here.config.ports.ledger, here.config.ports.hooks],
      retention: here.config.retention.events,
      auditRetention: here.config.retention.audit,
      privacy: here.config.privacy,
      labels: here.config.labels,
      budgets: here.config.budgets,
      warnings: here.config.warnings,
      timeZone: here.config.timeZone,
      scrapeInterval: here.config.prometheus.scrapeInterval,
    }),
    ...(here.config.transcripts.collect && { HOOKS_TRANSCRIPTS: usualFolder() }),
    HOOKS_LEDGER: `http://${here.address('ledger')}`,
    PROMETHEUS_PUSH_GATEWAY: `http://${here.address('pushgateway')}`,
    PROMETHEUS_URL: `http://${here.address('prometheus')}`,
    ...passwordsEnv(here),
  }),
};

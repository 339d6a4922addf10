import type { Component } from './component.ts';

export const collector: Component = {
  brief: 'Receives OTLP, drops what is private, queues on disk',
  image: 'otel/opentelemetry-collector-contrib',
  version: '0.161.0',
  program: 'otelcol',
  ports: ['otlpGrpc', 'otlpHttp', 'collectorHealth', 'collectorMetrics'],
  ready: { port: 'collectorHealth', path: '/' },
  scrape: { port: 'collectorMetrics', path: '/metrics', mostSamples: 20_000, mostMebibytes: 16 },
  memory: 'collector',
  volume: '/var/lib/otelcol',
  user: 10_001,
  isVolumeOfRoot: true,
  reads: ['collector/'],
  service: 'otel-collector',
  sendsOut: ({ export: { otlp } }) => otlp.length > 0,
  after: ['ledger'],
  args: ({ generated }) => [`--config=${generated}/collector/config.yaml`],
  env: () => ({}),
};

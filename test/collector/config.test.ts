import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { modulesOf } from '../../src/binaries/find.ts';
import { configSchema } from '../../src/config/schema.ts';
import { collectorArtefacts } from '../../src/stack/collector.ts';
import { containers } from '../../src/stack/site.ts';
import { variants } from './variants.ts';

const artefact = (path: string, change: object = {}) =>
  collectorArtefacts(containers(configSchema.parse(change))).find((one) => one.path === path)?.text ?? '';
const configOf = (change: object = {}) => parse(artefact('collector/config.yaml', change));

describe('the configuration for containers', () => {
  test('listens on all interfaces of its own network and reaches the ledger by name', () => {
    const { receivers, exporters, extensions } = configOf();
    expect(receivers.otlp.protocols.grpc.endpoint).toBe('0.0.0.0:4317');
    expect(exporters['otlp_http/ledger'].endpoint).toBe('http://ledger:4319');
    expect(extensions['file_storage/queue'].fsync).toBe(true);
  });

  test('sizes the memory limiter by the memory of the container', () => {
    expect(configOf({ memory: { collector: 2048 } }).processors.memory_limiter).toEqual({
      check_interval: '1s',
      limit_mib: 1638,
      spike_limit_mib: 409,
    });
  });

  test('never answers a client before the data is in the queue on disk', () => {
    const { service, exporters } = configOf();
    for (const { processors, exporters: to } of Object.values(service.pipelines) as {
      processors: string[];
      exporters: string[];
    }[]) {
      expect(processors).not.toContain('batch');
      expect(to).toEqual(['otlp_http/ledger']);
    }
    expect(exporters['otlp_http/ledger'].sending_queue.storage).toBe('file_storage/queue');
    expect(exporters['otlp_http/ledger'].retry_on_failure.max_elapsed_time).toBe(0);
  });

  test('puts other places behind a batch of their own, so that a full queue of theirs is not told to the client', () => {
    const { pipelines } = configOf(variants.exports).service;
    expect(Object.keys(pipelines).sort()).toEqual([
      'logs',
      'logs/extra',
      'metrics',
      'metrics/cumulative',
      'metrics/extra',
      'traces',
      'traces/extra',
    ]);
    for (const [name, { processors, exporters }] of Object.entries(pipelines) as [
      string,
      { processors: string[]; exporters: string[] },
    ][])
      if (name.includes('/')) {
        expect([name, processors.at(-1)]).toEqual([name, 'batch']);
        expect(exporters).not.toContain('otlp_http/ledger');
      } else expect(exporters).toEqual(['otlp_http/ledger']);
  });

  test('holds no secret, only where it is read', () => {
    const text = artefact('collector/config.yaml', {
      export: { otlp: [{ name: 'a', endpoint: 'https://a.example', headers: { 'x-key': 'a-key' } }] },
    });
    expect(text).toContain('x-key: ${file:/secrets/collector/a-key}');
    expect(text).toContain('hmac_key: ${file:/secrets/collector/redaction.key}');
  });

  test('does not let a value of config.yaml be expanded', () => {
    const text = artefact('collector/config.yaml', {
      export: { otlp: [{ name: 'a', endpoint: 'https://a.example/${env:HOME}' }] },
    });
    expect(text).toContain('https://a.example/$${env:HOME}');
  });
});

test('the builder file names exactly the components that configurations use', () => {
  const modules = modulesOf(artefact('collector/builder.yaml')).map((module) => module.split('/').at(-1));
  const { receivers, processors, exporters, extensions } = configOf(variants.exports);
  const module: Record<string, string> = {
    otlp: 'otlpreceiver',
    memory_limiter: 'memorylimiterprocessor',
    delta_to_cumulative: 'deltatocumulativeprocessor',
    file_storage: 'filestorage',
    health_check: 'healthcheckextension',
    otlp_http: 'otlphttpexporter',
    otlp_grpc: 'otlpexporter',
    transform: 'transformprocessor',
    redaction: 'redactionprocessor',
    batch: 'batchprocessor',
    file: 'fileexporter',
    debug: 'debugexporter',
  };
  const used = [receivers, processors, exporters, extensions]
    .flatMap((section) => Object.keys(section))
    .map((id) => module[id.split('/')[0] ?? '']);
  const providers = ['envprovider', 'fileprovider', 'yamlprovider'];
  expect(modules.sort()).toEqual([...new Set([...used, ...providers])].sort());
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { modulesOf } from '../../src/binaries/find.ts';
import { configSchema } from '../../src/config/schema.ts';
import type { Failure } from '../../src/failure.ts';
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
      spike_limit_mib: 512,
    });
  });

  test('lets the collector take 512 MiB between two looks, at most half of a small limit, or what is said', () => {
    const spike = (memory: object) => configOf({ memory }).processors.memory_limiter.spike_limit_mib;
    expect(spike({})).toBe(409);
    expect(spike({ collector: 4096 })).toBe(512);
    expect(spike({ collector: 256 })).toBe(102);
    expect(spike({ collector: 4096, collectorSpike: 1024 })).toBe(1024);
  });

  test('waits for other places as long as for the ledger, on disk', () => {
    const { exporters } = configOf(variants.exports);
    for (const [name, exporter] of Object.entries(exporters) as [string, Record<string, never>][]) {
      if (!name.startsWith('otlp_')) continue;
      expect(exporter['retry_on_failure'], name).toMatchObject({ max_elapsed_time: 0 });
      expect(exporter['sending_queue'], name).toMatchObject({ storage: 'file_storage/queue' });
    }
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
      'logs/kept',
      'metrics',
      'metrics/cumulative',
      'metrics/extra',
      'metrics/kept',
      'traces',
      'traces/extra',
      'traces/kept',
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

describe("a person's own part", () => {
  const withPart = (text: string) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'part-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'mine.yaml');
    writeFileSync(file, text);
    return configOf({ collector: { extra: file } });
  };

  test('adds components and pipelines; what clients send passes our limit and redaction first', () => {
    const { exporters, service, extensions } = withPart(
      [
        'exporters: { file/mine: { path: /tmp/mine.jsonl } }',
        'processors: { batch/mine: {} }',
        'extensions: { zpages: {} }',
        'service:',
        '  extensions: [zpages]',
        '  pipelines:',
        '    logs/mine: { receivers: [otlp], processors: [batch/mine], exporters: [file/mine] }',
      ].join('\n'),
    );
    expect(exporters['file/mine']).toEqual({ path: '/tmp/mine.jsonl' });
    expect(Object.keys(exporters)).toContain('otlp_http/ledger');
    expect(Object.keys(extensions)).toContain('zpages');
    expect(service.extensions).toEqual(['health_check', 'file_storage/queue', 'zpages']);
    const { processors } = service.pipelines['logs/mine'];
    // The identity is between the collector and the ledger only.
    const ours = service.pipelines.logs.processors.filter((name: string) => name !== 'transform/identity');
    expect(processors.slice(0, -1)).toEqual(ours);
    expect(processors.at(-1)).toBe('batch/mine');
  });

  test.for([
    ['exporters: { otlp_http/ledger: {} }', 'exporters.otlp_http/ledger is one of ours'],
    ['service: { pipelines: { logs: {} } }', 'service.pipelines.logs is one of ours'],
    ['service: { telemetry: {} }', 'service.telemetry is ours'],
    ['exporter: {}', 'unknown section exporter'],
    ['- a', 'it is not an object'],
    ['a: [', 'correct the file'],
  ] as const)('%s is refused with the reason', ([text, why]) => {
    let said = '';
    try {
      withPart(text);
    } catch (error) {
      said = (error as Failure).text;
    }
    expect(said).toContain(why);
  });
});

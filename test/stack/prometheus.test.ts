import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { homeAt } from '../../src/config/home.ts';
import { type Config, defaults } from '../../src/config/schema.ts';
import { prometheusArtefacts } from '../../src/stack/prometheus.ts';
import { containers, processes } from '../../src/stack/site.ts';
import { stackArtefacts } from '../../src/stack/stack-files.ts';
import { temporaryHome } from '../home.ts';
import { promtool } from '../promql/promtool.ts';

const remote: Config = {
  ...defaults(),
  prometheus: {
    scrapeInterval: '30s',
    externalLabels: { site: 'lab' },
    remoteWrite: [
      { url: 'https://mimir.example/api/v1/push', bearerTokenFile: 'mimir-token' },
      { url: 'https://vm.example/write', basicAuth: { username: 'team', passwordFile: 'vm-password' } },
    ],
  },
};

/** Writes everything Prometheus reads, as a start does, and asks its own checker. */
const check = async (config: Config) => {
  const home = temporaryHome();
  for (const { path: file, text } of stackArtefacts(processes(config, home))) {
    const target = path.join(home.generated, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  mkdirSync(home.secrets, { recursive: true });
  for (const name of ['mimir-token', 'vm-password']) writeFileSync(path.join(home.secrets, name), 'x');
  const file = path.join(home.generated, 'prometheus', 'prometheus.yaml');
  return execa(promtool ?? 'promtool', ['check', 'config', file], { all: true, reject: false });
};

describe.skipIf(!promtool)("Prometheus' own checker accepts", () => {
  test.for([
    ['the default configuration with all its rules', defaults()],
    ['targets of remote_write, external labels, another interval', remote],
    [
      'budgets',
      { ...defaults(), budgets: { ...defaults().budgets, daily: 20, weekly: 100, monthly: 300, plan: 200 } },
    ],
  ] as const)('%s', async ([, config]) => {
    const { exitCode, all } = await check(config);
    expect([exitCode, all.includes('WARNING')]).toEqual([0, false]);
  });
});

test('another port makes no other series: they keep the instance that they had', () => {
  const ports = { ...defaults().ports, ledger: 14_319, hooks: 14_320 };
  const site = processes({ ...defaults(), ports }, homeAt('/home/dev/state'), {
    privatePorts: { prometheus: 9999 },
  });
  const { scrape_configs: jobs } = parse(prometheusArtefacts(site)[0]?.text ?? '');
  const ledger = jobs.find(({ job_name: name }: { job_name: string }) => name === 'ledger');
  expect(ledger.static_configs).toEqual([
    { targets: ['127.0.0.1:14319'], labels: { instance: '127.0.0.1:4319' } },
  ]);
});

test('every component with metrics is scraped where it runs, the collector only where there is one', () => {
  const jobs = (embedded: boolean) =>
    [
      ...(
        prometheusArtefacts(
          processes(defaults(), homeAt('/home/dev/state'), { embeddedCollector: embedded }),
        )[0]?.text ?? ''
      ).matchAll(/job_name: (\w+)/g),
    ].map(([, job]) => job);
  expect(jobs(false)).toEqual(expect.arrayContaining(['ledger', 'collector', 'pushgateway', 'prometheus']));
  expect(jobs(true)).not.toContain('collector');
});

test('secrets are named by file, never written into the configuration', () => {
  const [artefact] = prometheusArtefacts(containers(remote));
  expect(artefact?.text).toContain('mimir-token');
  expect(artefact?.text).toContain('password_file:');
  expect(artefact?.text).toContain('site: lab');
});

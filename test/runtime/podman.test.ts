import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parse } from 'yaml';
import { checkout } from '../../src/checkout.ts';
import { check } from '../../src/config/load.ts';
import { inContainers } from '../../src/runtime/containers.ts';
import { projectOf } from '../../src/runtime/project.ts';
import { rememberRuntime } from '../../src/runtime/remembered.ts';
import { makeHome } from '../../src/runtime/stack.ts';
import { composeArtefacts } from '../../src/stack/compose.ts';
import { containers } from '../../src/stack/site.ts';
import { temporaryHome } from '../home.ts';
import { stackPorts } from '../ports.ts';

/** Podman by the commands that it gets; docs/docker.md says with which versions they were tried for real. */

const paths = { build: '/checkout', ownDashboards: '/own', workspace: '/workspace' } as const;

test('a start builds with Podman itself, makes the network without a way out, and leaves the rest to its Compose', async () => {
  const home = temporaryHome();
  makeHome(home);
  const [bin, log] = ['programs', 'calls'].map((name) => path.join(home.root, name)) as [string, string];
  mkdirSync(bin);
  for (const name of ['podman', 'docker']) {
    writeFileSync(path.join(bin, name), `#!/bin/sh\necho "${name} $*" >>'${log}'\n`);
    chmodSync(path.join(bin, name), 0o755);
  }
  vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  rememberRuntime(home, 'podman');
  const ports = await stackPorts();
  const config = check(JSON.stringify({ runtime: 'podman', ports }), 'config.yaml').config;
  const quiet = { say: () => {}, detail: () => {} };
  const runtime = inContainers({ engine: 'podman', home, config, write: async () => {}, ...quiet });
  await runtime.start();
  expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual([
    `podman build --quiet --target ready --tag start-observability:local ${checkout.root}`,
    `podman network create --ignore --opt no_default_route=1 --label com.docker.compose.network=edge --label com.docker.compose.project=${projectOf(home)} ${projectOf(home)}_edge`,
    `podman compose -p ${projectOf(home)} up --detach --remove-orphans`,
    'podman image prune --force --filter label=org.opencontainers.image.title=start-observability',
  ]);
});

test("the client's container has no links where Podman runs it, and the address of the front instead", () => {
  const clientOf = (engine: 'docker' | 'podman') =>
    parse(composeArtefacts(containers(check('', 'config.yaml').config), { ...paths, engine })[0]?.text ?? '')
      .services['claude-code'];
  expect(clientOf('docker')).toMatchObject({
    links: ['pages:pushgateway'],
    environment: { PROMETHEUS_PUSH_GATEWAY: 'http://pushgateway:9091' },
  });
  expect(clientOf('podman')).not.toHaveProperty('links');
  expect(clientOf('podman').environment).toMatchObject({ PROMETHEUS_PUSH_GATEWAY: 'http://pages:9091' });
});

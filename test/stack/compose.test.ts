import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkout } from '../../src/checkout.ts';
import { check } from '../../src/config/load.ts';
import { defaults } from '../../src/config/schema.ts';
import { savedQueries } from '../../src/queries/saved-queries.ts';
import { clientVersion } from '../../src/stack/claude-code.ts';
import { composeArtefacts } from '../../src/stack/compose.ts';
import { grafanaArtefacts } from '../../src/stack/grafana.ts';
import { containers } from '../../src/stack/site.ts';
import { stackArtefacts } from '../../src/stack/stack-files.ts';

interface Service {
  readonly image: string;
  readonly ports?: readonly string[];
  readonly volumes: readonly (string | { readonly source: string })[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: unknown;
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly mem_limit: string;
  readonly command?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly networks?: Readonly<Record<string, unknown>>;
  readonly network_mode?: string;
}

const everyService = (text = ''): Readonly<Record<string, Service>> => {
  const [artefact] = composeArtefacts(containers(check(text, 'config.yaml').config));
  return parse(artefact?.text ?? '').services;
};

/** The services that are the stack; that of the client is not started with them. */
const servicesFor = (text = ''): Readonly<Record<string, Service>> => {
  const { 'claude-code': _client, ...services } = everyService(text);
  return services;
};

const withEverything =
  'alerting: {enabled: true, slack: [{name: team, urlFile: slack-url}]}\nclickhouse: {enabled: true}';

test('every port is published on the loopback interface alone', () => {
  const ports = Object.values(servicesFor(withEverything)).flatMap((service) => service.ports ?? []);
  expect(new Set(ports).size).toBe(ports.length);
  expect(ports).toHaveLength(Object.keys(defaults().ports).length);
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:(\d+):\1$/);
});

test('no container may write its own files, gain rights or grow without limit, and each image is pinned', () => {
  for (const [name, service] of Object.entries(servicesFor())) {
    expect(service, name).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      mem_limit: expect.stringMatching(/^\d+m$/),
      image: expect.stringMatching(/^[\w./-]+:(v?\d+\.\d+\.\d+(@sha256:[0-9a-f]{64})?|local)$/),
    });
  }
});

test('the hook service runs as the person at the machine, whose its volume is with all that lies in it', () => {
  const site = containers(check('', 'config.yaml').config);
  const [artefact] = composeArtefacts(site, {
    build: '.',
    ownDashboards: '/own',
    workspace: '/workspace',
    sockets: { folder: '/sockets', person: { user: 1234, group: 567 } },
  });
  const { hooks, ledger, prepare } = parse(artefact?.text ?? '').services;
  expect([hooks.user, ledger.user]).toEqual(['1234:567', '1000:1000']);
  expect(prepare.command.at(-1)).toContain('chown -R 1234:567 /volumes/hooks\n');
  expect(prepare.command.at(-1)).toContain('chown -R 1000:1000 /volumes/ledger\n');
});

test('every mounted folder of the checkout is read-only, is generated, and is there', () => {
  const generated = stackArtefacts(containers(defaults())).map((artefact) => artefact.path);
  const mounts = Object.values(servicesFor()).flatMap(({ volumes }) => volumes);
  const folders = mounts
    .filter((mount) => typeof mount === 'string')
    .filter((mount) => mount.startsWith('./'));
  expect(folders.length).toBeGreaterThan(3);
  for (const mount of folders) {
    expect(mount).toMatch(/:ro$/);
    const folder = mount.slice(2).split(':')[0] ?? '';
    expect(generated.some((file) => file.startsWith(`${folder}/`))).toBe(true);
    expect(existsSync(path.join(checkout.root, folder))).toBe(true);
  }
});

test('everything has a health check but the collector, whose image has nothing to check with', () => {
  const without = Object.entries(servicesFor()).filter(([, { healthcheck }]) => !healthcheck);
  expect(without.map(([name]) => name)).toEqual(['prepare', 'otel-collector']);
});

test('ports of the configuration hold inside and outside, and other components use them', () => {
  const services = servicesFor('ports: {ledger: 20001, pushgateway: 20002}');
  expect(services['ledger']?.ports).toEqual(['127.0.0.1:20001:20001', '127.0.0.1:4318:4318']);
  expect(services['ledger']?.environment?.['LEDGER_LISTEN']).toBe('0.0.0.0:20001');
  expect(services['hooks']?.environment?.['PROMETHEUS_PUSH_GATEWAY']).toBe('http://pushgateway:20002');
});

test('an embedded collector is the ledger with its ports, and no collector', () => {
  const services = servicesFor('collector: embedded');
  expect(services).not.toHaveProperty('otel-collector');
  expect(services['ledger']?.ports).toContain('127.0.0.1:4317:4317');
});

test('Prometheus and Pushgateway are reached from outside through our front alone, which waits for nothing', () => {
  const services = servicesFor();
  expect(services['prometheus']?.ports).toEqual([]);
  expect(services['pushgateway']?.ports).toEqual([]);
  expect(services['pages']?.ports).toEqual([
    '127.0.0.1:3001:3001',
    '127.0.0.1:9090:9090',
    '127.0.0.1:9091:9091',
  ]);
  // `docker compose up prometheus` starts it along.
  for (const name of ['prometheus', 'pushgateway'])
    expect(services[name]?.depends_on).toHaveProperty('pages');
  expect(Object.keys(services['pages']?.depends_on ?? {})).toEqual(['prepare']);
});

test('Alertmanager runs where alerting is on, behind our front, and sees the secrets of its receivers alone', () => {
  expect(servicesFor()).not.toHaveProperty('alertmanager');
  expect(servicesFor()['pages']?.ports).not.toContain('127.0.0.1:9093:9093');
  const services = servicesFor(withEverything);
  expect(services['alertmanager']?.ports).toEqual([]);
  expect(services['pages']?.ports).toContain('127.0.0.1:9093:9093');
  const handedOut = services['prepare']?.command?.at(-1) ?? '';
  expect(handedOut).toMatch(/install .* \/secrets\/all\/slack-url \/secrets\/alertmanager\/$/m);
  expect(handedOut.match(/slack-url/g)).toHaveLength(1);
});

test('ClickHouse runs where it is enabled, limited, and its passwords are written for it alone', () => {
  expect(servicesFor()).not.toHaveProperty('clickhouse');
  expect(servicesFor()['prepare']?.environment).not.toHaveProperty('CLICKHOUSE_PASSWORD');
  const services = servicesFor('clickhouse: {enabled: true, processors: 3}\nmemory: {clickhouse: 3000}');
  expect(services['clickhouse']).toMatchObject({
    image: expect.stringMatching(/^clickhouse\/clickhouse-server:\d+\.\d+\.\d+\.\d+(@sha256:[0-9a-f]{64})?$/),
    read_only: true,
    mem_limit: '3000m',
    cpus: 3,
    user: '101:101',
    ports: ['127.0.0.1:8123:8123', '127.0.0.1:9000:9000'],
    volumes: expect.arrayContaining(['clickhouse:/var/lib/clickhouse', 'secrets:/secrets:ro']),
    networks: { inside: null },
  });
  expect(JSON.stringify(services['clickhouse'])).not.toContain('PASSWORD');
  const { environment = {}, command = [] } = services['prepare'] ?? {};
  expect(environment).toMatchObject({ CLICKHOUSE_PASSWORD: null, TELEMETRY_READER_PASSWORD: null });
  const handedOut = command.at(-1) ?? '';
  expect(handedOut).toMatch(
    /^install -m 0400 -o 101 -g 101 .*\/secrets\/all\/clickhouse-passwords\.xml \/secrets\/clickhouse\/$/m,
  );
  expect(handedOut.match(/clickhouse-passwords\.xml \/secrets/g)).toHaveLength(1);
});

test('Grafana has ClickHouse as a data source, and a board with every saved query, where it is enabled', () => {
  const filesFor = (text: string) =>
    Object.fromEntries(
      grafanaArtefacts(containers(check(text, 'config.yaml').config)).map(({ path, text: file }) => [
        path,
        file,
      ]),
    );
  const board = 'dashboards/clickhouse/claude-code-saved-queries.json';
  const sources = 'dashboards/provisioning/datasources/prometheus.yaml';
  expect(filesFor('')).not.toHaveProperty([board]);
  expect(filesFor('')[sources]).not.toContain('clickhouse');
  const files = filesFor('clickhouse: {enabled: true}\ntimeZone: Europe/Berlin');
  expect(parse(files[sources] ?? '').datasources).toContainEqual(
    expect.objectContaining({
      type: 'grafana-clickhouse-datasource',
      uid: 'clickhouse',
      jsonData: expect.objectContaining({ host: 'clickhouse', port: 8123, username: 'telemetry_reader' }),
      secureJsonData: { password: '$__file{/secrets/grafana/clickhouse-reader-password}' },
    }),
  );
  const { panels } = JSON.parse(files[board] ?? '') as {
    panels: { type: string; targets?: { rawSql: string; datasource: unknown }[] }[];
  };
  const asked = panels.flatMap(({ targets = [] }) => targets);
  expect(asked).toHaveLength(Object.values(savedQueries).filter(({ parameters }) => !parameters).length);
  for (const { rawSql, datasource } of asked) {
    expect(datasource).toEqual({ type: 'grafana-clickhouse-datasource', uid: 'clickhouse' });
    expect(rawSql).toContain('$__fromTime');
    expect(rawSql).not.toMatch(/:(since|until)/);
  }
  const grafana = servicesFor('clickhouse: {enabled: true}')['grafana'];
  expect(grafana?.environment).toMatchObject({ GF_PLUGINS_PREINSTALL_SYNC: 'grafana-clickhouse-datasource' });
  expect(servicesFor()['grafana']?.environment).not.toHaveProperty('GF_PLUGINS_PREINSTALL_SYNC');
});

test('nothing but what is told to send somewhere has a way out of the machine', () => {
  const wayOut = (text = '') =>
    Object.entries(servicesFor(text))
      .filter(
        ([, { networks, network_mode }]) => network_mode !== 'none' && (!networks || 'outside' in networks),
      )
      .map(([name]) => name);
  expect(wayOut()).toEqual([]);
  expect(wayOut('prometheus: {remoteWrite: [{url: "https://mimir.example/api/v1/push"}]}')).toEqual([
    'prometheus',
  ]);
  expect(wayOut('export: {otlp: [{name: a, endpoint: "https://otlp.example"}]}')).toEqual(['otel-collector']);
  expect(wayOut('alerting: {enabled: true, slack: [{name: team, urlFile: slack-url}]}')).toEqual([
    'alertmanager',
  ]);
  expect(wayOut('alerting: {enabled: true, existing: {url: "https://alerts.example"}}')).toEqual([
    'prometheus',
  ]);
  expect(servicesFor()['prometheus']?.networks).toEqual({ inside: null });
});

test('a dollar in the configuration is not taken for a variable by Compose', () => {
  const services = servicesFor('guard: {extra: [{id: a, reason: "costs $HOME", command: x}]}');
  expect(services['hooks']?.environment?.['HOOKS_CONFIG']).toContain('costs $$HOME');
});

test("no secret's content is anywhere in it, and the host's folder only for the one that hands them out", () => {
  const [artefact] = composeArtefacts(containers(defaults()), {
    build: '/checkout',
    workspace: '/workspace',
    ownDashboards: '/dashboards',
    secrets: '/home/secrets',
  });
  const services: Readonly<Record<string, Service>> = parse(artefact?.text ?? '').services;
  for (const [name, { volumes }] of Object.entries(services)) {
    const hasFolder = volumes.some(
      (volume) => typeof volume !== 'string' && volume.source === '/home/secrets',
    );
    expect(hasFolder, name).toBe(name === 'prepare');
  }
});

test('the image of our own services holds the page that is served', () => {
  const read = (name: string) => readFileSync(path.join(checkout.root, name), 'utf8');
  expect(read('Dockerfile')).toMatch(/^COPY .*packages\/viewer\/bundle\.json\.gz packages\/viewer\//m);
  expect(read('.dockerignore').split('\n')).toContain('!packages');
});

test.each(['Dockerfile', 'claude-code/Dockerfile'])('%s fetches in its stage `install` alone', (file) => {
  const text = readFileSync(path.join(checkout.root, file), 'utf8');
  const stages = text.split(/^(?=FROM )/m).slice(1);
  const running = stages
    .filter((stage) => /^RUN /m.test(stage))
    .map((stage) => /^FROM \S+ AS (\w+)/.exec(stage)?.[1]);
  expect(running).toEqual(['install']);
  expect(text).not.toMatch(/syntax=|^ADD /m);
});

test('the images of our own services and of the client have the same Node', () => {
  const nodes = ['Dockerfile', 'claude-code/Dockerfile'].flatMap((file) =>
    [...readFileSync(path.join(checkout.root, file), 'utf8').matchAll(/^FROM (node:\S+)/gm)].map(
      ([, name]) => name,
    ),
  );
  expect(nodes).toHaveLength(3);
  expect(new Set(nodes).size).toBe(1);
});

test('the command line builds from what the host has, a plain `docker compose up` from the sources', () => {
  const stageOf = (paths?: Parameters<typeof composeArtefacts>[1]) =>
    parse(composeArtefacts(containers(defaults()), paths)[0]?.text ?? '').services.prepare.build;
  expect(stageOf()).toEqual({ context: '.' });
  const paths = { build: '/checkout', stage: 'ready', workspace: '/w', ownDashboards: '/d' } as const;
  expect(stageOf(paths)).toEqual({ context: '/checkout', target: 'ready' });
  expect(readFileSync(path.join(checkout.root, 'Dockerfile'), 'utf8')).toMatch(/^FROM base AS ready$/m);
});

describe("the client's container", () => {
  const client = (text = '') =>
    everyService(text)['claude-code'] as Service & Readonly<Record<string, unknown>>;

  test('is not started with the stack, publishes nothing, and has no more rights than sudo takes', () => {
    expect(client()).toMatchObject({ profiles: ['client'], cap_drop: ['ALL'], mem_limit: '4096m' });
    expect(client().ports).toBeUndefined();
    expect(client()['cap_add']).not.toContain('SYS_ADMIN');
    expect(client()).not.toHaveProperty('privileged');
  });

  test('can write to the workspace and its home alone: settings and socket are mounted read-only', () => {
    const volumes = client().volumes.filter((volume) => typeof volume === 'string');
    expect(volumes).toEqual([
      'claude-home:/home/claude-user',
      'claude-settings:/etc/claude-code:ro',
      'guard:/guard:ro',
    ]);
    const writers = Object.entries(everyService()).filter(([, { volumes: mounted }]) =>
      mounted.some((volume) => /^(guard|claude-settings):[^:]*$/.test(String(volume))),
    );
    expect(writers.map(([name]) => name)).toEqual(['prepare', 'hooks']);
  });

  test("has the version that the documented dev container installs, too: the registry's default is an older one", () => {
    const file = path.join(checkout.root, 'docs/examples/devcontainer.json');
    const { postStartCommand } = JSON.parse(readFileSync(file, 'utf8')) as { postStartCommand: string };
    expect(postStartCommand).toBe(`npm install --global @anthropic-ai/claude-code@${clientVersion}`);
  });

  test('shares a network with the receiver, the hook service and the front alone, and no way out with them', () => {
    const sharing = (text: string) =>
      Object.entries(servicesFor(text))
        .filter(([, { networks = {} }]) => 'client' in networks || 'client-outside' in networks)
        .map(([name, { networks = {} }]) => [name, 'client-outside' in networks]);
    expect(sharing('')).toEqual([
      ['otel-collector', false],
      ['pages', false],
      ['hooks', false],
    ]);
    expect(sharing('collector: embedded').map(([name]) => name)).toEqual(['ledger', 'pages', 'hooks']);
  });

  test('is told what the configuration says: sudo, people, limits', () => {
    expect(client().environment).toMatchObject({
      CLIENT_SUDO: 'yes',
      CLIENT_PEOPLE: expect.stringContaining('privacy.person'),
    });
    const other = client(
      'client: {sudo: false}\nprivacy: {person: hash}\nlabels: {shared: [user]}\nprocessors: {client: 1.5}\nmemory: {client: 2048}',
    );
    expect(other).toMatchObject({
      environment: { CLIENT_SUDO: 'no', CLIENT_PEOPLE: '' },
      cpus: 1.5,
      mem_limit: '2048m',
    });
    expect(client('privacy: {person: keep}').environment?.['CLIENT_PEOPLE']).toContain('labels.shared');
  });
});

test('processors are limited where the configuration says so, and nowhere else', () => {
  const limited = Object.entries(servicesFor('processors: {ledger: 0.5}')).filter(
    ([, service]) => 'cpus' in service,
  );
  expect(limited.map(([name, service]) => [name, (service as { cpus?: number }).cpus])).toEqual([
    ['ledger', 0.5],
  ]);
});

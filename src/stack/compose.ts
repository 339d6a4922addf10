import { type Artefact, yaml } from '../artefact/artefact.ts';
import { clickhouseUsers } from '../clickhouse/users.ts';
import { withoutVariables } from '../escape.ts';
import {
  aliasesOf,
  clientContainer,
  clientNetworkOf,
  clientNetworks,
  clientService,
  homeVolume,
  settingsVolume,
  socketVolume,
} from './claude-code.ts';
import { clientTold } from './client-told.ts';
import type { Component, ComponentName } from './components/component.ts';
import { componentNames, components, isSwitchedOn } from './components.ts';
import { imageDigests } from './image-digests.ts';
import { prepareScript } from './prepare.ts';
import { secretsOf } from './secrets.ts';
import { hardened, limits, serviceOf } from './service.ts';
import { clientSockets, portsOf, type Site } from './site.ts';
import { surroundingsOf } from './surroundings.ts';
import { type Owner, volumeOwner } from './volume-owner.ts';

/** Top-level key of the generated file that names another engine than Docker. */
export const engineKey = 'x-engine';

/** Where the files outside of the generated tree lie on the host. */
export interface ComposePaths {
  /** What runs the containers; absent: Docker. */
  readonly engine?: 'docker' | 'podman';
  /** The checkout, for the images that are built. */
  readonly build: string;
  /** The stage of the Dockerfile of our own services; absent: the last, which builds them from the sources. */
  readonly stage?: 'ready';
  /** Folder with the secrets; absent in a plain checkout, where secrets are made inside. */
  readonly secrets?: string;
  /** Folder with dashboards of the person's own. */
  readonly ownDashboards: string;
  /** The folder that the client's container works in. */
  readonly workspace: string;
  /** Where the hook service puts its socket for the host's entry, and whose it must be. */
  readonly sockets?: { readonly folder: string; readonly person: Owner };
}

/** The folder of the hook service's socket in its container. */
export const socketsInContainer = '/sockets';

const inCheckout: ComposePaths = {
  build: '.',
  ownDashboards: './own-dashboards',
  workspace: './workspace',
};

/** What runs in containers. */
export const containerNames = ({ embeddedCollector, config }: Site): readonly ComponentName[] =>
  componentNames.filter((name) => isSwitchedOn(name, config) && !(name === 'collector' && embeddedCollector));

/** The network for published ports: nothing leaves it. */
export const edgeNetwork = 'edge';

/**
 * `inside`: how components reach each other; nothing leaves it. `edge`: for published ports; without masquerading no
 * answer from outside finds its way back. `outside`: for those that send somewhere.
 */
const networks = {
  inside: { internal: true },
  [edgeNetwork]: { driver_opts: { 'com.docker.network.bridge.enable_ip_masquerade': 'false' } },
  outside: {},
  ...clientNetworks,
} as const;

const networksOf = (site: Site, name: ComponentName) => ({
  inside: aliasesOf(name),
  ...(portsOf(site, name).length > 0 && { [edgeNetwork]: null }),
  ...(components[name].sendsOut?.(site.config) && { outside: null }),
  ...clientNetworkOf(site, name),
});

const imageOf = ({ image, version }: Component): string => {
  const digest = imageDigests[`${image}:${version}`];
  return `${image}:${version}${digest ? `@${digest}` : ''}`;
};
const ownImage = imageOf(components.ledger);

/** A request with what each image has: `wget` in the others', bash alone in ours (a Node process costs 20 times as much). */
const check = (component: Component, port: number): readonly string[] =>
  component.program === 'service'
    ? [
        'CMD',
        'bash',
        '-c',
        `exec 3<>/dev/tcp/127.0.0.1/${port} && printf 'GET ${component.ready.path} HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '`,
      ]
    : ['CMD', 'wget', '-q', '-O', '/dev/null', `http://127.0.0.1:${port}${component.ready.path}`];

/** None for the collector: its image has nothing that could ask. The command line asks its health port from outside. */
const healthcheck = (component: Component, port: number) =>
  component.program === 'otelcol'
    ? {}
    : {
        healthcheck: {
          test: check(component, port),
          interval: '5s',
          timeout: '5s',
          retries: 6,
          start_period: '30s',
        },
      };

/**
 * `service_started` and not `service_healthy`: each component waits for the others (the collector queues,
 * Prometheus asks again, hooks push again), and waiting here would only add up the intervals of the health checks.
 */
const dependsOn = (name: ComponentName) => ({
  prepare: { condition: 'service_completed_successfully' },
  ...Object.fromEntries(
    (components[name].after ?? []).map((other) => [serviceOf(other), { condition: 'service_started' }]),
  ),
});

const literal = (value: unknown): unknown => {
  if (typeof value === 'string') return withoutVariables(value);
  if (Array.isArray(value)) return value.map(literal);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, literal(child)]));
};

const service = (site: Site, name: ComponentName, paths: ComposePaths) => {
  const component = components[name];
  const here = surroundingsOf(site, name);
  const { config } = site;
  const args = component.args(here);
  const isOurs = component.program === 'service';
  const { user, group } = volumeOwner(name, paths.sockets?.person);
  return {
    image: imageOf(component),
    ...(isOurs && { pull_policy: 'never', init: true }),
    ...((isOurs || component.isRootsImage) && { user: `${user}:${group}` }),
    ...hardened,
    ...limits(config, component.memory),
    ...(component.processors && { cpus: component.processors(config) }),
    ...(args.length > 0 && { command: isOurs ? ['node', ...args] : args }),
    // Without a value Compose hands on that of its own environment.
    environment: { ...component.env(here), ...(isOurs && { LOG_LEVEL: null, TZ: null }) },
    ports: portsOf(site, name).map((port) => `127.0.0.1:${config.ports[port]}:${config.ports[port]}`),
    volumes: [
      ...[...component.reads, ...(component.watches ?? [])]
        .map((folder) => folder.split('/')[0])
        .map((folder) => `./${folder}:${site.generated}/${folder}:ro`),
      ...(component.showsDashboards
        ? [{ type: 'bind', source: paths.ownDashboards, target: site.ownDashboards, read_only: true }]
        : []),
      ...(component.volume ? [`${name}:${component.volume}`] : []),
      ...(secretsOf(name, config).length > 0 ? ['secrets:/secrets:ro'] : []),
      ...(name === 'hooks' && paths.sockets
        ? [{ type: 'bind', source: paths.sockets.folder, target: socketsInContainer }]
        : []),
      ...(name === 'hooks' ? [`${socketVolume}:${clientSockets}`] : []),
    ],
    tmpfs: ['/tmp'],
    depends_on: dependsOn(name),
    networks: networksOf(site, name),
    ...healthcheck(component, config.ports[component.ready.port]),
  };
};

/** Gives volumes to the users who write them and hands out the secrets, once, before everything else. */
const prepare = (
  site: Site,
  names: readonly ComponentName[],
  { build, stage, secrets, sockets }: ComposePaths,
) => ({
  image: ownImage,
  build: { context: build, ...(stage && { target: stage }) },
  pull_policy: 'never',
  ...hardened,
  restart: 'no',
  user: '0:0',
  // To read the owner's secrets, and to give copies away.
  cap_add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'],
  network_mode: 'none',
  mem_limit: '128m',
  command: ['sh', '-euc', prepareScript(names, site.config, sockets?.person)],
  // From the environment of Compose, or `.env` beside this file.
  environment: {
    CLAUDE_CODE: JSON.stringify(clientTold(site)),
    ...(names.includes('clickhouse') &&
      Object.fromEntries(Object.values(clickhouseUsers).map(({ variable }) => [variable, null]))),
  },
  volumes: [
    'secrets:/secrets',
    ...[settingsVolume, socketVolume].map((volume) => `${volume}:/volumes/${volume}`),
    ...names.filter((name) => components[name].isVolumeOfRoot).map((name) => `${name}:/volumes/${name}`),
    ...(secrets ? [{ type: 'bind', source: secrets, target: '/host-secrets', read_only: true }] : []),
  ],
});

/** The whole stack for `docker compose`. Every port on the loopback interface, every configuration read-only. */
export const composeArtefacts = (site: Site, paths: ComposePaths = inCheckout): readonly Artefact[] => {
  const names = containerNames(site);
  const services = {
    prepare: prepare(site, names, paths),
    ...Object.fromEntries(names.map((name) => [serviceOf(name), service(site, name, paths)])),
  };
  return [
    yaml('compose.yaml', {
      name: 'start-observability',
      ...(paths.engine === 'podman' && { [engineKey]: paths.engine }),
      services: {
        ...(literal(services) as object),
        [clientService]: clientContainer(
          site,
          withoutVariables(`${paths.build}/claude-code`),
          withoutVariables(paths.workspace),
          paths.engine !== 'podman',
        ),
      },
      networks,
      volumes: Object.fromEntries(
        [
          ...names.filter((name) => components[name].volume),
          'secrets',
          settingsVolume,
          socketVolume,
          homeVolume,
        ].map((name) => [name, null]),
      ),
    }),
  ];
};

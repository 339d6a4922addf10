import type { ComponentName } from './components/component.ts';
import { hardened, limits, serviceOf } from './service.ts';
import { clientSockets, ownerOf, type Site } from './site.ts';

/** Name of the client's service and of its image. */
export const clientService = 'claude-code';
export const clientImage = 'start-observability-claude-code:local';

/** The version of the client in the image, unless another one is asked for. */
export const clientVersion = '2.1.332';

/** Name of the volume that the client's container sees as `/etc/claude-code`. */
export const settingsVolume = 'claude-settings';
/** Name of the volume with the hook service's socket for the client's container. */
export const socketVolume = 'guard';
/** Name of the volume that is the home of the client's user: its login, its transcripts. */
export const homeVolume = 'claude-home';

const userHome = '/home/claude-user';

/** Why names of people that the client sends are not kept; empty: they are. */
const whyNoPeople = ({ config: { privacy, labels } }: Site): string => {
  if (privacy.person === 'drop')
    return 'this stack drops names of people; to keep them as hashes: start-observability config set privacy.person hash';
  if (!labels.shared.includes('user'))
    return 'this stack makes no label of people; to make one, add user to labels.shared';
  return '';
};

/** To install programs and to change users inside; nothing that reaches the host. */
const capabilities = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'NET_BIND_SERVICE',
  'SETGID',
  'SETPCAP',
  'SETUID',
] as const;

/** The components that the client talks to: the receiver, the hook service, and what stands in front of Pushgateway. */
const neighbours = ({ embeddedCollector }: Site): readonly ComponentName[] => [
  ownerOf('otlpGrpc', embeddedCollector),
  'hooks',
  'pages',
];

/** Components name each other as in the table, whatever the service is called. */
export const aliasesOf = (name: ComponentName) => (serviceOf(name) === name ? null : { aliases: [name] });

/** The network that a component shares with the client's container. Nothing leaves it. */
export const clientNetworkOf = (site: Site, name: ComponentName) =>
  neighbours(site).includes(name) ? { client: aliasesOf(name) } : {};

/** Only the client is on `client-outside`: the way to its model. */
export const clientNetworks = { client: { internal: true }, 'client-outside': {} } as const;

/**
 * The client in a container, watched and guarded. It belongs to the profile `client`, so `up` leaves it alone.
 * @param build folder with its Dockerfile
 * @param workspace the folder of the person's files, where CLAUDE_WORKSPACE does not name another one
 * @param hasLinks whether the engine has links; Podman has none
 */
export const clientContainer = (site: Site, build: string, workspace: string, hasLinks: boolean) => ({
  profiles: ['client'],
  image: clientImage,
  // Built when it is missing, and by `start-observability client build`.
  build: {
    context: build,
    args: {
      CLAUDE_CODE_VERSION: `\${CLAUDE_CODE_VERSION:-${clientVersion}}`,
      INSTALLED: '${CLAUDE_CODE_INSTALLED:-install}',
    },
  },
  pull_policy: 'if_not_present',
  init: true,
  stdin_open: true,
  tty: true,
  // Its user may become root inside (`client.sudo`), so it keeps what that takes, and its files may be changed.
  cap_drop: hardened.cap_drop,
  cap_add: capabilities,
  pids_limit: 4096,
  logging: hardened.logging,
  ...limits(site.config, 'client'),
  working_dir: `${userHome}/workspace`,
  environment: {
    CLIENT_SUDO: site.config.client.sudo ? 'yes' : 'no',
    CLIENT_PEOPLE: whyNoPeople(site),
    PROMETHEUS_PUSH_GATEWAY: `http://${hasLinks ? 'pushgateway' : 'pages'}:${site.config.ports.pushgateway}`,
    // The image says which version runs.
    DISABLE_AUTOUPDATER: '1',
    USER_NAME: null,
    USER_EMAIL: null,
    TZ: null,
  },
  volumes: [
    {
      type: 'bind',
      source: `\${CLAUDE_WORKSPACE:-${workspace}}`,
      target: `${userHome}/workspace`,
      bind: { create_host_path: true },
    },
    `${homeVolume}:${userHome}`,
    `${settingsVolume}:/etc/claude-code:ro`,
    `${socketVolume}:${clientSockets}:ro`,
  ],
  depends_on: {
    prepare: { condition: 'service_completed_successfully' },
    ...Object.fromEntries(
      neighbours(site).map((name) => [serviceOf(name), { condition: 'service_started' }]),
    ),
  },
  // Only this container reaches the front under the name that everybody knows.
  ...(hasLinks && { links: ['pages:pushgateway'] }),
  networks: { client: null, 'client-outside': null },
});

/** What `down` must be told, so that it removes what belongs to the client, too. */
export const clientProfile = ['--profile', 'client'] as const;

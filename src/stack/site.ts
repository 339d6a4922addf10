import type { ClickhouseUser } from '../clickhouse/users.ts';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { socketFolder } from '../hooks/socket.ts';
import type { GuardedComponent } from '../service/behind.ts';
import type { ComponentName, PortName } from './components/component.ts';
import { pagesPort } from './components/pages.ts';
import { componentNames, components, isSwitchedOn } from './components.ts';

/** Where a stack runs, as far as generated files care: how one component reaches another, and where files lie. */
export interface Site {
  readonly runtime: 'docker' | 'native';
  readonly config: Config;
  /** `host:port` under which the other components reach a port, past what stands in front of it. */
  readonly address: (port: PortName) => string;
  /** Whether another component stands in front of a port. */
  readonly isFronted: (port: PortName) => boolean;
  /** The port that a component listens on when another one stands in front of it. */
  readonly privatePort: (port: PortName) => number;
  /** Hashes of the passwords that components ask for; empty: they ask for none. */
  readonly passwordHashes: Readonly<Partial<Record<GuardedComponent, string>>>;
  /** What ClickHouse natively stores of the passwords of its users. */
  readonly clickhouseHashes: Readonly<Partial<Record<ClickhouseUser, string>>>;
  /** Folder with the generated files, as the components see it. */
  readonly generated: string;
  /** Folder with dashboards of the person's own, as the components see it. */
  readonly ownDashboards: string;
  /** Whether there is one: Grafana is told of the folder then. */
  readonly hasOwnDashboards: boolean;
  /** Folder with the component's secrets, as it sees it. */
  readonly secrets: (component: ComponentName) => string;
  /** Folder of the hook service's socket, as it sees it; empty: there is none. */
  readonly sockets: string;
  /** Folder of its socket for containers of the client, as it sees it; empty: there is none. */
  readonly clientSockets: string;
  /** The component's own data folder, as it sees it. */
  readonly data: (component: ComponentName) => string;
  /** The host names of the components: those of the containers, none natively. */
  readonly hostNames: readonly string[];
  /** The ledger takes OTLP itself: no collector runs. */
  readonly embeddedCollector: boolean;
  /** Grafana shows the dashboards. */
  readonly hasGrafana: boolean;
}

/** The component that stands in front of a port. */
const frontOf = (port: PortName): ComponentName | undefined =>
  componentNames.find((name) => components[name].fronts?.includes(port));

/** The component that listens on a port itself. */
export const ownerOf = (port: PortName, embeddedCollector: boolean): ComponentName => {
  const owner = componentNames.find((name) => components[name].ports.includes(port)) ?? 'ledger';
  return owner === 'collector' && embeddedCollector ? 'ledger' : owner;
};

/** Where the hook service and the client's container see its socket: right below the root, where it cannot be moved. */
export const clientSockets = '/guard';

const ownDashboardsInContainer = '/etc/own-dashboards';

/** Containers: each component is a host name, data lies where the images keep it. */
export const containers = (config: Config, sockets = '', hasOwnDashboards = true): Site => {
  const embeddedCollector = config.collector.receiver === 'embedded';
  return {
    runtime: 'docker',
    config,
    address: (port) => `${ownerOf(port, embeddedCollector)}:${config.ports[port]}`,
    isFronted: (port) => frontOf(port) !== undefined && isSwitchedOn(ownerOf(port, false), config),
    privatePort: (port) => config.ports[port],
    passwordHashes: {},
    clickhouseHashes: {},
    generated: '/etc/start-observability',
    ownDashboards: ownDashboardsInContainer,
    hasOwnDashboards,
    secrets: (component) => `/secrets/${component}`,
    sockets,
    clientSockets,
    data: (component) => components[component].volume ?? '/tmp',
    hostNames: componentNames.flatMap((name) => [name, components[name].service ?? []].flat()),
    embeddedCollector,
    hasGrafana: true,
  };
};

/** What differs from one native stack to another. */
export interface NativeSite {
  readonly embeddedCollector?: boolean;
  readonly hasGrafana?: boolean;
  readonly hasOwnDashboards?: boolean;
  /** Ports for what stands behind our own processes. Absent: nothing stands in front of anything. */
  readonly privatePorts?: Readonly<Partial<Record<PortName, number>>>;
  readonly passwordHashes?: Site['passwordHashes'];
  readonly clickhouseHashes?: Site['clickhouseHashes'];
}

/** Processes of this machine: everything on the loopback interface, everything below the state folder. */
export const processes = (config: Config, home: Home, native: NativeSite = {}): Site => {
  const {
    embeddedCollector = false,
    hasGrafana = false,
    hasOwnDashboards = false,
    privatePorts = {},
    passwordHashes = {},
    clickhouseHashes = {},
  } = native;
  const privatePort = (port: PortName): number => privatePorts[port] ?? config.ports[port];
  return {
    runtime: 'native',
    config,
    address: (port) =>
      `127.0.0.1:${ownerOf(port, embeddedCollector) === frontOf(port) ? config.ports[port] : privatePort(port)}`,
    isFronted: (port) => privatePorts[port] !== undefined,
    privatePort,
    passwordHashes,
    clickhouseHashes,
    generated: home.generated,
    ownDashboards: home.dashboards,
    hasOwnDashboards,
    secrets: () => home.secrets,
    sockets: socketFolder(home.root),
    clientSockets: '',
    data: (component) => `${home.data}/${component}`,
    hostNames: [],
    embeddedCollector,
    hasGrafana,
  };
};

/** The ports a component has to itself: the ledger also those of a collector whose part it takes. */
const ownPorts = (
  { embeddedCollector, hasGrafana, runtime }: Site,
  component: ComponentName,
): readonly PortName[] => {
  if (component === 'pages') return [pagesPort(hasGrafana)];
  // Natively its port for native clients stays closed: not every engine survives a failed login there.
  if (component === 'clickhouse' && runtime === 'native') return ['clickhouse'];
  if (component === 'ledger' && embeddedCollector)
    return [...components.ledger.ports, ...components.collector.ports];
  return components[component].ports;
};

const isBehind = ({ isFronted }: Site, port: PortName, component: ComponentName): boolean =>
  isFronted(port) && frontOf(port) !== component;

const frontsOf = ({ isFronted }: Site, component: ComponentName): readonly PortName[] =>
  (components[component].fronts ?? []).filter(isFronted);

/** The ports under which people reach a component. */
export const portsOf = (site: Site, component: ComponentName): readonly PortName[] => [
  ...new Set([
    ...ownPorts(site, component).filter((port) => !isBehind(site, port, component)),
    ...frontsOf(site, component),
  ]),
];

/** The number of the port that a component listens on. */
export const boundPort = (site: Site, component: ComponentName, port: PortName): number =>
  isBehind(site, port, component) ? site.privatePort(port) : site.config.ports[port];

/** Every number that a component listens on. */
export const boundPorts = (site: Site, component: ComponentName): readonly number[] => [
  ...new Set(
    [...ownPorts(site, component), ...frontsOf(site, component)].map((port) =>
      boundPort(site, component, port),
    ),
  ),
];

/** Where a component says, natively, whether it is ready. */
export const readyAddress = (site: Site, component: ComponentName): string => {
  const { port, path } = components[component].ready;
  const actual = component === 'pages' ? pagesPort(site.hasGrafana) : port;
  return `http://127.0.0.1:${boundPort(site, component, actual)}${path}`;
};

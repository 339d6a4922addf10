import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { type ComponentName, componentNames, components, type PortName } from './components.ts';

/** Where a stack runs, as far as generated files care: how one component reaches another, and where files lie. */
export interface Site {
  readonly runtime: 'docker' | 'native';
  readonly config: Config;
  /** `host:port` under which the other components reach a port. */
  readonly address: (port: PortName) => string;
  /** Folder with the generated files, as the components see it. */
  readonly generated: string;
  /** Folder with the component's secrets, as it sees it. */
  readonly secrets: (component: ComponentName) => string;
  /** The component's own data folder, as it sees it. */
  readonly data: (component: ComponentName) => string;
  /** The host names of the components: those of the containers, none natively. */
  readonly hostNames: readonly string[];
  /** The ledger takes OTLP itself: no collector runs. */
  readonly embeddedCollector: boolean;
}

const ownerOf = (port: PortName, embeddedCollector: boolean): ComponentName => {
  const owners = Object.entries(components) as [ComponentName, { ports: readonly PortName[] }][];
  const owner = owners.find(([, { ports }]) => ports.includes(port))?.[0] ?? 'ledger';
  return owner === 'collector' && embeddedCollector ? 'ledger' : owner;
};

/** Containers: each component is a host name, data lies where the images keep it. */
export const containers = (config: Config): Site => {
  const embeddedCollector = config.collector === 'embedded';
  return {
    runtime: 'docker',
    config,
    address: (port) => `${ownerOf(port, embeddedCollector)}:${config.ports[port]}`,
    generated: '/etc/start-observability',
    secrets: (component) => `/secrets/${component}`,
    data: (component) => components[component].volume,
    hostNames: componentNames,
    embeddedCollector,
  };
};

/** Processes of this machine: everything on the loopback interface, everything below the state folder. */
export const processes = (config: Config, home: Home, embeddedCollector: boolean): Site => ({
  runtime: 'native',
  config,
  address: (port) => `127.0.0.1:${config.ports[port]}`,
  generated: home.generated,
  secrets: () => home.secrets,
  data: (component) => `${home.data}/${component}`,
  hostNames: [],
  embeddedCollector,
});

/** The ports a component listens on: the ledger also on those of a collector whose part it takes. */
export const portsOf = ({ embeddedCollector }: Site, component: ComponentName): readonly PortName[] =>
  component === 'ledger' && embeddedCollector
    ? [...components.ledger.ports, 'otlpGrpc', 'otlpHttp']
    : components[component].ports;

import type { Config } from '../../config/schema.ts';

export type PortName = keyof Config['ports'];
export type ComponentName =
  | 'collector'
  | 'ledger'
  | 'hooks'
  | 'pushgateway'
  | 'prometheus'
  | 'pages'
  | 'alertmanager'
  | 'clickhouse'
  | 'grafana';

/** The surroundings a component runs in: what differs between a container and a native process. */
export interface ComponentSurroundings {
  readonly config: Config;
  /** Address to bind: the loopback interface natively, all interfaces of its own network in a container. */
  readonly listen: '127.0.0.1' | '0.0.0.0';
  /** The port to bind: for what another component stands in front of, a private one. */
  readonly port: (name: PortName) => number;
  /** Whether another component stands in front of a port. */
  readonly isFronted: (name: PortName) => boolean;
  /** `host:port` under which the other components reach a port, past what stands in front of it. */
  readonly address: (name: PortName) => string;
  /** Folder with the generated files (`collector/`, `prometheus/`, `dashboards/`, ...), as the component sees it. */
  readonly generated: string;
  /** Folder with dashboards of the person's own, as the component sees it. */
  readonly ownDashboards: string;
  /** The component's own data folder, as the component sees it. */
  readonly data: string;
  /** Folder with the secrets, one file each. */
  readonly secrets: string;
  /** Folder of the hook service's socket; empty: there is none. */
  readonly sockets: string;
  /** Folder of its socket for containers of the client; empty: there is none. */
  readonly clientSockets: string;
  /** The names under which components reach each other: those of the containers, none natively. */
  readonly hostNames: readonly string[];
  /** The ledger takes OTLP itself because no collector is at hand. */
  readonly embeddedCollector: boolean;
  /** Grafana shows the dashboards, and our pages are beside it. */
  readonly hasGrafana: boolean;
  /** What stands behind our own processes is kept from everything else by passwords: natively. */
  readonly hasPasswords: boolean;
}

/** What Prometheus scrapes of a component, and how much it takes. */
export interface Scrape {
  readonly port: PortName;
  readonly path: `/${string}`;
  readonly honorLabels?: true;
  /** Others put samples there: they get neither our names of metrics nor our jobs. */
  readonly isOpenToOthers?: true;
  readonly mostSamples: number;
  readonly mostMebibytes: number;
}

export interface Component {
  readonly brief: string;
  /** Image and version for Docker; our own services are built from the checkout. */
  readonly image: string;
  readonly version: string;
  /** The native program; `service` is one of ours, run by Node from `dist/`. */
  readonly program:
    | 'otelcol'
    | 'pushgateway'
    | 'prometheus'
    | 'alertmanager'
    | 'grafana'
    | 'clickhouse'
    | 'service';
  /** What it listens on itself. */
  readonly ports: readonly PortName[];
  /** Ports of other components in whose place it listens, passing on what it lets through. */
  readonly fronts?: readonly PortName[];
  /** Components whose containers are started along with it. */
  readonly after?: readonly ComponentName[];
  /** Whether it sends anything to other machines. */
  readonly sendsOut?: (config: Config) => boolean;
  /** Whether the configuration asks for it; absent: always. */
  readonly isOn?: (config: Config) => boolean;
  /** The name of its service in `compose.yaml`, where it is not its own. */
  readonly service?: string;
  /** Answers 200 once the component is ready. */
  readonly ready: { readonly port: PortName; readonly path: `/${string}` };
  /** What Prometheus scrapes. */
  readonly scrape?: Scrape;
  /** Processor cores that its container may use; absent: all. */
  readonly processors?: (config: Config) => number;
  readonly memory: Exclude<keyof Config['memory'], 'collectorSpike'>;
  /** Where its container keeps data; absent: it has none. */
  readonly volume?: string;
  /** The user its container runs as: the image's own. */
  readonly user: number;
  /** The image starts as root unless it is told not to. */
  readonly isRootsImage?: true;
  /** The image does not hold the folder of the volume, which therefore belongs to root at first. */
  readonly isVolumeOfRoot?: true;
  /** The generated folders it reads at its start: a change there means it must be restarted. */
  readonly reads: readonly `${string}/`[];
  /** Generated folders that it looks at again and again. */
  readonly watches?: readonly `${string}/`[];
  readonly args: (here: ComponentSurroundings) => readonly string[];
  readonly env: (here: ComponentSurroundings) => Readonly<Record<string, string>>;
  /** It shows dashboards, those of the person's own among them. */
  readonly showsDashboards?: true;
  /** A page that people open. */
  readonly page?: PortName;
}

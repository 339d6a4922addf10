import type { Config } from '../config/schema.ts';
import type { Access } from '../service/only-local.ts';

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
export interface Surroundings {
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
  readonly args: (here: Surroundings) => readonly string[];
  readonly env: (here: Surroundings) => Readonly<Record<string, string>>;
  /** It shows dashboards, those of the person's own among them. */
  readonly showsDashboards?: true;
  /** A page that people open. */
  readonly page?: PortName;
}

const none = () => ({});

/** What our own services are told alike. */
const serviceEnv = ({ config, hostNames }: Surroundings): Readonly<Record<string, string>> => ({
  SERVICE_ACCESS: JSON.stringify({
    hosts: [...config.security.hosts, ...hostNames],
    pagePorts: [config.ports.grafana, config.ports.pages],
    isClosed: config.security.closed,
  } satisfies Access),
});

/** That the components behind our processes ask for the passwords of `secrets.ts`. */
const passwordsEnv = ({ hasPasswords }: Surroundings): Readonly<Record<string, string>> =>
  hasPasswords ? { BEHIND_PASSWORDS: 'yes' } : {};

/** The ledger in the place of the collector, or in front of its port for HTTP. */
const otlpEnv = (here: Surroundings): Readonly<Record<string, string>> => {
  const at = (name: PortName) => `${here.listen}:${here.port(name)}`;
  if (here.embeddedCollector) {
    return {
      LEDGER_OTLP_GRPC: at('otlpGrpc'),
      LEDGER_OTLP_HTTP: at('otlpHttp'),
      LEDGER_HEALTH: at('collectorHealth'),
      LEDGER_METRICS: at('collectorMetrics'),
    };
  }
  if (!here.isFronted('otlpHttp')) return {};
  return { LEDGER_OTLP_HTTP: at('otlpHttp'), LEDGER_COLLECTOR_URL: `http://${here.address('otlpHttp')}` };
};

/** The port of our pages: that of Grafana, where there is none. */
export const pagesPort = (hasGrafana: boolean): PortName => (hasGrafana ? 'pages' : 'grafana');

/** Pages of this machine may ask Prometheus; the front has looked at who asks already. */
const pageOrigins = ({ config }: Surroundings): string =>
  `http://(localhost|127\\.0\\.0\\.1|\\[::1\\]):(${config.ports.grafana}|${config.ports.pages})`;

/** V8 lets a heap grow far before it cleans up; these keep the ledger below its memory bar at no cost in speed. */
export const ledgerHeap = '--max-old-space-size=256 --max-semi-space-size=4';
/** The same for the hook-event service, which keeps little. */
const hooksHeap = '--max-old-space-size=96 --max-semi-space-size=4';

/**
 * THE table of what runs. Compose, native start, readiness, scrape jobs, `status`, `doctor` and the docs are made
 * from it. In order of start. Versions stand only here.
 */
export const components: Readonly<Record<ComponentName, Component>> = {
  ledger: {
    brief: 'Turns telemetry into exact counters',
    image: 'start-observability',
    version: 'local',
    program: 'service',
    ports: ['ledger'],
    fronts: ['otlpHttp'],
    ready: { port: 'ledger', path: '/ready' },
    scrape: {
      port: 'ledger',
      path: '/metrics',
      honorLabels: true,
      mostSamples: 2_000_000,
      mostMebibytes: 512,
    },
    memory: 'ledger',
    volume: '/data',
    user: 1000,
    isVolumeOfRoot: true,
    reads: [],
    args: () => ['ledger/main.js'],
    env: (here) => ({
      ...serviceEnv(here),
      NODE_OPTIONS: ledgerHeap,
      LEDGER_LISTEN: `${here.listen}:${here.port('ledger')}`,
      LEDGER_DATA: here.data,
      LEDGER_SECRETS: here.secrets,
      LEDGER_CONFIG: JSON.stringify({
        retention: here.config.retention,
        labels: here.config.labels,
        privacy: here.config.privacy,
        security: here.config.security,
        scrapeInterval: here.config.prometheus.scrapeInterval,
        timeZone: here.config.timeZone,
        budgets: here.config.budgets,
        ...(here.config.clickhouse.enabled && { clickhouse: here.config.clickhouse }),
      }),
      PROMETHEUS_URL: `http://${here.address('prometheus')}`,
      ...passwordsEnv(here),
      ...(isSwitchedOn('clickhouse', here.config) && {
        LEDGER_CLICKHOUSE: `http://${here.address('clickhouse')}`,
      }),
      ...otlpEnv(here),
    }),
  },
  collector: {
    brief: 'Receives OTLP, drops what is private, queues on disk',
    image: 'otel/opentelemetry-collector-contrib',
    version: '0.161.0',
    program: 'otelcol',
    ports: ['otlpGrpc', 'otlpHttp', 'collectorHealth', 'collectorMetrics'],
    ready: { port: 'collectorHealth', path: '/' },
    scrape: { port: 'collectorMetrics', path: '/metrics', mostSamples: 20_000, mostMebibytes: 16 },
    memory: 'collector',
    volume: '/var/lib/otelcol',
    user: 10_001,
    isVolumeOfRoot: true,
    reads: ['collector/'],
    service: 'otel-collector',
    sendsOut: ({ export: { otlp } }) => otlp.length > 0,
    after: ['ledger'],
    args: ({ generated }) => [`--config=${generated}/collector/config.yaml`],
    env: none,
  },
  pages: {
    brief: 'Shows our pages, and keeps strangers from Prometheus and Pushgateway',
    image: 'start-observability',
    version: 'local',
    program: 'service',
    ports: ['pages'],
    fronts: ['prometheus', 'pushgateway', 'alertmanager'],
    ready: { port: 'pages', path: '/ready' },
    memory: 'pages',
    user: 1000,
    reads: [],
    watches: ['dashboards/'],
    args: () => ['pages/main.js'],
    env: (here) => ({
      ...serviceEnv(here),
      ...passwordsEnv(here),
      PAGES_LISTEN: `${here.listen}:${here.port(pagesPort(here.hasGrafana))}`,
      ...(here.isFronted('prometheus') && {
        PAGES_PROMETHEUS_LISTEN: `${here.listen}:${here.port('prometheus')}`,
        PAGES_PUSHGATEWAY_LISTEN: `${here.listen}:${here.port('pushgateway')}`,
      }),
      ...(here.isFronted('alertmanager') && {
        PAGES_ALERTMANAGER_LISTEN: `${here.listen}:${here.port('alertmanager')}`,
        PAGES_ALERTMANAGER_URL: `http://${here.address('alertmanager')}`,
      }),
      PAGES_PROMETHEUS_URL: `http://${here.address('prometheus')}`,
      PAGES_PUSHGATEWAY_URL: `http://${here.address('pushgateway')}`,
      PAGES_LEDGER_URL: `http://${here.address('ledger')}`,
      PAGES_DASHBOARDS: `${here.generated}/dashboards`,
      PAGES_OWN_DASHBOARDS: here.ownDashboards,
      PAGES_SECRETS: here.secrets,
    }),
    showsDashboards: true,
    page: 'pages',
  },
  pushgateway: {
    brief: 'Keeps what the hook-event service pushed last',
    image: 'prom/pushgateway',
    version: 'v1.11.3',
    program: 'pushgateway',
    ports: ['pushgateway'],
    ready: { port: 'pushgateway', path: '/-/ready' },
    scrape: {
      port: 'pushgateway',
      path: '/metrics',
      honorLabels: true,
      isOpenToOthers: true,
      mostSamples: 100_000,
      mostMebibytes: 32,
    },
    memory: 'pushgateway',
    volume: '/pushgateway',
    user: 65_534,
    reads: ['pushgateway/'],
    // Nothing is kept over a restart: an older state would look to Prometheus like counters that went back, and the
    // hook-event service pushes its whole state again within seconds.
    after: ['pages'],
    args: ({ listen, port, generated }) => [
      `--web.listen-address=${listen}:${port('pushgateway')}`,
      `--web.config.file=${generated}/pushgateway/web.yaml`,
    ],
    env: none,
    page: 'pushgateway',
  },
  hooks: {
    brief: 'Guards tool calls, counts and journals hook events',
    image: 'start-observability',
    version: 'local',
    program: 'service',
    ports: ['hooks'],
    ready: { port: 'hooks', path: '/ready' },
    // Under the job and the instance that it pushes with, which it writes itself.
    scrape: {
      port: 'hooks',
      path: '/metrics/prometheus',
      honorLabels: true,
      mostSamples: 500_000,
      mostMebibytes: 128,
    },
    memory: 'hooks',
    volume: '/data',
    user: 1000,
    isVolumeOfRoot: true,
    reads: [],
    after: ['pushgateway'],
    args: () => ['hooks/main.js'],
    env: (here) => ({
      ...serviceEnv(here),
      NODE_OPTIONS: hooksHeap,
      HOOKS_LISTEN: `${here.listen}:${here.port('hooks')}`,
      HOOKS_DATA: here.data,
      HOOKS_SECRETS: here.secrets,
      ...(here.sockets && { HOOKS_SOCKETS: here.sockets }),
      ...(here.clientSockets && { HOOKS_CLIENT_SOCKETS: here.clientSockets }),
      HOOKS_CONFIG: JSON.stringify({
        guard: here.config.guard,
        stackPorts: [here.config.ports.ledger, here.config.ports.hooks],
        retention: here.config.retention.events,
        privacy: here.config.privacy,
        labels: here.config.labels,
        budgets: here.config.budgets,
        warnings: here.config.warnings,
        timeZone: here.config.timeZone,
        scrapeInterval: here.config.prometheus.scrapeInterval,
      }),
      HOOKS_LEDGER: `http://${here.address('ledger')}`,
      PROMETHEUS_PUSH_GATEWAY: `http://${here.address('pushgateway')}`,
      PROMETHEUS_URL: `http://${here.address('prometheus')}`,
      ...passwordsEnv(here),
    }),
  },
  prometheus: {
    brief: 'Stores the counters and answers PromQL',
    image: 'prom/prometheus',
    version: 'v3.14.0',
    program: 'prometheus',
    ports: ['prometheus'],
    ready: { port: 'prometheus', path: '/-/ready' },
    scrape: { port: 'prometheus', path: '/metrics', mostSamples: 50_000, mostMebibytes: 16 },
    memory: 'prometheus',
    volume: '/prometheus',
    user: 65_534,
    reads: ['prometheus/'],
    after: ['ledger', 'hooks', 'pushgateway', 'pages'],
    sendsOut: ({ prometheus: { remoteWrite }, alerting: { existing } }) =>
      remoteWrite.length > 0 || existing !== undefined,
    args: (here) => [
      `--config.file=${here.generated}/prometheus/prometheus.yaml`,
      `--storage.tsdb.path=${here.data}`,
      `--storage.tsdb.retention.time=${here.config.retention.metrics}`,
      `--storage.tsdb.retention.size=${here.config.retention.metricsSize}`,
      `--web.listen-address=${here.listen}:${here.port('prometheus')}`,
      `--web.config.file=${here.generated}/prometheus/web.yaml`,
      // Where people reach it, for the links in alerts.
      `--web.external-url=http://localhost:${here.config.ports.prometheus}`,
      `--web.cors.origin=${pageOrigins(here)}`,
    ],
    env: none,
    page: 'prometheus',
  },
  alertmanager: {
    brief: 'Sends alerts to people, once and grouped',
    image: 'prom/alertmanager',
    version: 'v0.35.0',
    program: 'alertmanager',
    isOn: ({ alerting }) => alerting.enabled && !alerting.existing,
    ports: ['alertmanager'],
    ready: { port: 'alertmanager', path: '/-/ready' },
    scrape: { port: 'alertmanager', path: '/metrics', mostSamples: 20_000, mostMebibytes: 16 },
    memory: 'alertmanager',
    volume: '/alertmanager',
    user: 65_534,
    reads: ['alertmanager/'],
    after: ['prometheus', 'pages'],
    sendsOut: () => true,
    args: ({ listen, port, generated, data, config }) => [
      `--config.file=${generated}/alertmanager/alertmanager.yaml`,
      `--web.config.file=${generated}/alertmanager/web.yaml`,
      `--storage.path=${data}`,
      `--web.listen-address=${listen}:${port('alertmanager')}`,
      `--web.external-url=http://localhost:${config.ports.alertmanager}`,
      // It is alone: no port for others of its kind.
      '--cluster.listen-address=',
      // Silences and what was sent are on disk at most a minute after they are made.
      '--data.maintenance-interval=1m',
      // `alerts test` reads there whether its message was taken.
      '--enable-feature=receiver-name-in-metrics',
    ],
    env: none,
    page: 'alertmanager',
  },
  clickhouse: {
    brief: 'Keeps events and sums for questions in SQL',
    image: 'clickhouse/clickhouse-server',
    version: '26.8.2.7',
    program: 'clickhouse',
    isOn: ({ clickhouse }) => clickhouse.enabled,
    ports: ['clickhouse', 'clickhouseNative'],
    ready: { port: 'clickhouse', path: '/ping' },
    memory: 'clickhouse',
    volume: '/var/lib/clickhouse',
    user: 101,
    isVolumeOfRoot: true,
    reads: ['clickhouse/'],
    isRootsImage: true,
    // The image's own script would set up users of its own; a program that is named it only runs.
    args: ({ generated, hostNames }) => [
      ...(hostNames.length > 0 ? ['clickhouse'] : []),
      'server',
      `--config-file=${generated}/clickhouse/config.xml`,
      // Here and not in the file: the engine from npm logs everything as soon as the file says anything of it.
      '--',
      '--logger.console=1',
      '--logger.level=warning',
    ],
    env: none,
    processors: ({ clickhouse }) => clickhouse.processors,
  },
  grafana: {
    brief: 'Shows the dashboards',
    image: 'grafana/grafana',
    version: '13.2.0',
    program: 'grafana',
    ports: ['grafana'],
    ready: { port: 'grafana', path: '/api/health' },
    memory: 'grafana',
    volume: '/var/lib/grafana',
    user: 472,
    reads: ['dashboards/provisioning/'],
    after: ['prometheus'],
    args: () => [],
    env: ({ listen, port, generated, data, secrets }) => ({
      GF_SERVER_HTTP_ADDR: listen,
      GF_SERVER_HTTP_PORT: String(port('grafana')),
      GF_PATHS_DATA: data,
      GF_PATHS_LOGS: data,
      GF_LOG_MODE: 'console',
      GF_PATHS_PROVISIONING: `${generated}/dashboards/provisioning`,
      GF_SECURITY_ADMIN_PASSWORD__FILE: `${secrets}/grafana-password`,
      GF_USERS_ALLOW_SIGN_UP: 'false',
      // Prometheus has the rules: nothing is sent twice.
      GF_UNIFIED_ALERTING_ENABLED: 'false',
      GF_AUTH_ANONYMOUS_ENABLED: 'false',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
      GF_NEWS_NEWS_FEED_ENABLED: 'false',
      GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: `${generated}/dashboards/claude-code-overview.json`,
    }),
    showsDashboards: true,
    page: 'grafana',
  },
};

/** Whether a component is part of the stack that the configuration describes. */
export const isSwitchedOn = (name: ComponentName, config: Config): boolean =>
  components[name].isOn?.(config) ?? true;

export const componentNames = Object.keys(components) as readonly ComponentName[];

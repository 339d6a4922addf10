import { components } from '../stack/components.ts';
import { clickhouseOfNpm } from './clickhouse-npm.ts';
import type { Progress } from './progress.ts';

export type ProgramName =
  | 'prometheus'
  | 'promtool'
  | 'pushgateway'
  | 'otelcol'
  | 'grafana'
  | 'alertmanager'
  | 'amtool'
  | 'clickhouse';

/** The ways in which a program gets into our cache, in the order in which they are tried. */
export const origins = ['release', 'package', 'built', 'npm'] as const;
export type Origin = (typeof origins)[number];

export interface FoundProgram {
  readonly name: ProgramName;
  readonly path: string;
  readonly version: string;
  readonly source: 'configured' | 'PATH' | 'cache' | Origin;
  /** What must stand before our own arguments, such as the folder with the web pages. */
  readonly extraArgs: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface ProgramSurroundings {
  /** The cache: a folder of ours, made when needed. */
  readonly bin: string;
  /** Paths that the user set. */
  readonly configured: Readonly<Partial<Record<ProgramName, string | undefined>>>;
  /** A folder or URL that stands in for the hosts of the release archives; below it come the official paths. */
  readonly mirror?: string | undefined;
  /** Never fetch anything over a network. */
  readonly offline?: boolean | undefined;
  /** The text of `collector/builder.yaml`: which modules a collector must have, and how one is built. */
  readonly builder?: string | undefined;
  readonly report: (progress: Progress) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface Platform {
  readonly os: 'linux' | 'darwin';
  readonly arch: 'amd64' | 'arm64';
}

export interface Release {
  /** The official address of the archive. */
  readonly url: (platform: Platform) => string;
  /** The file with its SHA-256 or SHA-512, in the same folder. */
  readonly checksums: (archive: string) => string;
  /** Where the project has archives for some systems only. */
  readonly systems?: readonly Platform['os'][];
  /** Leading folders of the archive to leave out. */
  readonly strip: 0 | 1;
}

export interface DebianPackage {
  readonly name: string;
  /** Packages among its dependencies that hold what its web pages need. The rest (libc, adduser) is on every system. */
  readonly assets: RegExp;
}

/** A package of the npm registry, known by its content. */
export interface NpmPackage {
  readonly name: string;
  readonly version: string;
  /** Subresource integrity, as the registry publishes it. */
  readonly integrity: string;
}

export interface NpmPackages {
  /** Systems for which there are such packages. */
  readonly system: Platform;
  readonly packages: readonly NpmPackage[];
  /** What they take on disk in MB. */
  readonly megabytes: number;
  /** A program for Node that makes one command of them: its name and its text. */
  readonly script: { readonly name: string; readonly text: string };
}

export type GoBuild =
  /** The official collector builder, run with `collector/builder.yaml`. */
  | { readonly kind: 'collector'; readonly builder: string }
  /** Commands of a module. */
  | {
      readonly kind: 'module';
      readonly module: string;
      readonly version: string;
      readonly commands: readonly string[];
      readonly tags: string;
      readonly ldflags: string;
    };

export interface Program {
  /** Programs of one project come together, in one folder of the cache. */
  readonly project: string;
  /** What it is called on PATH. */
  readonly commands: readonly string[];
  /** Places outside PATH where packages put it. */
  readonly places?: readonly string[];
  /** The oldest version that understands our generated configuration. */
  readonly oldest: string;
  readonly release: Release;
  readonly package?: DebianPackage;
  readonly build?: GoBuild;
  readonly npm?: NpmPackages;
  /** Where the executable lies in the cached folder. */
  readonly inside: Readonly<Partial<Record<Origin, string>>>;
  /** Debian compiles an absolute folder of web pages in; this flag names the unpacked one instead. */
  readonly packagedPages?: { readonly flag: string; readonly folder: string };
  /** Where people get it by hand. */
  readonly page: string;
}

const version = (component: keyof typeof components) => components[component].version.replace(/^v/, '');
const prometheusVersion = version('prometheus');
const pushgatewayVersion = version('pushgateway');
const otelcolVersion = version('collector');
const grafanaVersion = version('grafana');
const alertmanagerVersion = version('alertmanager');
const clickhouseVersion = version('clickhouse');

/** Prometheus 3.14.0 is version v0.314.0 of its Go module. */
const prometheusModuleVersion = (release: string): string => {
  const [major = 0, minor = 0, patch = 0] = release.split('.').map(Number);
  return `v0.${major * 100 + minor}.${patch}`;
};

const github = (repository: string, tag: string) =>
  `https://github.com/${repository}/releases/download/${tag}`;
const javascriptAndFonts = /^(libjs|fonts)-/;

const prometheus = {
  project: 'prometheus',
  oldest: '2.42.0',
  release: {
    url: ({ os, arch }) =>
      `${github('prometheus/prometheus', `v${prometheusVersion}`)}/prometheus-${prometheusVersion}.${os}-${arch}.tar.gz`,
    checksums: () => 'sha256sums.txt',
    strip: 1,
  },
  package: { name: 'prometheus', assets: javascriptAndFonts },
  // The last resort: the module has no built web pages, so :9090 answers queries but shows none.
  build: {
    kind: 'module',
    module: 'github.com/prometheus/prometheus',
    version: prometheusModuleVersion(prometheusVersion),
    commands: ['/cmd/prometheus', '/cmd/promtool'],
    tags: 'netgo,remove_all_sd,enable_dns_sd',
    ldflags: `-X github.com/prometheus/common/version.Version=${prometheusVersion}`,
  },
  page: 'https://prometheus.io/download/',
} as const satisfies Partial<Program>;

/** Newer modules lack the files of its web page, which its source embeds, and do not build. */
const alertmanagerBuildVersion = '0.28.1';

const alertmanager = {
  project: 'alertmanager',
  oldest: '0.28.1',
  release: {
    url: ({ os, arch }) =>
      `${github('prometheus/alertmanager', `v${alertmanagerVersion}`)}/alertmanager-${alertmanagerVersion}.${os}-${arch}.tar.gz`,
    checksums: () => 'sha256sums.txt',
    strip: 1,
  },
  package: { name: 'prometheus-alertmanager', assets: javascriptAndFonts },
  build: {
    kind: 'module',
    module: 'github.com/prometheus/alertmanager',
    version: `v${alertmanagerBuildVersion}`,
    commands: ['/cmd/alertmanager', '/cmd/amtool'],
    tags: 'netgo',
    ldflags: `-X github.com/prometheus/common/version.Version=${alertmanagerBuildVersion}`,
  },
  page: 'https://prometheus.io/download/#alertmanager',
} as const satisfies Partial<Program>;

export const programs: Readonly<Record<ProgramName, Program>> = {
  prometheus: {
    ...prometheus,
    commands: ['prometheus'],
    inside: { release: 'prometheus', package: 'usr/bin/prometheus', built: 'prometheus' },
    packagedPages: { flag: '--web.local-assets', folder: 'usr/share/prometheus/web' },
  },
  promtool: {
    ...prometheus,
    commands: ['promtool'],
    inside: { release: 'promtool', package: 'usr/bin/promtool', built: 'promtool' },
  },
  pushgateway: {
    project: 'pushgateway',
    commands: ['pushgateway', 'prometheus-pushgateway'],
    oldest: '1.5.0',
    release: {
      url: ({ os, arch }) =>
        `${github('prometheus/pushgateway', `v${pushgatewayVersion}`)}/pushgateway-${pushgatewayVersion}.${os}-${arch}.tar.gz`,
      checksums: () => 'sha256sums.txt',
      strip: 1,
    },
    package: { name: 'prometheus-pushgateway', assets: javascriptAndFonts },
    build: {
      kind: 'module',
      module: 'github.com/prometheus/pushgateway',
      version: `v${pushgatewayVersion}`,
      commands: [''],
      tags: 'netgo',
      ldflags: `-X github.com/prometheus/common/version.Version=${pushgatewayVersion}`,
    },
    inside: { release: 'pushgateway', package: 'usr/bin/prometheus-pushgateway', built: 'pushgateway' },
    packagedPages: { flag: '--web.local-assets', folder: 'usr/share/prometheus/pushgateway' },
    page: 'https://prometheus.io/download/#pushgateway',
  },
  otelcol: {
    project: 'otelcol',
    // The plain `otelcol` lacks modules that we need unless somebody built it with them: each is asked for its modules.
    commands: ['otelcol-contrib', 'otelcol'],
    oldest: '0.159.0',
    release: {
      url: ({ os, arch }) =>
        `${github('open-telemetry/opentelemetry-collector-releases', `v${otelcolVersion}`)}/otelcol-contrib_${otelcolVersion}_${os}_${arch}.tar.gz`,
      checksums: () => 'opentelemetry-collector-releases_otelcol-contrib_checksums.txt',
      strip: 0,
    },
    build: { kind: 'collector', builder: `go.opentelemetry.io/collector/cmd/builder@v${otelcolVersion}` },
    inside: { release: 'otelcol-contrib', built: 'otelcol' },
    page: 'https://opentelemetry.io/docs/collector/install/',
  },
  grafana: {
    project: 'grafana',
    commands: ['grafana', 'grafana-server'],
    // Before PATH: what the vendor's package puts there is a script around this one, with a configuration of its own.
    places: ['/usr/share/grafana/bin/grafana'],
    oldest: '11.0.0',
    release: {
      url: ({ os, arch }) =>
        `https://dl.grafana.com/oss/release/grafana-${grafanaVersion}.${os}-${arch}.tar.gz`,
      checksums: (archive) => `${archive}.sha256`,
      strip: 1,
    },
    inside: { release: 'bin/grafana' },
    page: 'https://grafana.com/grafana/download?edition=oss',
  },
  alertmanager: {
    ...alertmanager,
    commands: ['alertmanager', 'prometheus-alertmanager'],
    inside: { release: 'alertmanager', package: 'usr/bin/prometheus-alertmanager', built: 'alertmanager' },
  },
  amtool: {
    ...alertmanager,
    commands: ['amtool'],
    inside: { release: 'amtool', package: 'usr/bin/amtool', built: 'amtool' },
  },
  clickhouse: {
    project: 'clickhouse',
    commands: ['clickhouse'],
    oldest: '24.8.0',
    release: {
      url: ({ arch }) =>
        `${github('ClickHouse/ClickHouse', `v${clickhouseVersion}-lts`)}/clickhouse-common-static-${clickhouseVersion}-${arch}.tgz`,
      checksums: (archive) => `${archive}.sha512`,
      strip: 1,
      systems: ['linux'],
    },
    npm: clickhouseOfNpm,
    inside: { release: 'usr/bin/clickhouse', npm: clickhouseOfNpm.script.name },
    page: 'https://clickhouse.com/docs/install',
  },
};

const architectures: Readonly<Record<string, Platform['arch']>> = { x64: 'amd64', arm64: 'arm64' };

/** This machine in the words of the release archives; undefined where the projects publish none that we know. */
export const platform = (
  os: string = process.platform,
  arch: string = process.arch,
): Platform | undefined => {
  const known = architectures[arch];
  return known && (os === 'linux' || os === 'darwin') ? { os, arch: known } : undefined;
};

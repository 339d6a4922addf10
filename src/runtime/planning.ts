import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Artefact } from '../artefact/artefact.ts';
import type { FoundProgram } from '../binaries/program.ts';
import { checkout } from '../checkout.ts';
import type { Home } from '../config/home.ts';
import { type GuardedComponent, guarded } from '../service/behind.ts';
import type { ComponentName } from '../stack/components/component.ts';
import { components } from '../stack/components.ts';
import { boundPorts, readyAddress, type Site } from '../stack/site.ts';
import { surroundingsOf } from '../stack/surroundings.ts';
import { marker, markerOf, type PlannedProcess, type RunPlan } from './plan.ts';
import type { Programs } from './programs.ts';

interface Basis {
  readonly home: Home;
  readonly site: Site;
  readonly programs: Programs;
  /** The generated files, which the processes read. */
  readonly artefacts: readonly Artefact[];
}

/** Variables of the caller that a process may need: its place in the system and the way out through a proxy. */
const inherited = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TZ',
  'LANG',
  'LC_ALL',
  'LOG_LEVEL',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
];

const fromCaller = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(inherited.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));

/** Heaps smaller than the limit on the whole process, so that the runtime collects before the system kills. */
const share = (mebibytes: number, part: number): number => Math.floor(mebibytes * part);

interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly version: string;
}

const service = (args: readonly string[], limit: number): Launch => {
  const [entry = '', ...rest] = args;
  return {
    command: process.execPath,
    args: [path.join(checkout.root, 'dist', entry), ...rest],
    // A component that knows better says so in the table.
    env: { NODE_ENV: 'production', NODE_OPTIONS: `--max-old-space-size=${share(limit, 0.7)}` },
    version: checkout.version,
  };
};

const program = (found: FoundProgram, args: readonly string[], limit: number): Launch => ({
  command: found.path,
  args: [...found.extraArgs, ...args],
  env: { ...found.env, GOMEMLIMIT: `${share(limit, 0.9)}MiB` },
  version: found.version,
});

const digest = (name: ComponentName, artefacts: readonly Artefact[]): string => {
  const hash = createHash('sha256');
  for (const { path: file, text } of artefacts) {
    if (components[name].reads.some((folder) => file.startsWith(folder))) hash.update(`${file}\0${text}\0`);
  }
  return hash.digest('hex').slice(0, 16);
};

const passwordOf = (site: Site, name: ComponentName): Pick<PlannedProcess, 'login'> => {
  if (!(name in site.passwordHashes)) return {};
  const { user, secret } = guarded[name as GuardedComponent];
  return { login: { user, passwordFile: path.join(site.secrets(name), secret) } };
};

const planned = (name: ComponentName, { home, site, programs, artefacts }: Basis): PlannedProcess => {
  const component = components[name];
  const here = surroundingsOf(site, name);
  const limit = site.config.memory[component.memory];
  const found = component.program === 'service' ? undefined : programs[component.program];
  const launch = found ? program(found, component.args(here), limit) : service(component.args(here), limit);
  return {
    name,
    version: launch.version,
    command: launch.command,
    args: launch.args,
    env: {
      ...fromCaller(process.env),
      ...launch.env,
      ...component.env(here),
      [marker]: markerOf(home, name),
    },
    folder: here.data,
    ...(name === 'collector' && { queue: path.join(here.data, 'queue') }),
    ready: readyAddress(site, name),
    ...passwordOf(site, name),
    ports: boundPorts(site, name),
    inputs: digest(name, artefacts),
    generation: 0,
  };
};

/** Which components run natively: no collector where the ledger takes its part, Grafana where there is one. */
const isWanted = (name: ComponentName, programs: Programs): boolean => {
  if (name === 'collector') return programs.otelcol !== undefined;
  if (name === 'grafana') return programs.grafana !== undefined;
  if (name === 'alertmanager') return programs.alertmanager !== undefined;
  if (name === 'clickhouse') return programs.clickhouse !== undefined;
  return true;
};

/** Decides every process of a native stack, from the table of components. */
export const planOf = (basis: Basis): RunPlan => ({
  processes: (Object.keys(components) as ComponentName[])
    .filter((name) => isWanted(name, basis.programs))
    .map((name) => planned(name, basis)),
});

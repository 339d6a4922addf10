import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Artefact } from '../artefact/artefact.ts';
import { writeTree } from '../artefact/write.ts';
import { lock } from '../binaries/lock.ts';
import type { Progress } from '../binaries/progress.ts';
import { checkout } from '../checkout.ts';
import type { Home } from '../config/home.ts';
import { load } from '../config/load.ts';
import { type Config, defaults } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import { socketFolder } from '../hooks/socket.ts';
import { socketsInContainer } from '../stack/compose.ts';
import { containers, processes } from '../stack/site.ts';
import { stackArtefacts } from '../stack/stack-files.ts';
import { personOnHost } from '../stack/volume-owner.ts';
import { secretsInVolume } from './adopt-secrets.ts';
import { clickhouseHashes, takeGivenPasswords } from './clickhouse-passwords.ts';
import { inContainers } from './containers.ts';
import type { EngineName } from './engine.ts';
import { native } from './native.ts';
import type { RunPlan } from './plan.ts';
import { planOf } from './planning.ts';
import { privatePorts } from './private-ports.ts';
import { fetchLater, gather } from './programs.ts';
import type { Runtime, RuntimeName } from './runtime.ts';
import { makeSecrets, passwordHashes } from './secrets.ts';
import { receiversMustBeValid } from './validate-alertmanager.ts';
import { mustBeValid } from './validate-collector.ts';

/** What the code below reports to the person in front of it. */
export interface Teller {
  readonly say: (line: string) => void;
  /** Only of interest with `--verbose`. */
  readonly detail: (line: string) => void;
  readonly progress: (progress: Progress) => void;
}

export const silent: Teller = { say: () => {}, detail: () => {}, progress: () => {} };

/** Makes the folders of the state. Only the user may open them, whichever process made them. */
export const makeHome = (home: Home): void => {
  for (const folder of [home.root, home.data, home.logs, home.run, home.bin, home.secrets, home.dashboards]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  }
  for (const file of readdirSync(home.secrets)) chmodSync(path.join(home.secrets, file), 0o600);
};

/**
 * Waits until no other command changes this stack, and keeps others waiting until the returned function is called, or
 * this process ends.
 */
export const holdStack = (home: Home, { say }: Teller): Promise<() => void> =>
  lock(path.join(home.run, 'command.lock'), undefined, () =>
    say('Waiting for another start-observability that is changing this stack ...'),
  );

const builderIn = (artefacts: readonly Artefact[]): string | undefined =>
  artefacts.find((artefact) => artefact.path === 'collector/builder.yaml')?.text;

/** @throws Failure for a setting that only an engine of containers can keep */
const mustSuitProcesses = ({ processors: limits }: Config): void => {
  const limited = Object.keys(limits);
  if (limited.length === 0) return;
  throw new Failure('Processors are limited in containers only, and the stack is to run natively.', {
    where: limited.map((name) => `processors.${name}`).join(', '),
    fix: 'start-observability start --runtime docker, or take these keys out of config.yaml',
    exitCode: exitCode.usage,
  });
};

/** Finds or fetches the programs, writes the generated files for them, and decides every process. */
const planNative = async (home: Home, config: Config, { say, progress }: Teller): Promise<RunPlan> => {
  mustSuitProcesses(config);
  await makeSecrets(home, config);
  await takeGivenPasswords(home);
  const behind = {
    privatePorts: await privatePorts(home, config),
    passwordHashes: passwordHashes(home),
    clickhouseHashes: clickhouseHashes(home),
  };
  const builder = builderIn(stackArtefacts(processes(config, home)));
  const where = { home, config, builder, report: progress };
  const programs = await gather(where);
  const isEmbedded = programs.otelcol === undefined;
  const hasGrafana = programs.grafana !== undefined;
  const site = processes(config, home, {
    ...behind,
    embeddedCollector: isEmbedded,
    hasGrafana,
    hasOwnDashboards: hasOwnDashboards(home),
  });
  const artefacts = stackArtefacts(site);
  writeTree(home.generated, artefacts);
  const { extra } = config.collector;
  if (extra && programs.otelcol) await mustBeValid(home, programs.otelcol, extra);
  if (programs.amtool) await receiversMustBeValid(home, programs.amtool);
  if (isEmbedded && config.collector.receiver === 'auto' && !config.programs.offline) {
    say(
      'No OpenTelemetry Collector is installed: the ledger receives telemetry itself (with the same redaction).',
    );
    say('The collector is being fetched in the background; the next `start-observability restart` uses it.');
    fetchLater('otelcol', where);
  }
  return planOf({ home, site, programs, artefacts });
};

const hasOwnDashboards = (home: Home): boolean =>
  readdirSync(home.dashboards).some((name) => name.endsWith('.json'));

const socketsOf = (home: Home) => {
  const person = personOnHost();
  if (!person) return undefined;
  const folder = socketFolder(home.root);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { folder, person };
};

const writeForContainers = async (home: Home, config: Config, engine: EngineName): Promise<void> => {
  await makeSecrets(home, config, await secretsInVolume(home));
  await takeGivenPasswords(home);
  const sockets = socketsOf(home);
  writeTree(
    home.generated,
    stackArtefacts(containers(config, sockets ? socketsInContainer : '', hasOwnDashboards(home)), {
      engine,
      build: checkout.root,
      stage: 'ready',
      workspace: path.join(home.root, 'workspace'),
      ownDashboards: home.dashboards,
      secrets: home.secrets,
      ...(sockets && { sockets }),
    }),
  );
};

/** The configuration, or the defaults while it is wrong: stopping and looking must work then, too. */
const configOrDefaults = (home: Home, { say }: Teller): Config => {
  try {
    return load(home).config;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    say(error.text);
    return defaults();
  }
};

/** The runtime of that name, for the state folder and its configuration. */
export const runtimeNamed = (name: RuntimeName, home: Home, teller: Teller = silent): Runtime => {
  const config = configOrDefaults(home, teller);
  return name === 'native'
    ? native({ home, config, plan: () => planNative(home, config, teller), say: teller.say })
    : inContainers({
        engine: name,
        home,
        config,
        write: () => writeForContainers(home, config, name),
        ...teller,
      });
};

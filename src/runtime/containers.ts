import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { checkout } from '../checkout.ts';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import { printable } from '../printable.ts';
import { clientProfile } from '../stack/claude-code.ts';
import type { ComponentName } from '../stack/components/component.ts';
import { components } from '../stack/components.ts';
import { containerNames } from '../stack/compose.ts';
import { componentOf, serviceOf } from '../stack/service.ts';
import { containers, portsOf } from '../stack/site.ts';
import { composeArguments, runCompose } from './compose-command.ts';
import { type EngineName, lookForEngine, mustRunContainers } from './engine.ts';
import { makeEdgeNetwork } from './podman-network.ts';
import { mustBeFree } from './port-check.ts';
import { ownImage, removeOldImages } from './project.ts';
import { readinessOf } from './ready.ts';
import { composeFile } from './remembered.ts';
import type { ComponentStatus, Runtime } from './runtime.ts';

export interface ContainersOptions {
  readonly engine: EngineName;
  readonly home: Home;
  readonly config: Config;
  /** Writes the generated files; called before containers are made. */
  readonly write: () => Promise<void>;
  readonly say: (line: string) => void;
  readonly detail: (line: string) => void;
}

/** One line of `compose ps --format json`, as far as it is read. */
interface Container {
  readonly ID: string;
  readonly Service: string;
  readonly State: string;
  readonly Health?: string;
  readonly ExitCode: number;
}

/** One line of `inspect`, as far as it is read. */
interface Inspected {
  readonly Id: string;
  readonly RestartCount: number;
  readonly State: { readonly StartedAt: string; readonly OOMKilled: boolean };
  readonly HostConfig: {
    readonly PortBindings?: Readonly<Record<string, readonly { readonly HostPort: string }[] | null>> | null;
  };
}

/** Compose before 2.21 prints one list, later ones a line for each. */
const parsed = (text: string): readonly Container[] => {
  const trimmed = text.trim();
  if (trimmed.startsWith('[')) return JSON.parse(trimmed);
  return trimmed
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
};

const units: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
};

/** `12.5MiB / 512MiB` -> bytes. */
const bytesOf = (usage: string): number | undefined => {
  const [, number, unit = ''] = usage.match(/^([\d.]+)\s*(\w+)/) ?? [];
  return units[unit] === undefined ? undefined : Math.round(Number(number) * units[unit]);
};

const endOf = ({ State, ExitCode }: Container): string =>
  State === 'created' ? 'was never started' : `ended with exit code ${ExitCode}`;

/** Runs the components as containers, by an engine and its Compose. */
export const inContainers = ({ engine, home, config, write, say, detail }: ContainersOptions): Runtime => {
  const site = containers(config);
  const names = containerNames(site);
  const compose = (args: readonly string[]): Promise<string> => runCompose(home, args, detail);

  const present = async (): Promise<readonly Container[]> => {
    if (!existsSync(composeFile(home))) return [];
    return parsed(await compose(['ps', '--all', '--format', 'json'])).filter(
      ({ Service }) => componentOf(Service) !== undefined,
    );
  };

  const mustBeHere = (component: string): void => {
    if (names.some((name) => name === component)) return;
    throw new Failure(`${component} does not run in containers.`, {
      where: `containers: ${names.join(', ')}`,
      exitCode: exitCode.usage,
    });
  };

  const inspected = async (ids: readonly string[]): Promise<ReadonlyMap<string, Inspected>> => {
    if (ids.length === 0) return new Map();
    const { stdout } = await execa(engine, ['inspect', ...ids], { reject: false });
    const list: readonly Inspected[] = stdout ? JSON.parse(stdout) : [];
    return new Map(list.map((one) => [one.Id, one]));
  };

  const memoryOf = async (ids: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    if (ids.length === 0) return new Map();
    const { stdout } = await execa(
      engine,
      ['stats', '--no-stream', '--no-trunc', '--format', '{{.ID}} {{.MemUsage}}', ...ids],
      {
        reject: false,
      },
    );
    return new Map(
      stdout.split('\n').flatMap((line) => {
        const [id = '', ...usage] = line.split(' ');
        const bytes = bytesOf(usage.join(' '));
        return bytes === undefined ? [] : [[id, bytes] as const];
      }),
    );
  };

  const facts = (name: ComponentName) => ({
    name,
    version:
      components[name].version === 'local' ? checkout.version : components[name].version.replace(/^v/, ''),
    ports: portsOf(site, name).map((port) => config.ports[port]),
  });

  const absent = (name: ComponentName): ComponentStatus => ({
    ...facts(name),
    restarts: 0,
    state: 'down',
    lastExit: 'has no container',
  });

  const statusOf = async (
    container: Container,
    details: ReadonlyMap<string, Inspected>,
    memory: ReadonlyMap<string, number>,
  ): Promise<ComponentStatus> => {
    const name = componentOf(container.Service) as ComponentName;
    const { ready } = components[name];
    const one = [...details.values()].find(({ Id }) => Id.startsWith(container.ID));
    const runs = container.State === 'running';
    const address = `http://127.0.0.1:${config.ports[ready.port]}${ready.path}`;
    const memoryBytes = one && memory.get(one.Id);
    const isKilled = one?.State.OOMKilled === true;
    const { isReady, reason } = runs ? await readinessOf(address) : { isReady: false };
    return {
      ...facts(name),
      restarts: one?.RestartCount ?? 0,
      state: !runs ? 'down' : isReady ? 'healthy' : 'starting',
      ...(reason && { reason }),
      ...(runs && one && { since: one.State.StartedAt }),
      ...(memoryBytes && { memoryBytes }),
      ...(!runs && {
        lastExit: isKilled ? 'ended: out of memory' : endOf(container),
      }),
    };
  };

  const status = async ({ memory = false } = {}): Promise<readonly ComponentStatus[]> => {
    const found = await present();
    const ids = found.map(({ ID }) => ID);
    const [details, used] = await Promise.all([
      inspected(ids),
      memory ? memoryOf(found.filter(({ State }) => State === 'running').map(({ ID }) => ID)) : new Map(),
    ]);
    const order = Object.keys(components);
    const all = await Promise.all(found.map((container) => statusOf(container, details, used)));
    if (all.length === 0) return [];
    const missing = names.filter((name) => !all.some((one) => one.name === name));
    return [...all, ...missing.map(absent)].toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  };

  const mustHavePorts = async (): Promise<void> => {
    const running = (await present()).filter(({ State }) => State === 'running');
    // What Compose lists of ports is incomplete with Podman, which joins neighbours to ranges.
    const details = await inspected(running.map(({ ID }) => ID));
    const held = new Set(
      [...details.values()]
        .flatMap(({ HostConfig }) => Object.values(HostConfig.PortBindings ?? {}))
        .flatMap((bindings) => bindings ?? [])
        .map(({ HostPort }) => Number(HostPort)),
    );
    for (const name of names) {
      const wanted = portsOf(site, name).map((port) => config.ports[port]);
      for (const port of wanted) if (!held.has(port)) await mustBeFree(port, name, config);
    }
  };

  /** Podman itself builds: Compose would fetch a builder of Docker's for it. */
  const build = async (): Promise<void> => {
    if (engine === 'docker') return void (await compose(['build', '--quiet']));
    await execa(engine, ['build', '--quiet', '--target', 'ready', '--tag', ownImage, checkout.root]);
  };

  /** Builds, and makes what Compose cannot. */
  const buildAround = async (): Promise<void> => {
    await build();
    if (engine === 'podman') await makeEdgeNetwork(home);
  };

  const release = async (component: ComponentName): Promise<void> => {
    await compose(['start', serviceOf(component)]);
  };

  return {
    name: engine,
    start: async () => {
      await write();
      await mustHavePorts();
      say('Building the image of our own services, fetching the others where missing ...');
      await buildAround();
      await compose(['up', '--detach', '--remove-orphans']);
      await removeOldImages(engine);
    },
    stop: async () => {
      await compose(['down', '--remove-orphans', '--timeout', '20']);
    },
    restart: async (component) => {
      mustBeHere(component);
      await write();
      await build();
      await compose(['up', '--detach', '--no-deps', '--force-recreate', serviceOf(component)]);
      await removeOldImages(engine);
    },
    hold: async (component) => {
      const found = (await present()).find(({ Service }) => componentOf(Service) === component);
      if (found?.State !== 'running') return async () => {};
      await compose(['stop', '--timeout', '60', serviceOf(component)]);
      return () => release(component);
    },
    release,
    prepare: async () => {
      await write();
      await buildAround();
      // Making the containers fills new volumes from their images, with the owners that these know.
      await compose(['up', '--no-start', '--remove-orphans']);
      await compose(['run', '--rm', 'prepare']);
    },
    status,
    // The engine does it.
    isSupervised: () => true,
    overheadBytes: () => 0,
    logs: async ({ component, follow, lines }) => {
      if (component) mustBeHere(component);
      mustRunContainers(await lookForEngine(engine));
      const args = [...composeArguments(home), 'logs', '--tail', String(lines)];
      const child = execa(
        engine,
        [
          ...args,
          ...(follow ? ['--follow'] : []),
          ...(component ? ['--no-log-prefix', serviceOf(component as ComponentName)] : []),
        ],
        {
          reject: false,
          stdin: 'ignore',
          all: true,
          buffer: false,
        },
      );
      for await (const line of child.iterable({ from: 'all' })) process.stdout.write(`${printable(line)}\n`);
    },
    lastLines: async (component, lines) => {
      const { stdout } = await execa(
        engine,
        [...composeArguments(home), 'logs', '--no-log-prefix', '--tail', String(lines), serviceOf(component)],
        { reject: false, all: true },
      );
      return stdout;
    },
    reset: async () => {
      await compose([...clientProfile, 'down', '--remove-orphans', '--volumes', '--timeout', '20']);
    },
  };
};

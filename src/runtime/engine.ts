import { execa } from 'execa';
import { isAtLeast } from '../binaries/probe.ts';
import { exitCode, Failure } from '../failure.ts';

/** Longest wait for an engine that hangs. */
const answerMs = 5_000;

interface EngineAnswer {
  /** What it printed; absent when it failed. */
  readonly text?: string;
  /** The last line of why it failed. */
  readonly trouble?: string;
  readonly isInstalled: boolean;
}

type AskEngine = (command: string, args: readonly string[]) => Promise<EngineAnswer>;

const asker =
  (env: NodeJS.ProcessEnv): AskEngine =>
  async (command, args) => {
    const { failed, stdout, stderr, timedOut, code } = await execa(command, args, {
      reject: false,
      timeout: answerMs,
      env,
      extendEnv: false,
    });
    if (!failed) return { text: stdout.trim(), isInstalled: true };
    if (code === 'ENOENT') return { trouble: `${command} is not on PATH`, isInstalled: false };
    const silence = timedOut && `${command} does not answer in ${answerMs / 1000} s`;
    const trouble = silence || stderr?.trim().split('\n').at(-1);
    return { isInstalled: true, ...(trouble && { trouble }) };
  };

/** The programs that run containers; each is called by its name. */
export type EngineName = 'docker' | 'podman';

export const engineTitles: Readonly<Record<EngineName, string>> = { docker: 'Docker', podman: 'Podman' };

/** What there is of a container engine on this machine. */
export interface Engine {
  readonly name: EngineName;
  /** Version of the engine that answers; absent when none does. */
  readonly engine?: string;
  /** Why no engine answers, in its own words: not installed, not running, no permission. */
  readonly trouble?: string;
  /** Its command is there. */
  readonly isInstalled: boolean;
  /** Version of Compose v2; absent when there is none. */
  readonly compose?: string;
  /** Only the old `docker-compose` is there. */
  readonly isComposeOld: boolean;
}

/** What each answers with its version when it works, and only then. */
const askForVersion: Readonly<Record<EngineName, readonly string[]>> = {
  docker: ['version', '--format', '{{.Server.Version}}'],
  podman: ['info', '--format', '{{.Version.Version}}'],
};

/** Asks an engine and its Compose for their versions. */
export const lookForEngine = async (
  name: EngineName,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Engine> => {
  const asks = asker(env);
  const [engine, compose] = await Promise.all([
    asks(name, askForVersion[name]),
    asks(name, ['compose', 'version', '--short']),
  ]);
  const isComposeOld =
    !compose.text && (await asks('docker-compose', ['version', '--short'])).text?.startsWith('1.') === true;
  return {
    name,
    ...(engine.text ? { engine: engine.text } : engine.trouble && { trouble: engine.trouble }),
    isInstalled: engine.isInstalled,
    ...(compose.text && { compose: compose.text.replace(/^v/, '') }),
    isComposeOld,
  };
};

/** The oldest versions that `compose.yaml` was seen to run with (docs/docker.md). */
export const oldestEngines: Readonly<Record<EngineName, string>> = { docker: '20.10.5', podman: '5.4.2' };
export const oldestCompose = '2.10.2';

export const canRunContainers = ({ name, engine, compose }: Engine): boolean =>
  engine !== undefined &&
  compose !== undefined &&
  isAtLeast(engine, oldestEngines[name]) &&
  isAtLeast(compose, oldestCompose);

const withoutContainers = 'run the stack without it: start-observability restart --runtime native';

const mustBeNewEnough = ({ name, engine = '', compose = '' }: Engine): void => {
  const checks = [
    [engineTitles[name], engine, oldestEngines[name]],
    ['Compose', compose, oldestCompose],
  ] as const;
  for (const [title, version, oldest] of checks) {
    if (isAtLeast(version, oldest)) continue;
    throw new Failure(`${title} ${version} is too old; ${oldest} or newer is needed.`, {
      where: title === 'Compose' ? `${name} compose version` : `${name} version`,
      fix: `install a newer one (docs/docker.md), or ${withoutContainers}`,
      exitCode: exitCode.unhealthy,
    });
  }
};

/** In a checkout: takes out the three keys of `compose.yaml` that Compose v1 refuses. Tried with 1.29.2. */
export const composeOneCommand =
  "sed '/^name:/d;/ bind:$/d;/create_host_path/d' compose.yaml >compose-1.yaml && docker-compose -p start-observability -f compose-1.yaml up -d";

const composeFixes: Readonly<Record<EngineName, string>> = {
  docker: 'install the Compose plugin (https://docs.docker.com/compose/install)',
  podman:
    'install Compose 2 as `docker-compose`, or as a plugin of Docker, where Podman finds it, and start its socket: systemctl enable --now podman.socket',
};

/** @throws Failure that says what is missing of the engine, or too old */
export const mustRunContainers = (found: Engine): void => {
  if (!found.engine) {
    throw new Failure('No container engine answers.', {
      where: [
        found.name === 'docker' && process.env['DOCKER_HOST'] && `DOCKER_HOST=${process.env['DOCKER_HOST']}`,
        found.trouble ?? `${found.name} version`,
      ]
        .filter(Boolean)
        .join(': '),
      fix: `start ${engineTitles[found.name]}, or let this user use it, or ${withoutContainers}`,
      exitCode: exitCode.unhealthy,
    });
  }
  if (!found.compose) {
    throw new Failure(
      found.isComposeOld ? 'Only Compose v1 is installed; version 2 is needed.' : 'Compose v2 is missing.',
      {
        where: `${found.name} compose version`,
        fix: `${composeFixes[found.name]}, or ${withoutContainers}${found.isComposeOld ? `\n         or the stack alone, by Compose v1: ${composeOneCommand}` : ''}`,
      },
    );
  }
  mustBeNewEnough(found);
};

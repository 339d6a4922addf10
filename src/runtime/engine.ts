import { execa } from 'execa';
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
    ...(compose.text && { compose: compose.text }),
    isComposeOld,
  };
};

export const canRunContainers = ({ engine, compose }: Engine): boolean =>
  engine !== undefined && compose !== undefined;

/** @throws Failure that says what is missing of Docker */
export const mustRunContainers = (found: Engine): void => {
  if (!found.engine) {
    throw new Failure('No container engine answers.', {
      where: [
        process.env['DOCKER_HOST'] && `DOCKER_HOST=${process.env['DOCKER_HOST']}`,
        found.trouble ?? 'docker version',
      ]
        .filter(Boolean)
        .join(': '),
      fix: 'start Docker, or let this user use it (for Podman: set DOCKER_HOST to its socket), or run the stack without it: start-observability restart --runtime native',
      exitCode: exitCode.unhealthy,
    });
  }
  if (!found.compose) {
    throw new Failure(
      found.isComposeOld ? 'Only Compose v1 is installed; version 2 is needed.' : 'Compose v2 is missing.',
      {
        where: 'docker compose version',
        fix: 'install the Compose plugin (https://docs.docker.com/compose/install), or: start-observability restart --runtime native',
      },
    );
  }
};

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

/** What there is of Docker on this machine. */
export interface Engine {
  /** Version of the engine that answers (Docker's, or Podman's behind `DOCKER_HOST`); absent when none does. */
  readonly engine?: string;
  /** Why no engine answers, in Docker's words: not installed, not running, no permission. */
  readonly trouble?: string;
  /** The `docker` command is there. */
  readonly isInstalled: boolean;
  /** Version of Compose v2; absent when there is none. */
  readonly compose?: string;
  /** Only the old `docker-compose` is there. */
  readonly isComposeOld: boolean;
}

/** Asks `docker` and `docker compose` for their versions. */
export const lookForEngine = async (env: NodeJS.ProcessEnv = process.env): Promise<Engine> => {
  const asks = asker(env);
  const [engine, compose] = await Promise.all([
    asks('docker', ['version', '--format', '{{.Server.Version}}']),
    asks('docker', ['compose', 'version', '--short']),
  ]);
  const isComposeOld =
    !compose.text && (await asks('docker-compose', ['version', '--short'])).text?.startsWith('1.') === true;
  return {
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

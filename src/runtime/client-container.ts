import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { checkout } from '../checkout.ts';
import type { Home } from '../config/home.ts';
import { exitCode, Failure } from '../failure.ts';
import { clientImage, clientService } from '../stack/claude-code.ts';
import { composeArguments, composeEnvironment } from './compose-command.ts';
import { type EngineName, lookForEngine, mustRunContainers } from './engine.ts';
import { engineOf, startedRuntime } from './remembered.ts';
import { isInContainers } from './runtime.ts';

/** @throws Failure when the stack does not run in containers: the client's container belongs to it */
const mustRunInContainers = async (home: Home): Promise<void> => {
  mustRunContainers(await lookForEngine(engineOf(home)));
  const name = startedRuntime(home);
  if (isInContainers(name)) return;
  throw new Failure(
    name
      ? 'The stack runs natively, and the client in a container needs it there.'
      : 'The stack does not run.',
    {
      fix: `start-observability ${name ? 'restart' : 'start'} --runtime docker`,
      exitCode: exitCode.unhealthy,
    },
  );
};

const runEngine = async (
  engine: EngineName,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) => {
  const { exitCode: code = 1 } = await execa(engine, args, {
    stdio: 'inherit',
    reject: false,
    env: { ...composeEnvironment(), ...env },
  });
  return code;
};

/**
 * Builds the image of the client, which fetches everything that is in it. `CLAUDE_CODE_INSTALLED` names an image in which
 * that was done elsewhere.
 * @returns the exit code of the engine's `build`
 */
export const buildClient = async (home: Home, version: string): Promise<number> => {
  const engine = engineOf(home);
  mustRunContainers(await lookForEngine(engine));
  const installed = process.env['CLAUDE_CODE_INSTALLED'];
  const args = [`CLAUDE_CODE_VERSION=${version}`, ...(installed ? [`INSTALLED=${installed}`] : [])];
  return runEngine(engine, [
    'build',
    ...args.flatMap((arg) => ['--build-arg', arg]),
    '--tag',
    clientImage,
    path.join(checkout.root, 'claude-code'),
  ]);
};

/** What is in the image, a line each. @throws Failure when it was not built yet */
export const clientContents = async (home: Home): Promise<string> => {
  const engine = engineOf(home);
  mustRunContainers(await lookForEngine(engine));
  const args = ['run', '--rm', '--network', 'none', '--entrypoint', 'cat', clientImage];
  const { failed, stdout } = await execa(engine, [...args, '/opt/start-observability/versions'], {
    reject: false,
  });
  if (!failed) return stdout;
  throw new Failure("The image of the client's container is not there.", {
    where: clientImage,
    fix: 'start-observability client build',
    exitCode: exitCode.unhealthy,
  });
};

/**
 * Runs a command in a container of the client, with this terminal.
 * @param workspace the folder of the person's files; made where it is missing
 * @returns the exit code of the command
 */
export const runClient = async (
  home: Home,
  workspace: string,
  command: readonly string[],
): Promise<number> => {
  await mustRunInContainers(home);
  const folder = path.resolve(workspace);
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  const terminal = process.stdin.isTTY && process.stdout.isTTY ? [] : ['--no-TTY'];
  const args = [...composeArguments(home), 'run', '--rm', ...terminal, clientService, ...command];
  return runEngine(engineOf(home), args, { CLAUDE_WORKSPACE: folder });
};

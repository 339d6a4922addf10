import { type ChildProcess, fork, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkout } from '../checkout.ts';
import { exitCode, Failure } from '../failure.ts';
import { type Layout, newLog, readKey, telemetryVariables } from './layout.ts';
import { parseLog } from './parse.ts';

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
}

type ReceiverTold = { readonly port: number } | { readonly error: string };

const program = (): string => path.join(checkout.root, 'dist', 'files', 'main.js');

/** A process outside the terminal's group: Ctrl-C and a closed terminal are for the client alone. */
const startProcess = async (place: Layout, log: string, token: string, port: number): Promise<Started> => {
  const child = fork(program(), {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      ...process.env,
      FILES_ROOT: place.root,
      FILES_LOG: log,
      FILES_TOKEN: token,
      FILES_PORT: String(port),
    },
  });
  const [told] = (await once(child, 'message')) as [ReceiverTold];
  if ('port' in told) return { child, port: told.port };
  throw new Failure(`The receiver cannot start: ${told.error}`, { where: log });
};

/** The user's settings of the client, where they name one of these variables: there they win over the environment. */
export const settingsWithTelemetry = (variables: Readonly<Record<string, string>>): readonly string[] => {
  const folder = process.env['CLAUDE_CONFIG_DIR'] || path.join(os.homedir(), '.claude');
  const file = path.join(folder, 'settings.json');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return Object.keys(variables).some((name) => text.includes(`"${name}"`)) ? [file] : [];
};

/** The client's own settings overrule the environment: where they name telemetry, ours are given as settings as well. */
const settingsArguments = (variables: Readonly<Record<string, string>>, args: readonly string[]) => {
  const [file] = settingsWithTelemetry(variables);
  if (file === undefined) return { more: [], remove: () => undefined };
  if (args.some((arg) => arg === '--settings' || arg.startsWith('--settings=')))
    throw new Failure('Your settings send telemetry elsewhere, and --settings is taken.', {
      where: file,
      fix: 'leave --settings out, or: start-observability uninstall',
      exitCode: exitCode.usage,
    });
  const own = mkdtempSync(path.join(os.tmpdir(), 'claude-telemetry-'));
  const settings = path.join(own, 'settings.json');
  writeFileSync(settings, JSON.stringify({ env: variables }), { mode: 0o600 });
  return { more: ['--settings', settings], remove: () => rmSync(own, { recursive: true, force: true }) };
};

const endOf = async (client: ChildProcess): Promise<number> => {
  const ended = await Promise.race([
    once(client, 'exit') as Promise<[number | null, NodeJS.Signals | null]>,
    once(client, 'error').then(([error]) => {
      throw new Failure(`Claude Code cannot be started: ${(error as Error).message}`, {
        fix: 'npm install -g @anthropic-ai/claude-code',
        exitCode: exitCode.failed,
      });
    }),
  ]);
  const [code, signal] = ended;
  return code ?? 128 + (signal ? os.constants.signals[signal] : 0);
};

/**
 * Runs the client with a receiver that is there as long as it. The terminal is the client's own.
 * @returns the exit code of the client
 */
export const runClient = async (
  place: Layout,
  args: readonly string[],
  client = 'claude',
): Promise<number> => {
  readKey(place);
  const log = newLog(place);
  const token = randomBytes(32).toString('hex');
  let receiver = await startProcess(place, log, token, 0);
  const variables = telemetryVariables(receiver.port, token);
  const { more, remove } = settingsArguments(variables, args);
  const child = spawn(client, [...more, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...variables },
  });
  let isOver = false;
  const watch = ({ child: process_, port }: Started): void => {
    process_.once('exit', async () => {
      if (isOver) return;
      // What was sent meanwhile is repeated with the next running totals; events of that moment are lost.
      receiver = await startProcess(place, log, token, port);
      watch(receiver);
    });
    if (child.pid !== undefined) process_.send({ client: child.pid });
  };
  watch(receiver);
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) process.on(signal, () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  try {
    return await endOf(child);
  } finally {
    isOver = true;
    remove();
    const ended = once(receiver.child, 'exit');
    if (receiver.child.exitCode === null && receiver.child.signalCode === null) {
      receiver.child.send('stop');
      await ended;
    }
    await parseLog(place, log);
  }
};

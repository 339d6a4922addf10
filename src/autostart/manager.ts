import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import writeFileAtomic from 'write-file-atomic';
import { checkout } from '../checkout.ts';
import type { Home } from '../config/home.ts';
import { Failure } from '../failure.ts';
import {
  launchdAgent,
  launchdHome,
  launchdLabel,
  systemdHome,
  systemdUnit,
  type UnitOptions,
} from './unit.ts';

const unitName = 'start-observability.service';

interface Manager {
  readonly name: 'systemd' | 'launchd';
  /** Where the service file belongs. */
  readonly file: string;
  readonly text: (options: UnitOptions) => string;
  /** What stands in the file of a service for this state folder. */
  readonly mark: (root: string) => string;
  /** Answers with exit code 0 where the manager of this user's session runs. */
  readonly probe: readonly string[];
  /** Run after the file was written. */
  readonly enable: readonly (readonly string[])[];
  /** Run before the file is removed; may fail where it was never enabled. */
  readonly disable: readonly (readonly string[])[];
  /** Run after the file was removed. */
  readonly forget: readonly (readonly string[])[];
  /** Exit code 0 when it starts at login. */
  readonly isEnabled: readonly string[];
}

const systemd = (env: NodeJS.ProcessEnv): Manager => {
  const config = env['XDG_CONFIG_HOME'] || path.join(os.homedir(), '.config');
  const control = (...args: readonly string[]) => ['systemctl', '--user', ...args];
  return {
    name: 'systemd',
    file: path.join(config, 'systemd', 'user', unitName),
    text: systemdUnit,
    mark: systemdHome,
    probe: control('show-environment'),
    enable: [control('daemon-reload'), control('enable', unitName)],
    // Not `--now`: removing the service leaves the stack as it is.
    disable: [control('disable', unitName)],
    forget: [control('daemon-reload')],
    isEnabled: control('is-enabled', '--quiet', unitName),
  };
};

const launchd = (): Manager => {
  const domain = `gui/${process.getuid?.() ?? 0}`;
  const file = path.join(os.homedir(), 'Library', 'LaunchAgents', `${launchdLabel}.plist`);
  return {
    name: 'launchd',
    file,
    text: launchdAgent,
    mark: launchdHome,
    probe: ['launchctl', 'print', domain],
    enable: [['launchctl', 'bootstrap', domain, file]],
    disable: [['launchctl', 'bootout', `${domain}/${launchdLabel}`]],
    forget: [],
    isEnabled: ['launchctl', 'print', `${domain}/${launchdLabel}`],
  };
};

/**
 * The service manager of this operating system.
 * @throws Failure where there is none that we know
 */
export const managerHere = (
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Manager => {
  if (platform === 'linux') return systemd(env);
  if (platform === 'darwin') return launchd();
  throw new Failure(`No service manager is known for ${platform}.`, {
    fix: 'run `start-observability start` when you log in',
  });
};

const run = async ([command = '', ...args]: readonly string[]) =>
  execa(command, args, { reject: false, stdin: 'ignore', timeout: 30_000 });

const answers = async ({ probe }: Pick<Manager, 'probe'>): Promise<boolean> =>
  (await run(probe)).exitCode === 0;

const mustAnswer = async (manager: Pick<Manager, 'name' | 'probe'>, instead: string): Promise<void> => {
  if (await answers(manager)) return;
  throw new Failure(`No ${manager.name} of your own answers here; nothing was written.`, {
    where: manager.probe.join(' '),
    fix: `in containers, WSL without systemd and root shells there is none: ${instead}`,
  });
};

const mustWork = async (command: readonly string[]): Promise<void> => {
  const { exitCode, stderr, shortMessage } = await run(command);
  if (exitCode === 0) return;
  throw new Failure(`The service could not be set up: ${stderr || shortMessage}`, {
    where: command.join(' '),
    fix: 'see the message above; `start-observability service remove` takes the file away again',
  });
};

/**
 * What a schedule asks of the service manager whose `probe` answers.
 * @param instead what a person does where none answers
 */
export const manageWith = (probe: readonly string[], instead = '') => ({
  run,
  mustWork,
  mustAnswer: () => mustAnswer({ name: probe[0] === 'launchctl' ? 'launchd' : 'systemd', probe }, instead),
});

export const optionsFor = (home: Home): UnitOptions => ({
  launcher: path.join(checkout.root, 'start-observability'),
  root: home.root,
  logs: home.logs,
  node: process.execPath,
  path: process.env['PATH'] ?? '',
});

/** The file as it would be written. */
export const serviceText = (home: Home, manager: Manager): string => manager.text(optionsFor(home));

/** Writes the service file and has it started at each login. Safe to repeat. @throws Failure without a manager */
export const installService = async (home: Home, manager: Manager): Promise<void> => {
  await mustAnswer(
    manager,
    'run `start-observability start` from the profile of your shell or a crontab (@reboot)',
  );
  await mkdir(path.dirname(manager.file), { recursive: true });
  if (existsSync(manager.file)) for (const command of manager.disable) await run(command);
  await writeFileAtomic(manager.file, serviceText(home, manager), { mode: 0o644 });
  for (const command of manager.enable) await mustWork(command);
};

/** Takes the service away; what runs goes on running. False when there was none. */
export const removeService = async (manager: Manager): Promise<boolean> => {
  if (!existsSync(manager.file)) return false;
  for (const command of manager.disable) await run(command);
  await rm(manager.file, { force: true });
  for (const command of manager.forget) await run(command);
  return true;
};

/** The same for `uninstall`: only a service of this state folder, and never a reason to stop. */
export const removeServiceOf = async (home: Home): Promise<void> => {
  try {
    const manager = managerHere();
    if (readFileSync(manager.file, 'utf8').includes(manager.mark(home.root))) await removeService(manager);
  } catch {
    // No manager, or no service.
  }
};

export interface ServiceState {
  readonly manager: Manager['name'];
  readonly file: string;
  readonly isInstalled: boolean;
  /** It starts at the next login. */
  readonly isEnabled: boolean;
  /** It also runs while the user is not logged in; undefined where that cannot be known. */
  readonly lingers: boolean | undefined;
}

const lingers = async (manager: Manager): Promise<boolean | undefined> => {
  if (manager.name !== 'systemd') return undefined;
  const { stdout, exitCode } = await run([
    'loginctl',
    'show-user',
    os.userInfo().username,
    '--property=Linger',
  ]);
  return exitCode === 0 ? stdout.trim() === 'Linger=yes' : undefined;
};

export const serviceState = async (manager: Manager): Promise<ServiceState> => {
  const isInstalled = existsSync(manager.file);
  return {
    manager: manager.name,
    file: manager.file,
    isInstalled,
    isEnabled: isInstalled && (await run(manager.isEnabled)).exitCode === 0,
    lingers: await lingers(manager),
  };
};

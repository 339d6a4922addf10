import os from 'node:os';
import { Command } from 'commander';
import {
  installService,
  managerHere,
  removeService,
  serviceState,
  serviceText,
} from '../../autostart/manager.ts';
import { home as stateHome } from '../../config/home.ts';
import { exitCode } from '../../failure.ts';
import { makeHome } from '../../runtime/stack.ts';
import type { CommandGroup } from '../command.ts';
import { paint, print, printJson, say } from '../terminal.ts';

const lingerAdvice = `On a server, or to have it while you are not logged in:  loginctl enable-linger ${os.userInfo().username}`;

const install = async ({ print: onlyPrint }: { print?: boolean }): Promise<void> => {
  const home = stateHome();
  const manager = managerHere();
  if (onlyPrint) {
    print(serviceText(home, manager).trimEnd());
    return say(`\nBelongs into ${manager.file}`);
  }
  makeHome(home);
  await installService(home, manager);
  say(paint('green', `The stack starts at each login (${manager.name}: ${manager.file}).`, process.stderr));
  if (manager.name === 'systemd' && (await serviceState(manager)).lingers !== true) say(lingerAdvice);
  if (manager.name === 'systemd') say('It is not started now: `start-observability start`.');
  say('After moving the checkout or Node: install it again.');
};

const remove = async (): Promise<void> => {
  const manager = managerHere();
  const wasThere = await removeService(manager);
  say(wasThere ? `Removed: ${manager.file}. What runs goes on running.` : 'No service is installed.');
};

const status = async ({ json }: { json?: boolean }): Promise<void> => {
  const state = await serviceState(managerHere());
  if (!state.isEnabled) process.exitCode = exitCode.unhealthy;
  if (json) return printJson(state);
  if (!state.isInstalled) return say('No service is installed: `start-observability service install`.');
  print(`${state.file}: ${state.isEnabled ? 'starts at each login' : 'installed, but not enabled'}`);
  if (state.lingers === false) say(lingerAdvice);
};

const help = `
A systemd user unit on Linux, a launchd agent on macOS; no root is needed. It runs \`start-observability start\` when you
log in, with the state folder and PATH of this terminal.

Examples:
  start-observability service install
  start-observability service install --print   only shows the file
  start-observability service status
  start-observability service remove`;

export const group: CommandGroup = 'run';

export const brief = 'Have the stack there after each login';

export const build = (): Command => {
  const command = new Command('service')
    .description('Have the stack there after each login.')
    .addHelpText('after', help);
  command
    .command('install')
    .description('Start the stack at each login.')
    .option('--print', 'print the file, write nothing')
    .action(install);
  command.command('remove').description('No longer start it at login.').action(remove);
  command
    .command('status')
    .description('Show whether it starts at login; exit code 3 if not.')
    .option('--json', 'as JSON')
    .action(status);
  return command;
};

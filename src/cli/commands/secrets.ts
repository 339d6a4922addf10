import { Command } from 'commander';
import { home as stateHome } from '../../config/home.ts';
import { exitCode, Failure } from '../../failure.ts';
import { rotateSecret } from '../../lifecycle/rotate-secret.ts';
import { startedRuntime } from '../../runtime/remembered.ts';
import { secrets } from '../../stack/secrets.ts';
import type { CommandGroup } from '../command.ts';
import { teller } from '../teller.ts';
import { print, say, table } from '../terminal.ts';
import { up } from '../up.ts';

const list = (): void =>
  print(table(Object.entries(secrets).map(([name, { onRotation }]) => [name, onRotation])));

const rotate = async (name: string, { yes }: { yes?: true }): Promise<void> => {
  const home = stateHome();
  const consequence = secrets[name]?.onRotation;
  if (consequence !== undefined && !yes)
    throw new Failure(`Nothing was changed. ${consequence}`, {
      where: name,
      fix: `start-observability secrets rotate ${name} --yes`,
      exitCode: exitCode.usage,
    });
  await rotateSecret(home, name, teller());
  say(`${name} is new.`);
  if (startedRuntime(home)) await up({}, true);
};

const help = `
The secrets lie in secrets/ of the state folder, mode 0600. Rotating restarts what runs, so that everything uses the new one.

Examples:
  start-observability secrets list
  start-observability secrets rotate api-token --yes`;

export const group: CommandGroup = 'keep';
export const brief = 'Make a password or a key of the stack anew';

export const build = (): Command => {
  const command = new Command('secrets')
    .description('The passwords and keys that the stack made for itself.')
    .addHelpText('after', help);
  command.command('list').description('What they are for').action(list);
  command
    .command('rotate')
    .description('Make one anew, and restart what uses it')
    .argument('<name>', 'as `secrets list` says')
    .option('--yes', 'do it')
    .action(rotate);
  return command;
};

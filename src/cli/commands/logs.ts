import { Argument, Command, InvalidArgumentError } from 'commander';
import { home as stateHome } from '../../config/home.ts';
import { startedRuntime } from '../../runtime/remembered.ts';
import { runtimeNamed } from '../../runtime/stack.ts';
import { componentNames } from '../../stack/components.ts';
import type { CommandGroup } from '../command.ts';

interface LogsOptions {
  readonly follow?: boolean;
  readonly lines: number;
}

const logged = [...componentNames, 'supervisor'];

const count = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
};

const help = `
Examples:
  start-observability logs                    the last lines of every component
  start-observability logs collector -n 500
  start-observability logs ledger -f          follow, until Ctrl-C`;

export const group: CommandGroup = 'run';

export const brief = "Show the components' logs";

export const build = (): Command =>
  new Command('logs')
    .description("Show the components' logs.")
    .addArgument(new Argument('[component]', 'all when absent; natively also the supervisor').choices(logged))
    .option('-f, --follow', 'go on with what comes')
    .option('-n, --lines <count>', 'how many of the last lines', count, 100)
    .addHelpText('after', help)
    .action(async (component: string | undefined, { follow = false, lines }: LogsOptions) => {
      const home = stateHome();
      const runtime = runtimeNamed(startedRuntime(home) ?? 'native', home);
      await runtime.logs({ follow, lines, ...(component && { component }) });
    });

import { Argument, Command } from 'commander';
import { home as stateHome } from '../../config/home.ts';
import { takeDown } from '../../lifecycle/bring-up.ts';
import { stopOne } from '../../lifecycle/one-component.ts';
import { holdStack, makeHome } from '../../runtime/stack.ts';
import type { ComponentName } from '../../stack/components/component.ts';
import { componentNames } from '../../stack/components.ts';
import type { CommandGroup } from '../command.ts';
import { teller } from '../teller.ts';
import { say } from '../terminal.ts';

const help = `
One component alone stays stopped until it, or everything, is started again.

Examples:
  start-observability stop
  start-observability stop grafana`;

export const group: CommandGroup = 'run';

export const brief = 'Stop everything, or one component; the data stays';

export const build = (): Command =>
  new Command('stop')
    .description('Stop everything, or one component. The data stays.')
    .addArgument(new Argument('[component]', 'everything when absent').choices(componentNames))
    .addHelpText('after', help)
    .action(async (component: ComponentName | undefined) => {
      const home = stateHome();
      const tell = teller();
      if (component) {
        await stopOne(home, tell, component);
        say(`${component} is stopped; \`start-observability start ${component}\` starts it again.`);
        return;
      }
      makeHome(home);
      const release = await holdStack(home, tell);
      try {
        const wasRunning = await takeDown(home, tell);
        say(
          wasRunning
            ? 'Stopped. The data stays; `start-observability start` goes on with it.'
            : 'Nothing runs.',
        );
      } finally {
        release();
      }
    });

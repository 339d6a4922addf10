import { Command } from 'commander';
import { home as stateHome } from '../../config/home.ts';
import { takeDown } from '../../lifecycle/bring-up.ts';
import { holdStack, makeHome } from '../../runtime/stack.ts';
import type { CommandGroup } from '../command.ts';
import { teller } from '../teller.ts';
import { say } from '../terminal.ts';

export const group: CommandGroup = 'run';

export const brief = 'Stop everything; the data stays';

export const build = (): Command =>
  new Command('stop')
    .description('Stop everything. The data stays.')
    .addHelpText('after', '\nExamples:\n  start-observability stop')
    .action(async () => {
      const home = stateHome();
      const tell = teller();
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

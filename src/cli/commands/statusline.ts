import { Command } from 'commander';
import { execa } from 'execa';
import { home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { installStatusline, statuslinePath, statuslineSetting } from '../../statusline/install.ts';
import type { CommandGroup } from '../command.ts';
import { printJson, say } from '../terminal.ts';

const help = `
Today's cost, the session's cost, what is left of budgets.daily, limits of the plan where the client reports them, and how
many sessions are active. The client runs a
small shell program for it, not this command: an answer takes about 20 ms, and when the stack is down the line says so.

  today $14.20 · session $1.23 · $5.80 of $20.00 left · 2 active

Examples:
  start-observability setup --with-statusline    installs it; uninstall restores what was there
  start-observability setup --wrap-statusline    keeps yours, and takes the limits of the plan from it
  start-observability statusline                 shows the line now
  start-observability statusline --print         the setting to copy`;

export const group: CommandGroup = 'see';

export const brief = "Show what the client's status line can show";

export const build = (): Command =>
  new Command('statusline')
    .description("Show what the client's status line can show.")
    .option('--print', "print the setting for the client's settings.json")
    .addHelpText('after', help)
    .action(async ({ print }: { print?: boolean }) => {
      const home = stateHome();
      await installStatusline(home, load(home).config);
      if (print) {
        printJson({ statusLine: statuslineSetting(home) });
        say('\nCopy this into settings.json of the client, or let `setup --with-statusline` do it.');
        return;
      }
      await execa(statuslinePath(home), { stdio: 'inherit', reject: false });
    });

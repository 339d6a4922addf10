import { Argument, Command } from 'commander';
import { home as stateHome } from '../../config/home.ts';
import { startOne } from '../../lifecycle/one-component.ts';
import type { ComponentName } from '../../stack/components/component.ts';
import { componentNames } from '../../stack/components.ts';
import type { CommandGroup } from '../command.ts';
import { offerImport } from '../offer-import.ts';
import { dashboardsAddress } from '../pages-address.ts';
import { teller } from '../teller.ts';
import { printJson, say } from '../terminal.ts';
import { type UpOptions, up, withUpOptions } from '../up.ts';
import { offerSetup } from './setup.ts';

const help = `
Starts what does not run, mends what half runs, waits until every component is healthy and prints the pages.
Starting twice is fine. What is missing is fetched; the collector in the background.
The first time it offers to connect Claude Code, as setup does, and to import its transcripts.

Examples:
  start-observability start
  start-observability start --runtime native     processes, although Docker is there
  start-observability start grafana               one component that was stopped alone
  start-observability start --verbose            also says what is tried`;

export const group: CommandGroup = 'run';

export const brief = 'Bring the whole stack up, or one component';

export const build = (): Command =>
  withUpOptions(new Command('start').description('Bring the whole stack up, or one component.'))
    .addArgument(
      new Argument('[component]', 'one that was stopped alone; everything when absent').choices(
        componentNames,
      ),
    )
    .addHelpText('after', help)
    .action(async (component: ComponentName | undefined, options: UpOptions) => {
      if (component) {
        const status = await startOne(stateHome(), teller(), component);
        if (options.json) printJson(status);
        else say(`${component} is healthy again.`);
        return;
      }
      await up(options, false);
      if (options.json) return;
      const offered = await offerSetup(stateHome());
      await offerImport(stateHome());
      // What was asked has scrolled the addresses away.
      if (offered === 'done' || offered === 'declined') say(`\nDashboards  ${dashboardsAddress()}`);
    });

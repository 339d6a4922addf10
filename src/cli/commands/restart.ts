import { Argument, Command } from 'commander';
import { home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import { startedRuntime } from '../../runtime/remembered.ts';
import { holdStack, makeHome, runtimeNamed } from '../../runtime/stack.ts';
import { waitUntilHealthy } from '../../runtime/wait.ts';
import type { ComponentName } from '../../stack/components/component.ts';
import { componentNames } from '../../stack/components.ts';
import type { CommandGroup } from '../command.ts';
import { teller } from '../teller.ts';
import { printJson, say } from '../terminal.ts';
import { type UpOptions, up, withUpOptions } from '../up.ts';

const restartOne = async (component: ComponentName, { json }: UpOptions): Promise<void> => {
  const home = stateHome();
  const tell = teller();
  makeHome(home);
  const release = await holdStack(home, tell);
  try {
    load(home);
    const name = startedRuntime(home);
    if (!name) {
      throw new Failure('Nothing runs.', { fix: 'start-observability start', exitCode: exitCode.unhealthy });
    }
    const runtime = runtimeNamed(name, home, tell);
    await runtime.restart(component);
    const all = await waitUntilHealthy(runtime, { onHealthy: () => {} });
    if (json) printJson(all.find((status) => status.name === component));
    else say(`${component} is healthy again.`);
  } finally {
    release();
  }
};

const help = `
Without a component everything is stopped and started again: that applies a changed configuration, a new version and
a collector that was fetched meanwhile. No data is lost: Claude Code sends again what was not taken.

Examples:
  start-observability restart
  start-observability restart prometheus
  start-observability restart --runtime docker     change the runtime (each keeps data of its own)`;

export const group: CommandGroup = 'run';

export const brief = 'Restart everything, or one component';

export const build = (): Command =>
  withUpOptions(new Command('restart').description('Restart everything, or one component.'))
    .addArgument(new Argument('[component]', 'everything when absent').choices(componentNames))
    .addHelpText('after', help)
    .action((component: ComponentName | undefined, options: UpOptions) =>
      component === undefined ? up(options, true) : restartOne(component, options),
    );

import { Argument, Command } from 'commander';
import { home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import { startedRuntime } from '../../runtime/remembered.ts';
import { boardNames } from '../../signals/board.ts';
import { openPage } from '../browser.ts';
import type { CommandGroup } from '../command.ts';
import { print, say } from '../terminal.ts';

const pages = { prometheus: 'prometheus', pushgateway: 'pushgateway', alertmanager: 'alertmanager' } as const;

/** The address of a dashboard, or of a component's own page. */
const addressOf = (name: string): string => {
  const { ports } = load(stateHome()).config;
  if (name in pages) return `http://127.0.0.1:${ports[pages[name as keyof typeof pages]]}/`;
  return `http://127.0.0.1:${ports.grafana}/d/claude-code-${name}`;
};

const help = `
Prints the address where there is no terminal or no browser.

Examples:
  start-observability open              the overview
  start-observability open cost
  start-observability open prometheus   to write PromQL`;

export const group: CommandGroup = 'see';

export const brief = 'Open a dashboard in the browser';

export const build = (): Command =>
  new Command('open')
    .description('Open a dashboard in the browser.')
    .addArgument(
      new Argument('[page]', 'a dashboard, or a component with a page')
        .choices([...boardNames, ...Object.keys(pages)])
        .default('overview'),
    )
    .option('--print', 'only print the address')
    .addHelpText('after', help)
    .action(async (page: string, { print: onlyPrint }: { print?: boolean }) => {
      if (!startedRuntime(stateHome())) {
        throw new Failure('Nothing runs.', {
          fix: 'start-observability start',
          exitCode: exitCode.unhealthy,
        });
      }
      const address = addressOf(page);
      print(address);
      if (!onlyPrint && (await openPage(address))) say('Opened in the browser.');
    });

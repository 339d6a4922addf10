import { Command } from 'commander';
import { home as stateHome } from '../../config/home.ts';
import { pricesOf, readPrices } from '../../prices/read.ts';
import { usualFolder } from '../../transcripts/files.ts';
import type { CommandGroup } from '../command.ts';
import { compareHistory } from '../compare-history.ts';
import { importHistory } from '../import-history.ts';
import { printJson } from '../terminal.ts';

interface ImportFlags {
  readonly prices?: string;
  readonly project?: string;
  readonly compare?: true;
  readonly reprice?: true;
  readonly json?: true;
}

const run = async (named: string | undefined, options: ImportFlags): Promise<void> => {
  const home = stateHome();
  const prices = options.prices === undefined ? pricesOf(home) : readPrices(options.prices);
  const choice = {
    home,
    folder: named ?? usualFolder(),
    prices,
    project: options.project,
    isRepricing: options.reprice,
  };
  const result = options.compare
    ? await compareHistory(choice, options.json === true)
    : await importHistory(choice);
  if (options.json) printJson(result);
};

const examples = `
Takes what the client wrote down before telemetry was on: requests with tokens and their price, tool calls, prompts (their
length, never their text). What telemetry has is left out. It may be ended and run again at any time: nothing counts
twice. Live numbers, budgets and alerts do not move. docs/import.md says what the boards show of it.

Examples:
  start-observability import                          ~/.claude/projects
  start-observability import ./old-laptop/projects
  start-observability import --prices prices.yaml     prices of your own
  start-observability import --compare                is telemetry complete?`;

export const group: CommandGroup = 'keep';
export const brief = "Import the client's transcripts: history from before day one";

export const build = (): Command =>
  new Command('import')
    .description("Import the client's transcripts into the tables and the boards.")
    .argument('[folder]', "folder with transcripts; by default the client's own")
    .option('--prices <file>', 'prices of your own; by default prices.yaml in the state folder, where it is')
    .option('--project <name>', 'name this project for all; by default each folder its own')
    .option('--reprice', 'also give what was imported before the present prices, in tables and pages')
    .option('--compare', 'import nothing: say which sessions telemetry told whole, and what it lacks')
    .option('--json', 'the result as JSON')
    .addHelpText('after', examples)
    .action(run);

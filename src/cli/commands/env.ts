import { Command, Option } from 'commander';
import { wantedOf } from '../../client/connect.ts';
import {
  clientFunction,
  currentDialect,
  type DialectName,
  dialectNames,
  exportWarning,
  shellLines,
  unsetLines,
} from '../../client/shell-lines.ts';
import { variableValues } from '../../client/variables.ts';
import { home as stateHome } from '../../config/home.ts';
import type { CommandGroup } from '../command.ts';
import { choose } from '../setup-decide.ts';
import { type ChoiceOptions, withChoiceOptions } from '../setup-options.ts';
import { paint, print, printJson, say } from '../terminal.ts';

interface EnvOptions extends ChoiceOptions {
  readonly shell?: DialectName;
  readonly export?: boolean;
  readonly unset?: boolean;
  readonly json?: boolean;
}

const help = `
Prints a function \`claude\` that gives the telemetry variables to that one command, with what \`setup\` remembers and what
the options say. It is meant for one terminal, a pipeline or a container; what the client's own settings say wins over it.
With --export every program of the shell gets the variables: other agents (Codex, Copilot, opencode) read the same ones.

Examples:
  eval "$(start-observability env)"                              sh, bash, zsh
  start-observability env | source                               fish
  start-observability env --shell powershell | Invoke-Expression
  eval "$(start-observability env --environment ci --project shop)"
  start-observability env --shell dotenv >claude.env             docker run --env-file claude.env ...
  eval "$(start-observability env --export)"                     scripts and programs that start claude themselves
  eval "$(start-observability env --unset)"`;

export const group: CommandGroup = 'client';

export const brief = 'Print the telemetry variables for a shell';

export const build = (): Command =>
  withChoiceOptions(
    new Command('env')
      .description('Print the telemetry variables for the current shell.')
      .addOption(new Option('--shell <name>', 'by default: the shell you are in').choices(dialectNames))
      .option('--export', 'export the variables to every program of the shell instead')
      .option('--unset', 'print what takes them away again')
      .option('--json', 'as JSON'),
  )
    .addHelpText('after', help)
    .action(async (options: EnvOptions) => {
      const { context } = wantedOf(await choose(stateHome(), options), undefined, undefined);
      const values = variableValues(context);
      const dialect = options.shell ?? currentDialect(process.env);
      if (options.json) return printJson(values);
      if (options.unset) return print(unsetLines(dialect, Object.keys(values)));
      if (!options.export) return print(clientFunction(dialect, values));
      print(shellLines(dialect, values));
      say(paint('yellow', `! ${exportWarning}`, process.stderr));
    });

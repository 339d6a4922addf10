import { Command } from 'commander';
import { commandGroups, type ListedCommand } from './command.ts';
import { commands } from './commands.ts';
import { fitted } from './terminal.ts';

const examples = `
Examples:
  start-observability start            bring the stack up, wait until it is healthy, print the pages
  start-observability status --json    what runs, as data
  start-observability logs ledger -f   follow one component's log
  start-observability stop             stop everything, keep the data

Exit codes:
  0 done   1 failed   2 wrong command line or configuration   3 not running or not healthy   130 cancelled

Environment:
  START_OBSERVABILITY_HOME   the folder with config.yaml, data and logs
  NO_COLOR                   no colours`;

const skeleton = (): Command =>
  new Command('start-observability')
    .description('Exact, safe observability for Claude Code, with one command.')
    .option('-v, --verbose', 'say more: commands run, places tried, stacks of errors')
    .helpOption('-h, --help', 'show help')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void process.stdout.write(fitted(text)),
      writeErr: (text) => void process.stderr.write(fitted(text, process.stderr)),
    })
    .addHelpText('after', examples);

const inherit = (command: Command, parent: Command): Command => {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
  return command;
};

const load = async (listed: ListedCommand, program: Command): Promise<Command> =>
  inherit((await listed.load()).build(), program).helpGroup(commandGroups[listed.group]);

/** The whole command line, every command loaded: for the documentation and shell completion. */
export const wholeProgram = async (
  listed: Iterable<ListedCommand> = Object.values(commands),
): Promise<Command> => {
  const program = skeleton();
  for (const one of listed) program.addCommand(await load(one, program));
  return program;
};

/**
 * The command line with only the command that `args` names loaded; the others are known by name alone. Shell completion
 * knows every option of every command, so it gets all.
 */
export const programFor = async (args: readonly string[]): Promise<Command> => {
  const named = args.filter((arg) => !arg.startsWith('-'));
  const wanted = named[0] === 'help' ? named[1] : named[0];
  if (wanted === 'completion') return wholeProgram();
  const program = skeleton();
  for (const [name, listed] of Object.entries(commands)) {
    if (name === wanted) program.addCommand(await load(listed, program));
    else program.command(name).description(listed.brief).helpGroup(commandGroups[listed.group]);
  }
  return program;
};

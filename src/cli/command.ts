import type { Command } from 'commander';

/** The parts of the help, in order. */
export const commandGroups = {
  run: 'Run the stack:',
  see: 'See the numbers:',
  client: 'Connect Claude Code:',
  guard: 'Guard:',
  keep: 'Keep the data:',
  help: 'Find out more:',
} as const;

export type CommandGroup = keyof typeof commandGroups;

/** What each file of `src/cli/commands/` exports; `npm run generate` then lists the file. */
export interface CommandFile {
  readonly group: CommandGroup;
  /** One line for the list of commands; the command's own help says more. */
  readonly brief: string;
  readonly build: () => Command;
}

export interface ListedCommand extends Omit<CommandFile, 'build'> {
  /** Loaded only when the command is called: the help and quick commands must not pay for the others. */
  readonly load: () => Promise<CommandFile>;
}

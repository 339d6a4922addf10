import type { Command } from 'commander';
import { type Artefact, markdown } from '../artefact/artefact.ts';
import { commandListArtefact, writtenCommands } from './command-list.ts';
import { wholeProgram } from './program.ts';

/** The help of a command as a person sees it, with its examples, at a fixed width. */
const helpOf = (command: Command): string => {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => 100,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trim();
};

const section = (command: Command, name: string, depth: number): readonly string[] => [
  `${'#'.repeat(depth)} ${name}`,
  `\`\`\`text\n${helpOf(command)}\n\`\`\``,
  ...command.commands.flatMap((child) => section(child, `${name} ${child.name()}`, depth + 1)),
];

const exitCodes = `| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | failed: a component died, a download failed, a port is taken |
| 2 | the command line or the configuration is wrong |
| 3 | what was asked about does not run or is not healthy |
| 130 | cancelled: the answer was no, or Ctrl-C |`;

/** The list of commands, and the page `docs/cli.md`: every command's own help. */
export const cliArtefacts = async (): Promise<readonly Artefact[]> => {
  const program = await wholeProgram((await writtenCommands()).values());
  const body = [
    '# Command line',
    'Results go to standard output, everything else to standard error; `--json` gives results as data where there are any.',
    exitCodes,
    `\`\`\`text\n${helpOf(program)}\n\`\`\``,
    ...program.commands.flatMap((command) => section(command, command.name(), 2)),
  ];
  return [await commandListArtefact(), markdown('docs/cli.md', body.join('\n\n'))];
};

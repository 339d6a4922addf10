import { Command } from 'commander';
import { home as stateHome } from '../../config/home.ts';
import { buildClient, clientContents, runClient } from '../../runtime/client-container.ts';
import { clientVersion } from '../../stack/claude-code.ts';
import type { CommandGroup } from '../command.ts';
import { print } from '../terminal.ts';

const help = `
The container has Ubuntu 22.04, a user with sudo (\`client.sudo\`), git, Node, uv, ripgrep and the scientific MCP server for
ADIOS. Telemetry, hooks and guard are set up inside. Your files are in ./workspace of the current folder; login and history lie
in a volume that \`reset\` removes. USER_NAME and USER_EMAIL of your shell become the author of commits.

Examples:
  start-observability client                          opens Claude Code
  start-observability client -- -p 'explain this'     what follows -- is for Claude Code
  start-observability client --workspace ~/project
  start-observability client build --version 2.1.329  another version of Claude Code
  start-observability client version                  what is in the image`;

export const group: CommandGroup = 'client';

export const brief = 'Run Claude Code in a container, watched and guarded';

const ended = (code: number): void => {
  process.exitCode = code;
};

export const build = (): Command => {
  const command = new Command('client')
    .description('Run Claude Code in a container, watched and guarded.')
    .argument('[arguments...]', 'for Claude Code, after --')
    .option('--workspace <folder>', 'the folder with your files', 'workspace')
    .addHelpText('after', help)
    .action(async (given: readonly string[], { workspace }: { workspace: string }) =>
      ended(await runClient(stateHome(), workspace, given.length > 0 ? ['claude', ...given] : [])),
    );
  command
    .command('build')
    .description("Build the container's image, which needs a network.")
    .option('--version <version>', 'of Claude Code', clientVersion)
    .action(async ({ version }: { version: string }) => ended(await buildClient(stateHome(), version)));
  command
    .command('version')
    .description('List what is in the image.')
    .action(async () => print(await clientContents(stateHome())));
  return command;
};

import { Command } from 'commander';
import { exitCode, Failure } from '../../failure.ts';
import type { CommandGroup } from '../command.ts';

const help = `
Examples:
  start-observability doctor --archive bug.tar.gz`;

export const group: CommandGroup = 'help';

export const brief = 'Moved: the archive for a bug report is `doctor --archive`';

export const build = (): Command =>
  new Command('report')
    .description('Moved: the archive for a bug report is `start-observability doctor --archive`.')
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText('after', help)
    .action(() => {
      throw new Failure('The archive for a bug report is written by doctor.', {
        fix: 'start-observability doctor --archive FILE',
        exitCode: exitCode.usage,
      });
    });

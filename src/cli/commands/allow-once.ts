import type { Command } from 'commander';
import type { CommandGroup } from '../command.ts';
import { approving } from '../guard-approve.ts';

export const group: CommandGroup = 'guard';

export const brief = 'Let one blocked call through (guard approve)';

export const build = (): Command => approving('allow-once');

import { confirm, isCancel } from '@clack/prompts';
import { Command } from 'commander';
import { home } from '../../config/home.ts';
import { exitCode, Failure } from '../../failure.ts';
import { codePattern, grant } from '../../hooks/decide/approvals.ts';
import { entryFolder } from '../../hooks/entry/install.ts';
import { findBlocks } from '../../hooks/journal/audit-trail.ts';
import type { CommandGroup } from '../command.ts';
import { say } from '../terminal.ts';
import { blockPlaces } from './blocks.ts';

const examples = `
Examples:
  start-observability allow-once K7QX-29FM   the code stands in the refusal, and in "start-observability blocks"

The leave holds for exactly that call (tool, input and folder), once, for ten minutes. It is given by a person at a
terminal: without one the command refuses.`;

const requireTerminal = (): void => {
  if (process.stdin.isTTY && process.stdout.isTTY) return;
  throw new Failure('Only a person at a terminal can allow a blocked call.', {
    fix: 'run this command in a terminal of your own',
    exitCode: exitCode.usage,
  });
};

const blockOf = async (code: string) => {
  const [block] = codePattern.test(code)
    ? await findBlocks(blockPlaces(), { code, verdict: 'deny', limit: 1 })
    : [];
  if (block) return block;
  throw new Failure(`No blocked call has the code ${code}.`, {
    fix: '`start-observability blocks` shows the codes',
    exitCode: exitCode.usage,
  });
};

export const group: CommandGroup = 'guard';

export const brief = 'Let one blocked call through';

export const build = (): Command =>
  new Command('allow-once')
    .description('Let one exact call through that the guard refused, once, within ten minutes.')
    .argument('<code>', 'the code in the refusal')
    .addHelpText('after', examples)
    .action(async (given: string) => {
      requireTerminal();
      const code = given.toUpperCase();
      const { at, tool, pattern, category, input } = await blockOf(code);
      say(
        `Refused ${new Date(at).toLocaleString()}: ${tool}, ${category}/${pattern}${input ? `\n  ${input}` : ''}`,
      );
      const answer = await confirm({ message: 'Let exactly this call through once?', initialValue: false });
      if (isCancel(answer) || !answer) {
        throw new Failure('Nothing was allowed.', { exitCode: exitCode.cancelled });
      }
      grant(entryFolder(home().root), code);
      say('Allowed once, within the next ten minutes. Ask Claude Code to try again.');
    });

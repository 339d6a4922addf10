import { existsSync } from 'node:fs';
import { confirm, isCancel } from '@clack/prompts';
import { Command } from 'commander';
import { type Home, home as stateHome } from '../../config/home.ts';
import { exitCode, Failure } from '../../failure.ts';
import { takeDown } from '../../lifecycle/bring-up.ts';
import { holdWhole } from '../../lifecycle/hold.ts';
import { lookForEngine, mustRunContainers } from '../../runtime/engine.ts';
import { heldBy } from '../../runtime/project.ts';
import { composeFile, engineOf } from '../../runtime/remembered.ts';
import { makeHome, runtimeNamed } from '../../runtime/stack.ts';
import type { CommandGroup } from '../command.ts';
import { teller } from '../teller.ts';
import { say } from '../terminal.ts';

const mustAgree = async (home: Home): Promise<void> => {
  const what = `Remove everything collected in ${home.data}, the volumes of its containers, and the login of the client's container?`;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Failure('reset removes data and there is no terminal to ask.', {
      fix: 'start-observability reset --yes',
      exitCode: exitCode.usage,
    });
  }
  const answer = await confirm({ message: what, initialValue: false });
  if (isCancel(answer) || !answer) {
    throw new Failure('Nothing was removed.', { exitCode: exitCode.cancelled });
  }
};

/**
 * Whether the engine has anything of the stack, which may run natively now.
 * @throws Failure when it ran in containers last and no engine answers
 */
const isInEngine = async (home: Home): Promise<boolean> => {
  const held = await heldBy(home);
  if (!held && existsSync(composeFile(home))) mustRunContainers(await lookForEngine(engineOf(home)));
  return held !== undefined && held.containers.length + held.volumes.length > 0;
};

const help = `
Stops the stack and removes its data and logs. The configuration, the secrets and the fetched programs stay, and so do the
files in the workspace of the client's container. Its home goes, with the login and the transcripts in it.

Examples:
  start-observability reset          asks first
  start-observability reset --yes    for scripts`;

export const group: CommandGroup = 'keep';

export const brief = 'Remove everything that was collected';

export const build = (): Command =>
  new Command('reset')
    .description('Remove everything that was collected; keep the configuration.')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', help)
    .action(async ({ yes }: { yes?: boolean }) => {
      const home = stateHome();
      const tell = teller();
      if (!yes) await mustAgree(home);
      makeHome(home);
      const release = await holdWhole(home, tell);
      try {
        const isHeld = await isInEngine(home);
        const engine = engineOf(home);
        await takeDown(home, tell);
        if (isHeld) {
          await runtimeNamed(engine, home, tell).reset();
          say(
            "The home of the client's container went along, with its login; the files of its workspace stay.",
          );
        }
        await runtimeNamed('native', home, tell).reset();
        say('Everything collected is removed. `start-observability start` begins anew.');
      } finally {
        release();
      }
    });

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { wantedOf } from '../client/connect.ts';
import { managedPlaces, managedSettings } from '../client/managed.ts';
import { clientFunction, exportWarning, shellLines } from '../client/shell-lines.ts';
import { variableValues } from '../client/variables.ts';
import { home as stateHome } from '../config/home.ts';
import { makeHome } from '../runtime/stack.ts';
import { choose, chooseForEverybody } from './setup-decide.ts';
import type { ChoiceOptions } from './setup-options.ts';
import { paint, print, say } from './terminal.ts';

/** The ways of setup that leave the client's settings as they are: blocks to print, and files for others to place. */

/** A file, or true for the usual one. */
type BlockFile = string | true;

/** Writes a file, or prints where there is no usual one; returns the path of what was written. */
const writeBlock = async (text: string, target: BlockFile, usual?: string): Promise<string | undefined> => {
  const file = target === true ? usual : target;
  if (file === undefined) {
    print(text.trimEnd());
    return undefined;
  }
  await writeFile(file, text, { mode: 0o600 });
  return path.resolve(file);
};

/** `--print`: the block for copying. */
export const printBlock = async (options: ChoiceOptions): Promise<void> => {
  const connection = await choose(stateHome(), options);
  const { context, hooks } = wantedOf(connection, undefined, undefined);
  print(JSON.stringify({ env: variableValues(context), ...(hooks && { hooks }) }, null, 2));
  say(`\nCopy this into ${connection.place.file}. The hooks call a program that setup installs.`);
};

/** `--env`: a file to source, for shells and pipelines. */
export const writeEnvironment = async (
  options: ChoiceOptions & { readonly export?: boolean },
  target: BlockFile,
): Promise<void> => {
  const home = stateHome();
  const { context } = wantedOf(await choose(home, options), undefined, undefined);
  makeHome(home);
  const form = options.export ? shellLines : clientFunction;
  const lines = `${form('sh', variableValues(context))}\n`;
  const file = await writeBlock(lines, target, path.join(home.root, 'telemetry.env'));
  say(`For shells and pipelines:  . '${file}'\nWhat the client's own settings say wins over it.`);
  if (options.export) say(paint('yellow', `! ${exportWarning}`, process.stderr));
};

/** `--managed`: managed settings for a team, and where they go on each operating system. */
export const writeManaged = async (
  options: ChoiceOptions & { readonly forEverybody?: boolean },
  target: BlockFile,
): Promise<void> => {
  const connection = chooseForEverybody(stateHome(), options);
  const { context } = wantedOf(connection, undefined, undefined);
  const { choices, config } = connection;
  const file = await writeBlock(
    managedSettings(context, choices.hooks ? config.ports.hooks : undefined),
    target,
  );
  say(
    `\n${file ? `Written: ${file}. ` : ''}It belongs, owned by an administrator and readable for everybody, at`,
  );
  for (const { name, own } of managedPlaces) say(`  ${name.padEnd(14)} ${own}`);
  say(
    '`/status` in the client then names managed settings as a source. docs/team.md has the whole roll-out.',
  );
};

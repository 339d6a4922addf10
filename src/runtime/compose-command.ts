import { existsSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { machineZone } from '../config/calendar.ts';
import type { Home } from '../config/home.ts';
import { Failure } from '../failure.ts';
import { lookForEngine, mustRunContainers } from './engine.ts';
import { projectOf } from './project.ts';
import { composeFile, engineOf } from './remembered.ts';

/** The arguments of the engine before those of a Compose command. Without a file Compose finds things by their labels. */
export const composeArguments = (home: Home): readonly string[] => {
  const file = composeFile(home);
  return ['compose', ...(existsSync(file) ? ['-f', file] : []), '-p', projectOf(home)];
};

/** Days and weeks are those of this machine, not of a container, where nothing else is configured. */
export const composeEnvironment = () => ({ TZ: process.env['TZ'] ?? machineZone() });

/** ` Container start-observability-ledger-1  Started` and the like: what goes well. */
const progressLine = /^\s*(Container|Network|Volume|Image|Service)\s+\S+\s+\w+\s*$/;

const troubleIn = (text: string): string =>
  text
    .trim()
    .split('\n')
    .filter((line) => !progressLine.test(line))
    .slice(-12)
    .join('\n');

/** An image that is not here and cannot be fetched; what Docker says of it names no way out. */
const isFetchTrouble = (text: string): boolean =>
  /\bPulling\b|registry|pull access denied|manifest/i.test(text);

const usualFix = 'see the message above; --verbose shows the whole command';
const fetchFix =
  'let Docker reach the registry (its proxy, a mirror, a login), or go on without it: start-observability restart --runtime native';

/**
 * Runs Compose for the stack of a state folder.
 * @returns what it printed
 * @throws Failure with what is missing of Docker, else with what Compose says
 */
export const runCompose = async (
  home: Home,
  args: readonly string[],
  detail: (line: string) => void,
): Promise<string> => {
  const whole = [...composeArguments(home), ...args];
  const engine = engineOf(home);
  detail(`${engine} ${whole.join(' ')}`);
  const { failed, stdout, stderr } = await execa(engine, whole, {
    reject: false,
    stdin: 'ignore',
    env: composeEnvironment(),
    // Where no file of ours is given, none of anybody else's may be found in the current folder.
    cwd: path.parse(home.root).root,
    // Compose draws its progress itself, for a person; a log needs only what went wrong.
    stderr: process.stderr.isTTY ? ['pipe', 'inherit'] : 'pipe',
  });
  if (!failed) return stdout;
  mustRunContainers(await lookForEngine(engine));
  const trouble = troubleIn(stderr || stdout);
  throw new Failure(`${engine} compose ${args[0]} failed.`, {
    where: trouble,
    fix: isFetchTrouble(trouble) ? fetchFix : usualFix,
  });
};

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { waitFor } from '../e2e/wait.ts';

const main = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
const script = '/usr/bin/script';

/** Whether this machine has a program that makes a terminal. */
export const hasTerminal = existsSync(script) && spawnSync(script, ['--version']).status === 0;

const word = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export interface Typed {
  readonly output: string;
  readonly code: number;
}

/** What a person types when the terminal shows that; undefined while they wait. */
export type Answer = (shown: string) => string | undefined;

/**
 * Runs a command of ours as a person does: in a terminal of its own, with no test and no coding agent above it. What each
 * of `answers` returns is typed once, one after the other.
 */
export const atTerminal = async (
  root: string,
  args: readonly string[],
  answers: Answer | readonly Answer[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Typed> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'terminal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // Under its own name it would be refused: it lends a terminal.
  const terminal = path.join(folder, 'terminal');
  copyFileSync(script, terminal);
  const keys = path.join(folder, 'keys');
  execFileSync('mkfifo', [keys]);
  const log = path.join(folder, 'log');
  const end = path.join(folder, 'end');
  const command = `${[process.execPath, main, ...args].map(word).join(' ')}; echo $? >${word(end)}`;
  // The shell ends at once, so that the system's first process takes its place above the terminal.
  const line = `${word(terminal)} -qfec ${word(command)} /dev/null <>${word(keys)} >${word(log)} 2>&1 &`;
  spawn('/bin/sh', ['-c', line], {
    detached: true,
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], TERM: 'xterm', START_OBSERVABILITY_HOME: root, ...env },
  }).unref();
  const typing = openSync(keys, 'r+');
  const waiting = [answers].flat();
  try {
    await waitFor('the command to end', async () => {
      const shown = existsSync(log) ? readFileSync(log, 'utf8') : '';
      const typed = waiting[0]?.(shown);
      if (typed !== undefined) {
        waiting.shift();
        writeSync(typing, `${typed}\n`);
      }
      return existsSync(end) && readFileSync(end, 'utf8') !== '';
    });
  } finally {
    // Whatever still waits for a key ends.
    writeSync(typing, '\u0003\u0004');
    closeSync(typing);
  }
  return { output: readFileSync(log, 'utf8'), code: Number(readFileSync(end, 'utf8')) };
};

/** Types the word that the terminal asks for. */
export const confirm = (shown: string): string | undefined => /Type (\w+) to confirm/.exec(shown)?.[1];

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Home } from '../config/home.ts';
import { exitCode, Failure } from '../failure.ts';
import { printable } from '../printable.ts';
import { logPath } from './plan.ts';
import type { LogOptions } from './runtime.ts';

/** How much of the end of a log is read to find its last lines. */
const tailBytes = 64 * 1024;

/** The last lines of a log; empty when there is none. */
export const lastLines = async (log: string, lines: number): Promise<string> => {
  if (!existsSync(log)) return '';
  const file = await open(log);
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    return buffer.subarray(0, bytesRead).toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } finally {
    await file.close();
  }
};

const logged = (home: Home): readonly string[] =>
  existsSync(home.logs)
    ? readdirSync(home.logs)
        .filter((name) => name.endsWith('.log'))
        .map((name) => path.basename(name, '.log'))
        .sort()
    : [];

/** Prints one log with `tail`, which knows how to follow a file that is emptied now and then. */
const tail = (log: string, { follow, lines }: LogOptions, prefix: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const args = ['-n', String(lines), ...(follow ? ['-F'] : []), log];
    const child = spawn('tail', args, { stdio: ['ignore', 'pipe', 'ignore'] });
    process.once('exit', () => child.kill());
    child.once('error', reject);
    createInterface({ input: child.stdout })
      .on('line', (line) => process.stdout.write(`${prefix}${printable(line)}\n`))
      .once('close', resolve);
  });

/** Prints the logs of native processes, each line after its component's name when there are several. */
export const printLogs = async (home: Home, options: LogOptions): Promise<void> => {
  const known = logged(home);
  const names = options.component ? [options.component] : known;
  const missing = names.find((name) => !known.includes(name));
  if (missing || names.length === 0) {
    throw new Failure(missing ? `There is no log of ${missing}.` : 'There are no logs yet.', {
      where: home.logs,
      fix: known.length > 0 ? `logs of: ${known.join(', ')}` : 'start-observability start',
      exitCode: exitCode.usage,
    });
  }
  const width = Math.max(...names.map((name) => name.length));
  const print = (name: string) =>
    tail(logPath(home, name), options, names.length > 1 ? `${name.padEnd(width)} | ` : '');
  if (options.follow) await Promise.all(names.map(print));
  else for (const name of names) await print(name);
};

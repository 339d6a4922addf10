import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const prefix = 'so-test-';
const reaper = path.join(import.meta.dirname, 'reaper.mjs');

/** Removes the folder and ends every process that mentions it, as soon as its standard input is closed. */
const reap = (folder: string) =>
  spawn(process.execPath, [reaper, folder], { detached: true, stdio: ['pipe', 'inherit', 'inherit'] });

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Folders of runs that ended together with their reaper, as in a power cut. */
const abandoned = (): readonly string[] =>
  readdirSync(os.tmpdir())
    .filter((name) => name.startsWith(prefix) && !isRunning(Number(name.split('-')[2])))
    .map((name) => path.join(os.tmpdir(), name));

/**
 * Makes all temporary folders of this run in one of its own. The reaper cleans up after the run however it ends: it
 * waits in another process group, and the system closes its standard input when this process is gone.
 */
export const openRunFolder = async (): Promise<() => Promise<void>> => {
  // A run inside a run, in the container engine's network.
  if (path.basename(os.tmpdir()).startsWith(prefix)) return async () => undefined;
  for (const folder of abandoned()) reap(folder).stdin.end();
  const folder = mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`));
  const waiting = reap(folder);
  process.env['TMPDIR'] = folder;
  return async () => {
    const ended = once(waiting, 'exit');
    waiting.stdin.end();
    await ended;
  };
};

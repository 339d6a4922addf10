import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import * as z from 'zod';
import { tryLock } from './lock.ts';
import type { ProgramName } from './program.ts';

const fetchStateSchema = z.object({
  state: z.enum(['running', 'done', 'failed', 'interrupted']),
  /** The last progress line, the version when done, or the whole failure. */
  message: z.string(),
  pid: z.number(),
  /** ISO 8601. */
  startedAt: z.string(),
  updatedAt: z.string(),
});

/** How far a fetch in the background is. `interrupted`: its process ended without a word. */
export type FetchState = z.output<typeof fetchStateSchema>;

export const fetchStatePath = (run: string, name: ProgramName) => path.join(run, `fetch-${name}.json`);
export const fetchLockPath = (run: string, name: ProgramName) => path.join(run, `fetch-${name}.lock`);

export const writeFetchState = async (run: string, name: ProgramName, state: FetchState): Promise<void> =>
  await writeFileAtomic(fetchStatePath(run, name), `${JSON.stringify(state)}\n`, { mode: 0o600 });

/** The state of the last fetch of a program in the background; undefined when there never was one. */
export const readFetchState = async (run: string, name: ProgramName): Promise<FetchState | undefined> => {
  const read = async () => {
    try {
      return fetchStateSchema.parse(JSON.parse(await readFile(fetchStatePath(run, name), 'utf8')));
    } catch {
      return undefined;
    }
  };
  const state = await read();
  if (state?.state !== 'running') return state;
  const release = await tryLock(fetchLockPath(run, name));
  if (!release) return state;
  release();
  // It may have finished between the two looks.
  const again = await read();
  return again?.state === 'running' ? { ...again, state: 'interrupted' } : again;
};

export interface BackgroundFetch {
  /** `dist/binaries/fetch.js`, as the caller sees it. */
  readonly entry: string;
  readonly name: ProgramName;
  readonly bin: string;
  readonly run: string;
  /** Path of `collector/builder.yaml`. */
  readonly builder?: string;
  readonly mirror?: string | undefined;
}

/** Starts a fetch that outlives this process. Starting one that already runs does nothing: the second ends at once. */
export const fetchInBackground = ({ entry, name, bin, run, builder, mirror }: BackgroundFetch): void => {
  const options = { bin, run, ...(builder && { builder }), ...(mirror && { mirror }) };
  const args = Object.entries(options).map(([option, value]) => `--${option}=${value}`);
  spawn(process.execPath, [entry, name, ...args], { detached: true, stdio: 'ignore' }).unref();
};

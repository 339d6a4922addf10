import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';

/**
 * Takes the lock that `file` stands for; undefined while another process (or another part of this one) has it.
 * It is SQLite's own lock on an empty database: the kernel lets go of it when the process ends, however it ends, so
 * no stale lock ever has to be recognised.
 */
export const tryLock = async (file: string): Promise<(() => void) | undefined> => {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout = 0');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) return undefined;
    throw error;
  }
  return () => database.close();
};

/** Waits for the lock; `onWait` is called once when another process has it. */
export const lock = async (file: string, signal?: AbortSignal, onWait?: () => void): Promise<() => void> => {
  for (let waited = false; ; waited = true) {
    const release = await tryLock(file);
    if (release) return release;
    if (!waited) onWait?.();
    await pause(200, undefined, signal && { signal });
  }
};

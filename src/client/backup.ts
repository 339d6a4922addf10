import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Home } from '../config/home.ts';

/** Where copies of the client's settings lie. */
export const backupFolder = ({ root }: Home): string => path.join(root, 'backups');

/** Keeps a copy under its date: `settings-2026-11-20T23-14-18.123Z.json`. Returns its path. */
export const backUp = async (home: Home, bytes: Buffer, at: Date): Promise<string> => {
  const folder = backupFolder(home);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `settings-${at.toISOString().replaceAll(':', '-')}.json`);
  await writeFile(file, bytes, { mode: 0o600, flag: 'wx', flush: true });
  return file;
};

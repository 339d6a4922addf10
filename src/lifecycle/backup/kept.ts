import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Home } from '../../config/home.ts';

/** The last backup that was written and read back. */
export interface LastBackup {
  readonly archive: string;
  /** ISO 8601. */
  readonly at: string;
  readonly bytes: number;
}

const fileOf = ({ root }: Home): string => path.join(root, 'last-backup.json');

export const rememberBackup = (home: Home, last: LastBackup): Promise<void> =>
  writeFileAtomic(fileOf(home), `${JSON.stringify(last)}\n`, { mode: 0o600 });

/** Undefined where there was none, or its note cannot be read. */
export const lastBackup = (home: Home): LastBackup | undefined => {
  try {
    return JSON.parse(readFileSync(fileOf(home), 'utf8')) as LastBackup;
  } catch {
    return undefined;
  }
};

/** Names that backups of a folder are given; they sort by time. */
const usualName = /^start-observability-\d{4}-\d{2}-\d{2}T[\d-]+Z\.tar\.gz$/;

/** Removes all but the newest archives of a folder, those alone that were named by us. @returns the removed ones */
export const keepNewest = (folder: string, keep: number): readonly string[] => {
  const old = readdirSync(folder)
    .filter((name) => usualName.test(name))
    .sort()
    .slice(0, -keep)
    .map((name) => path.join(folder, name));
  for (const file of old) rmSync(file, { force: true });
  return old;
};

/** A backup is late by half a period. */
const lateDays = { daily: 1.5, weekly: 10 } as const;

/** Whether the last good backup is too old for its schedule, gone, or was never made. @param now milliseconds since 1970 */
export const isBackupOverdue = (home: Home, every: keyof typeof lateDays, now: number): boolean => {
  const last = lastBackup(home);
  if (!last || !existsSync(last.archive)) return true;
  return now - Date.parse(last.at) > lateDays[every] * 86_400_000;
};

/** What to say about backups: the last good one, and whether the next is overdue. Nothing where none was ever made or wanted. */
export const backupNote = (
  home: Home,
  every: keyof typeof lateDays | undefined,
  now: number,
): string | undefined => {
  const last = lastBackup(home);
  if (!last)
    return every && `No backup was made yet, though one is due ${every}: start-observability backup FOLDER`;
  const gone = existsSync(last.archive) ? '' : ', but it is gone';
  const said = `Last good backup: ${last.at.slice(0, 16).replace('T', ' ')} UTC, ${last.archive}${gone}.`;
  if (!every || !isBackupOverdue(home, every, now)) return said;
  return `${said} The ${every} backup is overdue: see its log (journalctl --user -u start-observability-backup).`;
};

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/**
 * Room that is taken while the disk has some, for events that come when it is full: files of blanks. One is written over
 * and renamed, which needs no new space where a file system writes in place (ext4, XFS, tmpfs; not Btrfs or ZFS).
 */

/** An event without contents has less than a thousand bytes. */
const fileBytes = 4096;

const spareOf = (folder: string): string => path.join(folder, 'spare');

const present = (folder: string): readonly string[] => {
  try {
    return readdirSync(spareOf(folder)).filter((name) => !name.startsWith('.'));
  } catch {
    return [];
  }
};

/** Fills the spare room of a folder up to a number of files. Never throws: a full disk gives none. */
export const fillSpareRoom = (folder: string, files: number): void => {
  try {
    mkdirSync(spareOf(folder), { recursive: true, mode: 0o700 });
    const there = new Set(present(folder));
    for (let number = 0; number < files; number += 1) {
      const name = String(number);
      if (there.has(name)) continue;
      // Under its name only when it has all its bytes.
      const fresh = path.join(spareOf(folder), `.${name}`);
      writeFileSync(fresh, ' '.repeat(fileBytes), { mode: 0o600 });
      renameSync(fresh, path.join(spareOf(folder), name));
    }
  } catch {
    // What is there has to do.
  }
};

/** Takes one file of the spare room to a name; each goes to one process only. False when none is left. */
const takeSpare = (folder: string, to: string): boolean =>
  present(folder).some((name) => {
    try {
      renameSync(path.join(spareOf(folder), name), to);
      return true;
    } catch {
      // Another process was faster.
      return false;
    }
  });

/** Writes a text into spare room, on disk on return; blanks follow it. False when it does not fit or none is left. */
export const writeIntoSpare = (folder: string, file: string, text: string): boolean => {
  const bytes = Buffer.from(text);
  if (bytes.length > fileBytes || !takeSpare(folder, file)) return false;
  const descriptor = openSync(file, 'r+');
  try {
    writeSync(descriptor, bytes, 0, bytes.length, 0);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return true;
};

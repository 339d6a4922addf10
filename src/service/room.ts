import { statfsSync } from 'node:fs';

/**
 * Free space in bytes below which nothing more is accepted. A collector writes what waits into its queue anew when it starts, and
 * forgets what does not fit; so there must be room left for what it accepted.
 */
export const leastFreeBytes = 64 * 2 ** 20;

/** Free space in bytes of the disk that a folder lies on. */
export const freeBytes = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

/** Whether more may be accepted into a folder. A disk that cannot be asked is no reason to refuse. */
export const hasRoom = (folder: string, leastBytes = leastFreeBytes): boolean => {
  try {
    return freeBytes(folder) >= leastBytes;
  } catch {
    return true;
  }
};

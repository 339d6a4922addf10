import { copyFileSync, renameSync, statSync, truncateSync } from 'node:fs';

/** How large a log grows before it is set aside, and how many of those are kept. */
export const rotation = { bytes: 10 * 1024 * 1024, kept: 3 } as const;

/**
 * Sets a log aside once it is too large: `x.log` -> `x.log.1` -> `x.log.2` ... The file is copied and emptied, never
 * moved: the process that writes holds it open, in append mode, and goes on at the new end.
 */
export const rotate = (log: string, { bytes, kept }: { bytes: number; kept: number } = rotation): boolean => {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= bytes) return false;
  for (let number = kept - 1; number >= 1; number -= 1) {
    if (statSync(`${log}.${number}`, { throwIfNoEntry: false }))
      renameSync(`${log}.${number}`, `${log}.${number + 1}`);
  }
  copyFileSync(log, `${log}.1`);
  truncateSync(log);
  return true;
};

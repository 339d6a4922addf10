import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * The transcript that a hook event names, where it is one: a plain file of the client's own folder that has the session's
 * name. Anybody can send an event; no other file may be read for it.
 */
export const transcriptOf = (folder: string, session: string, named: unknown): string | undefined => {
  if (typeof named !== 'string' || !/^[\w-]{1,200}$/.test(session)) return undefined;
  if (path.basename(named) !== `${session}.jsonl`) return undefined;
  try {
    if (!lstatSync(named).isFile()) return undefined;
    const place = realpathSync(named);
    return place.startsWith(`${realpathSync(folder)}${path.sep}`) ? place : undefined;
  } catch {
    return undefined;
  }
};

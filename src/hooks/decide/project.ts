import { existsSync } from 'node:fs';
import path from 'node:path';

/** Most folders that are looked at on the way up. */
const mostFolders = 40;

/**
 * The project a call belongs to: what the client says in `CLAUDE_PROJECT_DIR`, else the nearest repository around the
 * current folder, else the folder itself. The client's current folder follows every `cd` of the session.
 */
export const projectOf = (cwd: string, stated?: string): string => {
  // The root is not a project: everything would be inside it.
  if (stated !== undefined && path.isAbsolute(stated) && path.resolve(stated) !== '/') return stated;
  if (!path.isAbsolute(cwd)) return cwd;
  let folder = cwd;
  for (let step = 0; step < mostFolders; step++) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    const parent = path.dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  return cwd;
};

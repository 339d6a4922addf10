import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** Whether `file` is a file that we may run. */
export const isExecutable = async (file: string): Promise<boolean> => {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
};

/** Where `command` is on PATH. Relative entries are left out: what the current folder holds must not run by accident. */
export const onPath = async (
  command: string,
  searched = process.env['PATH'] ?? '',
): Promise<string | undefined> => {
  for (const folder of searched.split(path.delimiter).filter(path.isAbsolute)) {
    const file = path.join(folder, command);
    if (await isExecutable(file)) return file;
  }
  return undefined;
};

/** `file` with every link followed; `file` itself when it is not there. */
export const resolved = (file: string): Promise<string> => realpath(file).catch(() => file);

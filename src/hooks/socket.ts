import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../failure.ts';

/** Name of the service's socket in its folder. */
export const socketName = 'hooks.sock';

/**
 * The folder of the socket in the home folder of the stack. It holds nothing else, so that it can be given to a
 * container as a whole.
 */
export const socketFolder = (home: string): string => path.join(home, 'run', 'hooks');

/**
 * Makes the folder ready for a socket that proves who listens: ours alone, mode 0700, and without the socket of a
 * service that is gone.
 * @throws Failure when the folder belongs to another user
 */
export const prepareSocketFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid } = lstatSync(folder);
  if (process.getuid && uid !== process.getuid()) {
    throw new Failure("The folder of the hook service's socket belongs to another user.", {
      where: folder,
      fix: 'remove the folder and start again',
    });
  }
  chmodSync(folder, 0o700);
  rmSync(path.join(folder, socketName), { force: true });
};

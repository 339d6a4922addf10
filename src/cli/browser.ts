import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';

const openers: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', linux: 'xdg-open' };

const isOnPath = (command: string): boolean =>
  (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Opens a page where somebody sits in front of a desktop. False where there is none: the address was printed. */
export const openPage = (address: string): boolean => {
  const opener = openers[process.platform];
  const isDesktop = process.platform === 'darwin' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (!opener || !isDesktop || !process.stdout.isTTY || !isOnPath(opener)) return false;
  execa(opener, [address], { stdio: 'ignore', detached: true, cleanup: false, reject: false }).unref();
  return true;
};

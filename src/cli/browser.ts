import { execa } from 'execa';
import { onPath } from '../binaries/search-path.ts';

const openers: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', linux: 'xdg-open' };

/** Opens a page where there is a desktop. False where there is none: the address was printed. */
export const openPage = async (address: string): Promise<boolean> => {
  const name = openers[process.platform];
  const isDesktop = process.platform === 'darwin' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  const opener = name && isDesktop && process.stdout.isTTY ? await onPath(name) : undefined;
  if (!opener) return false;
  execa(opener, [address], { stdio: 'ignore', detached: true, cleanup: false, reject: false }).unref();
  return true;
};

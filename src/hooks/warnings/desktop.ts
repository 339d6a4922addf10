import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';

const title = 'Claude Code';
const timeoutMs = 5000;

/** Where a person's desktop listens when the process was started without one, as at a login. */
const sessionBus = (): Readonly<Record<string, string>> => {
  const socket = `/run/user/${process.getuid?.()}/bus`;
  return process.env['DBUS_SESSION_BUS_ADDRESS'] === undefined && existsSync(socket)
    ? { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` }
    : {};
};

/** The text is an argument of its own, never part of a script. */
const appleScript = 'on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run';

/** Shows a notification on the desktop. Where there is none, nothing happens. */
export const notifyDesktop = (text: string): Promise<void> => {
  const [program, args] =
    process.platform === 'darwin'
      ? ['/usr/bin/osascript', ['-e', appleScript, title, text]]
      : ['notify-send', ['--app-name', title, '--', title, text]];
  const env = { ...process.env, ...sessionBus() };
  return new Promise((resolve) => {
    execFile(program, args, { timeout: timeoutMs, env }, () => resolve());
  });
};

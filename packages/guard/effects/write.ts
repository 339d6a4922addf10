import { ask, definePatterns, deny } from '../findings/pattern.ts';
import type { Reading } from '../findings/reading.ts';
import { pathsOf, type Standing } from '../paths/path.ts';
import { plain } from '../text/text.ts';
import { isRawDevice } from './devices.ts';
import { reportProtected } from './protected.ts';
import { reportSecret } from './secrets.ts';

// biome-ignore format: a table
export const writePatterns = definePatterns({
  'device-write': { category: 'device', decision: deny, brief: 'Writes to a raw device', why: 'It destroys the file system on it.', suggestion: 'Write to an image file.', catches: ['dd if=/dev/zero of=/dev/sda', 'cat x.img > /dev/sdb'], spares: ['dd if=/dev/zero of=disk.img bs=1M count=1'] },
  'system-file-write': { category: 'system', decision: deny, brief: 'Overwrites a file the system depends on', why: 'The machine may not start, or refuse every login.', suggestion: 'Let a person do it.', catches: ['echo x > /etc/passwd'], spares: ['cat /etc/passwd'] },
  'system-config-write': { category: 'system', decision: ask, brief: 'Changes a setting of the whole machine', why: 'Other programs depend on it.', suggestion: 'Let a person do it.', catches: ['echo x >> /etc/hosts'], spares: ['cat /etc/hosts'] },
  'start-file-write': { category: 'system', decision: ask, brief: 'Changes a file every new shell reads', why: 'It takes effect in all later sessions.', suggestion: 'Say what to add.', catches: ['echo x > ~/.zshrc'], spares: ['cat ~/.zshrc'] },
  'autostart-write': { category: 'system', decision: ask, brief: 'Adds a program that starts automatically', why: 'It runs in every later session, unseen.', suggestion: 'Say what to add; a person puts it there.', catches: ['cp x.desktop ~/.config/autostart/', 'cp me.plist ~/Library/LaunchAgents/'], spares: ['ls ~/.config/autostart'] },
  'history-write': { category: 'system', decision: ask, brief: 'Overwrites the history of the shell', why: 'It is the only record of what was done.', suggestion: '', catches: ['> ~/.bash_history', 'echo > ~/.zsh_history'], spares: ['tail ~/.bash_history'] },
});

const systemFile =
  /^\/(etc\/(passwd|group|shadow|gshadow|sudoers|fstab|crypttab|pam\.d|security|ssh)(\/|-|\.d|$)|boot(\/|$)|bin\/|sbin\/|usr\/(?!local\/)|lib(32|64)?\/|efi(\/|$))/;
const autostart =
  /\/\.config\/(autostart|systemd\/user|plasma-workspace\/env)(\/|$)|\/Library\/(LaunchAgents|LaunchDaemons|StartupItems)(\/|$)|\/Start Menu\/Programs\/Startup(\/|$)|\/\.config\/fish\/conf\.d\/|\/\.(xprofile|xinitrc|xsession|pam_environment)$|\/\.ssh\/rc$|_profile\.ps1$/i;
const historyFile =
  /\/\.(bash|zsh|python|node_repl|psql|mysql|sqlite|rediscli|irb)_?history$|\/fish_history$/;
const systemFolder = /^\/(etc|System|Library\/LaunchDaemons)\//;
const startFile =
  /\/\.(bashrc|bash_profile|bash_login|bash_logout|profile|zshrc|zshenv|zprofile|zlogin|config\/fish\/config\.fish|inputrc|login)$/;

/** Reports what overwriting a path would destroy: a secret, a device, a system file, a start file of the shell. */
export const reportWrite = (word: string, reading: Reading, state: Standing): void => {
  if (reportProtected(word, reading, state, 'file')) return;
  if (reportSecret(word, reading, state, 'write')) return;
  const [path] = pathsOf(word, state);
  if (path === undefined || reading.isAllowedPath(path)) return;
  if (isRawDevice(path)) reading.report(writePatterns['device-write'], plain(path));
  else if (systemFile.test(path)) reading.report(writePatterns['system-file-write'], plain(path));
  else if (systemFolder.test(path)) reading.report(writePatterns['system-config-write'], plain(path));
  else if (autostart.test(path)) reading.report(writePatterns['autostart-write'], plain(path));
  else if (historyFile.test(path)) reading.report(writePatterns['history-write'], plain(path));
  else if (startFile.test(path)) reading.report(writePatterns['start-file-write'], plain(path));
};

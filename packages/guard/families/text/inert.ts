import type { Program } from '../../shell/shell.ts';
import { mark } from '../../text/text.ts';

const nothing: Program = () => mark.unknown;

/**
 * Programs that look at names, print help, or take prose and package names as arguments: what stands among their arguments
 * is not opened by them.
 */
// biome-ignore format: a list
const names = [
  'stat', 'test', '[', '[[', 'du', 'df', 'tree', 'exa', 'eza', 'lsd', 'll',  'whereis', 'type', 'command-v', 'apropos', 'whatis', 'info', 'help',
  'mkdir', 'sleep', 'wait', 'jobs', 'fg', 'bg', 'disown', 'exit', 'return', 'break', 'continue', 'shopt', 'umask', 'ulimit', 'times', 'bind', 'complete', 'compgen',
  'ps', 'top', 'htop', 'uptime', 'uname', 'id', 'groups', 'hostname', 'nproc', 'free', 'lsblk', 'blkid', 'lscpu', 'lsusb', 'lspci', 'lsof', 'mount', 'umount', 'tty', 'stty',
  'pip', 'pip3', 'pipx', 'rustup', 'brew-info', 'composer', 'poetry-info', 'conda-info', 'nvm', 'fnm', 'volta',
  'ssh-add', 'ssh-keygen', 'ssh-keyscan', 'ssh-agent', 'notify-send', 'say', 'open', 'xdg-open', 'code', 'cursor', 'idea', 'clear', 'reset', 'tput', 'cal', 'bc', 'expr', 'factor',
  'mail', 'sendmail', 'logger', 'wall', 'write', 'confirm', 'gum', 'fzf', 'dialog', 'figlet', 'cowsay', 'chcon', 'getfacl', 'lsattr', 'pgrep', 'pidof', 'ping', 'ifconfig', 'netstat', 'ss', 'traceroute', 'whois',
  'tldr', 'jj', 'phar', 'mutagen', 'task', 'todo', 'taskwarrior', 'fvm', 'omf', 'ember', 'fossil', 'mongoimport', 'cliphist', 'ya', 'r2e', 'pie', 'sfdk',
];

export const inertPrograms: Record<string, Program> = {
  ...Object.fromEntries(names.map((name) => [name, nothing])),
  which: ({ args }) =>
    args
      .filter((word) => !word.startsWith('-'))
      .map((word) => `/usr/bin/${word}\n`)
      .join(''),
};

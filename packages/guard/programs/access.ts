import { absolute } from '../paths/path.ts';
import { secretKind } from '../paths/secret-path.ts';
import type { Reading } from '../reading.ts';
import type { State } from '../shell/state.ts';
import { hasGlob, mark, plain } from '../shell/text.ts';

/** Devices that swallow or make data and hold none. */
const harmlessDevice =
  /^\/dev\/(null|zero|full|random|urandom|tty\w*|pts(\/.*)?|ptmx|stdin|stdout|stderr|fd(\/.*)?|console|tcp(\/.*)?|udp(\/.*)?|shm(\/.*)?|mqueue(\/.*)?|clipboard|dsp|log|kvm|net(\/.*)?|fuse|snd(\/.*)?|dri(\/.*)?|nvidia\S*|video\d+|input(\/.*)?)$/;

/** Whether a path names a block or memory device, or another door to the kernel that destroys when written to. */
export const isRawDevice = (path: string): boolean =>
  (path.startsWith('/dev/') && path.length > 5 && !harmlessDevice.test(path)) ||
  /^\/proc\/(sysrq-trigger|kcore|kmem)$/.test(path) ||
  /^\/(proc\/sys|sys\/(firmware|kernel|power|block))\//.test(path);

const systemFile =
  /^\/(etc\/(passwd|group|shadow|gshadow|sudoers|fstab|crypttab|pam\.d|security|ssh)(\/|-|\.d|$)|boot(\/|$)|bin\/|sbin\/|usr\/|lib(32|64)?\/|efi(\/|$))/;
const systemFolder = /^\/(etc|System|Library\/LaunchDaemons)\//;
const startFile =
  /\/\.(bashrc|bash_profile|bash_login|bash_logout|profile|zshrc|zshenv|zprofile|zlogin|config\/fish\/config\.fish|inputrc|login)$/;

/** What this stack keeps (counters, journals, keys, settings, programs), and the client's settings that call it. */
const ownFile =
  /\/start-observability\/(data|secrets|hooks|run|generated|bin|backups|config\.yaml|client\.json)(\/|$)|\/\.claude\/(settings(\.local)?\.json|guard\.json)$/;

/** Whether a path is this stack's own, or the client's settings that call it. */
export const isOwnFile = (path: string): boolean => ownFile.test(path);

/** A word as the absolute paths it can be, one per folder the shell can be in. */
export const pathsOf = (word: string, state: State): string[] =>
  state.cwd.map((folder) => absolute(word, folder));

/** Reports a secret a path names. Returns whether there was one. */
export const reportSecret = (
  word: string,
  reading: Reading,
  state: State,
  how: 'read' | 'write',
): boolean => {
  if (word === '') return false;
  for (const path of pathsOf(word, state)) {
    const kind = secretKind(path) ?? secretKind(word);
    if (kind === undefined || reading.isAllowedPath(path)) continue;
    reading.report(how === 'write' ? `${kind}-write` : kind, plain(word));
    return true;
  }
  return false;
};

export const reportRead = (word: string, reading: Reading, state: State): boolean =>
  reportSecret(word, reading, state, 'read');

/** Reports what overwriting a path would destroy: a secret, a device, a system file, a start file of the shell. */
export const reportWrite = (word: string, reading: Reading, state: State): void => {
  if (reportSecret(word, reading, state, 'write')) return;
  const [path] = pathsOf(word, state);
  if (path === undefined || reading.isAllowedPath(path)) return;
  if (isRawDevice(path)) reading.report('device-write', plain(path));
  else if (systemFile.test(path)) reading.report('system-file-write', plain(path));
  else if (systemFolder.test(path)) reading.report('system-config-write', plain(path));
  else if (isOwnFile(path)) reading.report('stack-settings', plain(path));
  else if (startFile.test(path)) reading.report('start-file-write', plain(path));
};

const separators = /[=@:,"']+/;
const remote = /:\/\//;

/** The texts inside one argument that could be paths: itself, and what follows `=`, `@`, `:` or an attached option. */
export const candidates = (word: string): string[] => {
  if (word.length > 4096) return [];
  if (remote.test(word) && !word.startsWith('file://')) return [];
  if (/\s/.test(word)) return [word];
  const pieces = [word, ...word.split(separators)];
  if (/^-[A-Za-z]./.test(word)) {
    pieces.push(word.slice(2));
    // A cluster such as -if.env ends in the option that takes the path.
    const attached = /^-[A-Za-z]+(?=[./~])/.exec(word);
    if (attached) pieces.push(word.slice(attached[0].length));
  }
  return pieces.filter((piece) => piece !== '' && piece !== mark.unknown);
};

/** Whether a word can be taken for a path at all: no spaces in the middle of prose, no control characters. */
const looksLikePath = (word: string): boolean => word.length < 1024 && !/[\n|;<>(){}$`]/.test(word);

/** Reports every secret an argument names, wherever in the argument the path stands. */
export const reportArgument = (word: string, reading: Reading, state: State): boolean => {
  if (!looksLikePath(word) && !hasGlob(word)) return false;
  return candidates(word).some((piece) => reportRead(piece, reading, state));
};

export const reportArguments = (words: readonly string[], reading: Reading, state: State): boolean => {
  let found = false;
  for (const word of words) found = reportArgument(word, reading, state) || found;
  return found;
};

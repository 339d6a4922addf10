import type { Reading } from '../findings/reading.ts';
import { isWithin, pathsOf, type Standing } from '../paths/path.ts';
import { leavesAlone } from './harmless-programs.ts';
import { protectedPatterns, reportProtected, standsInClient, standsInStack } from './protected.ts';

/** One command about to be run, as far as its name and its words say what it touches. */
interface Command {
  readonly name: string;
  readonly args: readonly string[];
  readonly reading: Reading;
  readonly state: Standing;
}

/** Programs that change a folder as a whole when they are given it. */
// biome-ignore format: a list
const wholeChangers = new Set(['mount', 'umount', 'chmod', 'chown', 'chgrp', 'setfacl', 'chattr', 'ln', 'link', 'unzip', 'bsdtar', '7z', '7za', '7zz', 'unrar', 'unar', 'cpio', 'fusermount', 'rmdir', 'ditto', 'pax', 'bindfs', 'sshfs']);

/** Programs that unpack into the folder they stand in. */
const unpackers = new Set([
  'unzip',
  '7z',
  '7za',
  '7zz',
  'unrar',
  'unar',
  'cpio',
  'bsdtar',
  'dtrx',
  'ouch',
  'atool',
]);
const listsOnly = /^(-l|-t|-v|-Z|l|t|lb|vt)$/;

/** Programs that are given a folder to look at it or to work in it, not to put something there. */
// biome-ignore format: a list
const lookers = new Set(['code', 'cursor', 'codium', 'subl', 'idea', 'open', 'xdg-open', 'mkdir', 'zip', 'claude', 'ncdu', 'broot', 'zoxide', 'z']);

/** Programs that put files of unknown names where they are told: also into a project's own settings. */
// biome-ignore format: a list
const bringers = new Set(['git', 'hg', 'svn', 'degit', 'tiged', 'giget', 'rclone', 'gsutil', 'gcloud', 'aws', 'azcopy', 'docker', 'podman', 'kubectl', 'gh', 'restic', 'borg', 'unsquashfs', 'patch', 'ouch', 'robocopy', 'xcopy', 'wget', 'aria2c']);

/** What git does in a folder without changing the files there. */
const gitLooks =
  /\b(status|log|diff|show|blame|grep|ls-files|rev-parse|branch|remote|config|fetch|add|commit|push|describe|shortlog)\b/;

const putsNothing = (name: string, args: readonly string[]): boolean =>
  lookers.has(name) || (name === 'git' && gitLooks.test(args.join(' ')));

/** The words of one argument that could be paths. */
const piecesOf = (word: string): string[] =>
  word.length > 4096
    ? []
    : (/[=:,]/.test(word) ? [word, ...word.split(/[=:,]/)] : [word.replace(/^-[A-Za-z](?=[~/])/, '')]).filter(
        (piece) => piece !== '' && !piece.startsWith('-'),
      );

/** Modes that leave a folder as usable for its owner as it was. */
const openMode = /^0?[0-7]?7[0-7]{2}$|^[ugoa]*\+/;

const changeBy = ({ name, args, reading, state }: Command, path: string): 'whole' | 'into' | 'file' => {
  if (wholeChangers.has(name) && !(name === 'chmod' && args.some((word) => openMode.test(word))))
    return 'whole';
  if (putsNothing(name, args)) return 'file';
  const ofProject = pathsOf(path, state).every((one) => isWithin(one, reading.places.project));
  return ofProject && !bringers.has(name) ? 'file' : 'into';
};

/** Reports what a program may change of what the guard depends on: its arguments, and the folder it stands in. */
export const reportTouched = (command: Command): void => {
  const { name, args, reading, state } = command;
  if (leavesAlone(name, args)) return;
  const { home } = reading.places;
  // Many programs know `~` themselves, also where the shell leaves it alone: within a word.
  for (const word of args)
    for (const piece of piecesOf(word)) {
      const path = piece.startsWith('~/') ? home + piece.slice(1) : piece;
      reportProtected(path, reading, state, changeBy(command, path));
    }
  const unpacks = unpackers.has(name) && !args.some((word) => listsOnly.test(word));
  if (standsInStack(reading, state) || (unpacks && standsInClient(reading, state)))
    reading.report(protectedPatterns['stack-settings'], `${name} in a folder the guard depends on`);
};

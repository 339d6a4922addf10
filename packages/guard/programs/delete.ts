import { type Place, placeOf } from '../paths/place.ts';
import type { Reading } from '../reading.ts';
import type { Invocation, Program } from '../shell/shell.ts';
import type { State } from '../shell/state.ts';
import { hasGlob, plain } from '../shell/text.ts';
import { isOwnFile, isRawDevice, pathsOf, reportSecret } from './access.ts';
import { options } from './options.ts';

/** What a recursive deletion at each place is. */
const recursive: Record<Place, string> = {
  root: 'delete-root',
  home: 'delete-home',
  parent: 'delete-parent',
  project: 'delete-project',
  git: 'delete-git',
  system: 'delete-system',
  outside: 'delete-outside',
  'temp-root': 'delete-temp-root',
  temp: 'delete-inside',
  inside: 'delete-inside',
  unknown: 'delete-unknown',
};

/** What deleting single files at each place is; nothing where it is ordinary work. */
const single: Partial<Record<Place, string>> = {
  root: 'delete-root',
  home: 'delete-home',
  parent: 'delete-parent',
  system: 'delete-system-file',
  outside: 'delete-file-outside',
};

/** Folders whose single files are somebody's data rather than the system's. */
const lesser = /^\/(opt|srv|mnt|media|root|run|var|private\/var)\//;

const reportPlace = (word: string, path: string, reading: Reading, deep: boolean): void => {
  if (reading.isAllowedPath(path)) return;
  const place = placeOf(path, reading.places);
  // `rm .` comes from a list of everything; `rm *` names the plain files of the folder.
  const whole = !deep && place === 'project' && !hasGlob(path) ? 'delete-project' : undefined;
  const pattern = deep ? recursive[place] : (single[place] ?? whole);
  if (pattern === undefined || pattern === 'delete-inside') return;
  reading.report(
    pattern === 'delete-system-file' && lesser.test(path) ? 'delete-file-outside' : pattern,
    plain(word) || 'an unknown path',
  );
};

/** Reports the deletion of one word, seen from every folder the shell can be in. */
export const reportDelete = (word: string, reading: Reading, state: State, deep: boolean): void => {
  if (reportSecret(word, reading, state, 'write')) return;
  for (const path of pathsOf(word, state)) {
    if (isRawDevice(path)) reading.report('delete-system-file', plain(word));
    if (isOwnFile(path) && !reading.isAllowedPath(path)) reading.report('stack-settings', plain(word));
    // `cd build; rm -rf *` empties whatever folder it is in when the cd fails.
    if (deep && state.unchecked && !word.startsWith('/') && /^[\uE010./]+$/.test(word))
      reading.report('delete-unknown', plain(word));
    reportPlace(word, path, reading, deep);
  }
};

/** `rm`: recursion, force, and every operand by its place. */
const rm: Program = ({ args, reading, state }) => {
  const given = options(args, {
    long: [
      'recursive',
      'force',
      'help',
      'version',
      'interactive',
      'one-file-system',
      'no-preserve-root',
      'preserve-root',
      'verbose',
      'dir',
    ],
  });
  // `rm --help` prints its help whatever else is there, but only before the first operand can hide it.
  if (args[0] === '--help' || args[0] === '--version') return '';
  const deep = given.has('r', 'R', 'recursive');
  if (deep && given.has('f', 'force')) reading.report('delete-forced', plain(given.operands.join(' ')));
  for (const operand of given.operands) reportDelete(operand, reading, state, deep);
  return '';
};

/** Programs that delete whole trees without being told to. */
const wholeTree: Program = ({ args, reading, state }) => {
  for (const operand of options(args, { short: 'g' }).operands) reportDelete(operand, reading, state, true);
  return '';
};

const unlink: Program = ({ args, reading, state }) => {
  for (const operand of options(args).operands) reportDelete(operand, reading, state, false);
  return '';
};

/** Overwrites or empties what it deletes: nothing comes back, so it is asked about anywhere. */
const shred: Program = ({ args, name, reading, state }) => {
  const given = options(args, {
    short: 'nsr',
    valued: ['size', 'iterations', 'random-source', 'reference'],
    long: ['remove', 'help', 'version'],
  });
  if (given.has('help', 'version') || (name === 'truncate' && !given.has('s', 'size', 'r', 'reference')))
    return '';
  const grows = name === 'truncate' && /^\+/.test(given.value('s', 'size') ?? '');
  for (const operand of given.operands) overwrite(operand, reading, state, !grows);
  return '';
};

const overwrite = (word: string, reading: Reading, state: State, destroys: boolean): void => {
  if (reportSecret(word, reading, state, 'write')) return;
  for (const path of pathsOf(word, state)) {
    if (reading.isAllowedPath(path)) continue;
    if (isRawDevice(path)) reading.report('device-write', plain(path));
    const place = placeOf(path, reading.places);
    if (place === 'system') reading.report('delete-system-file', plain(path));
    if (destroys && place !== 'temp') reading.report('shred', plain(word));
  }
};

/** `srm`, `wipe`: as `rm` by place, and as `shred` everywhere. */
const secureRemove: Program = (call) => {
  const deep = options(call.args).has('r', 'R', 'recursive');
  for (const operand of options(call.args).operands) {
    reportDelete(operand, call.reading, call.state, deep);
    overwrite(operand, call.reading, call.state, true);
  }
  return '';
};

/** `mv`: moving a root, a home, a parent or the repository's own data away is as good as deleting it. */
const carriedOff = new Set<Place>(['root', 'home', 'parent', 'project', 'git']);

export const reportMoved = (
  words: readonly string[],
  { reading, state }: Pick<Invocation, 'reading' | 'state'>,
): void => {
  for (const word of words) {
    for (const path of pathsOf(word, state)) {
      const place = placeOf(path, reading.places);
      // Moving files of the project by wildcard is ordinary; moving everything at a root or home is not.
      if (
        carriedOff.has(place) &&
        !(place === 'project' && path !== reading.places.project) &&
        !isInsideGit(path)
      )
        reading.report('move-away', plain(word));
      if (place === 'system' && /^\/(etc|boot|usr|bin|sbin|lib)/.test(path))
        reading.report('move-away', plain(word));
    }
  }
};

const isInsideGit = (path: string): boolean => /\/\.git\/./.test(path);

export const deletePrograms: Record<string, Program> = {
  rm,
  grm: rm,
  unlink,
  rimraf: wholeTree,
  'del-cli': wholeTree,
  del: wholeTree,
  trash: () => '',
  'trash-put': () => '',
  shred,
  gshred: shred,
  truncate: shred,
  srm: secureRemove,
  wipe: secureRemove,
  rmdir: () => '',
};

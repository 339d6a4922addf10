import { ask, askThenDeny, definePatterns, deny, type Pattern } from '../findings/pattern.ts';
import type { Reading } from '../findings/reading.ts';
import { pathsOf, type Standing } from '../paths/path.ts';
import { type Place, placeOf } from '../paths/place.ts';
import { hasGlob, mark, plain } from '../text/text.ts';
import { isRawDevice } from './devices.ts';
import { reportProtected } from './protected.ts';
import { reportSecret } from './secrets.ts';

// biome-ignore format: a table
export const deletePatterns = definePatterns({
  'delete-root': { category: 'delete', decision: deny, brief: 'Deletes the root of the file system or everything at it', why: 'Nothing on the machine survives it.', suggestion: 'Name the directory inside the project that should go.', catches: ['rm -rf /', 'rm -rf /*', 'find / -delete'], spares: ['ls /'] },
  'delete-home': { category: 'delete', decision: deny, brief: 'Deletes a home folder or everything in it', why: 'Settings, keys and every other project go with it.', suggestion: 'Name the directory inside the project that should go.', catches: ['rm -rf ~', 'rm -rf "$HOME"/*', 'cd ~ && rm -rf .', 'git -C ~ clean -fdx'], spares: ['rm -rf ./~'] },
  'delete-parent': { category: 'delete', decision: deny, brief: 'Deletes a parent folder of the project', why: 'The project and its neighbours go with it.', suggestion: 'Name the directory inside the project that should go.', catches: ['rm -rf ..', 'cd src && rm -rf ../..'], spares: ['cd src && cd .. && rm -rf build'] },
  'delete-project': { category: 'delete', decision: deny, brief: 'Deletes the project itself or everything in it', why: 'Uncommitted work and the repository are lost.', suggestion: 'Name the directory inside the project that should go.', catches: ['rm -rf .', 'rm -rf *', 'find . -delete'], spares: ['rm -rf ./build'] },
  'delete-git': { category: 'delete', decision: deny, brief: 'Deletes the repository\'s own data', why: 'Commits that were not pushed are lost.', suggestion: 'Use git itself to remove branches or objects.', catches: ['rm -rf .git', 'rm -rf .git/objects'], spares: ['rm -f .git/index.lock', 'rm -rf .github/old'] },
  'delete-system': { category: 'delete', decision: deny, brief: 'Deletes a system folder', why: 'The machine may not start again.', suggestion: 'Use the package manager to remove what it installed.', catches: ['rm -rf /etc', 'sudo rm -rf /var/lib/docker'], spares: ['ls /etc'] },
  'delete-outside': { category: 'delete', decision: deny, brief: 'Deletes a folder outside the project', why: 'It belongs to something else, and nothing brings it back.', suggestion: 'Name the directory inside the project that should go.', catches: ['rm -rf ../other', 'rm -rf ~/Documents', 'python3 -c "import shutil; shutil.rmtree(\'/home/user/x\')"'], spares: ['rm -rf /tmp/build-1'] },
  'delete-temp-root': { category: 'delete', decision: askThenDeny, brief: 'Deletes everything in a temporary folder', why: 'Other programs keep their files there.', suggestion: 'Delete only your own directory below it.', catches: ['rm -rf /tmp/*'], spares: ['rm -rf /tmp/mine'] },
  'delete-unknown': { category: 'delete', decision: askThenDeny, brief: 'Deletes recursively something that cannot be known before it runs', why: 'If the value is empty or wrong, the wrong tree goes.', suggestion: 'Write the path out, or guard the variable with ${NAME:?}.', catches: ['rm -rf "$BUILD_DIR"', 'xargs rm -rf < list.txt'], spares: ['d=build; rm -rf "$d"'] },
  'delete-system-file': { category: 'delete', decision: deny, brief: 'Deletes a file of the system', why: 'Programs or the login may stop working.', suggestion: 'Use the package manager, or edit the file.', catches: ['sudo rm /etc/hosts'], spares: ['cat /etc/hosts'] },
  'delete-file-outside': { category: 'delete', decision: ask, brief: 'Deletes a file outside the project', why: 'It belongs to something else.', suggestion: 'Say why it should go, and delete it by hand.', catches: ['rm -f /home/dev/notes.txt', 'unlink ~/.bashrc'], spares: ['rm -f /tmp/lockfile', 'rm src/old.ts'] },
});

/** What a recursive deletion at each place is. */
const recursive: Record<Place, Pattern | undefined> = {
  root: deletePatterns['delete-root'],
  home: deletePatterns['delete-home'],
  parent: deletePatterns['delete-parent'],
  project: deletePatterns['delete-project'],
  git: deletePatterns['delete-git'],
  system: deletePatterns['delete-system'],
  outside: deletePatterns['delete-outside'],
  'temp-root': deletePatterns['delete-temp-root'],
  temp: undefined,
  inside: undefined,
  unknown: deletePatterns['delete-unknown'],
};

/** What deleting single files at each place is; nothing where it is ordinary work. */
const single: Partial<Record<Place, Pattern>> = {
  root: deletePatterns['delete-root'],
  home: deletePatterns['delete-home'],
  parent: deletePatterns['delete-parent'],
  system: deletePatterns['delete-system-file'],
  outside: deletePatterns['delete-file-outside'],
};

/** Folders whose single files are a person's data rather than the system's. */
const lesser = /^\/(opt|srv|mnt|media|root|run|var|private\/var)\//;

const reportPlace = (word: string, path: string, reading: Reading, deep: boolean): void => {
  if (reading.isAllowedPath(path)) return;
  const place = placeOf(path, reading.places);
  // `rm .` comes from a list of everything; `rm *` names the plain files of the folder.
  const whole =
    !deep && place === 'project' && (!hasGlob(path) || path.includes(mark.each))
      ? deletePatterns['delete-project']
      : undefined;
  const pattern = deep ? recursive[place] : (single[place] ?? whole);
  if (pattern === undefined) return;
  reading.report(
    pattern === deletePatterns['delete-system-file'] && lesser.test(path)
      ? deletePatterns['delete-file-outside']
      : pattern,
    plain(word) || 'an unknown path',
  );
};

/** Where a command stands that deletes. */
interface DeleteStanding extends Standing {
  /** Whether the last `cd` may have failed without anybody noticing. */
  readonly unchecked: boolean;
}

/** Reports the deletion of one word, seen from every folder the shell can be in. */
export const reportDelete = (word: string, reading: Reading, state: DeleteStanding, deep: boolean): void => {
  if (reportSecret(word, reading, state, 'write')) return;
  // To delete each thing below a folder is to delete what is in it.
  if (/\uE014(\/|$)/.test(word) && !deep) {
    reportDelete(word, reading, state, true);
    return;
  }
  for (const path of pathsOf(word, state)) {
    if (isRawDevice(path)) reading.report(deletePatterns['delete-system-file'], plain(word));
    // `cd build; rm -rf *` empties whatever folder it is in when the cd fails.
    if (deep && state.unchecked && !word.startsWith('/') && /^[\uE010./]+$/.test(word))
      reading.report(deletePatterns['delete-unknown'], plain(word));
    reportPlace(word, path, reading, deep);
  }
  reportProtected(word, reading, state, 'whole');
};

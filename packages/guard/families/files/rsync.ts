import { deletePatterns, reportDelete } from '../../effects/delete.ts';
import { reportProtected } from '../../effects/protected.ts';
import { reportRead } from '../../effects/secrets.ts';
import { ask, definePatterns, type Pattern } from '../../findings/pattern.ts';
import { pathsOf } from '../../paths/path.ts';
import { type Place, placeOf } from '../../paths/place.ts';
import { options } from '../../program/options.ts';
import { runText } from '../../program/run.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { plain } from '../../text/text.ts';
import { runSshOptions } from '../network/ssh.ts';
import { copyText } from './copy.ts';

// biome-ignore format: a table
export const mirrorPatterns = definePatterns({
  'mirror-delete': { category: 'delete', decision: ask, brief: 'Deletes at the target whatever the source does not have', why: 'A wrong source or target empties a folder outside the project.', suggestion: 'Try it with --dry-run first.', catches: ['rsync -a --delete src/ /srv/www/', 'rsync -a --delete dist/ deploy@host:/var/www/app/'], spares: ['rsync -an --delete src/ /srv/www/'] },
});

// biome-ignore format: a table
const rsyncSpec = { short: 'efTB', valued: 'rsh rsync-path exclude include exclude-from include-from files-from filter password-file log-file backup-dir bwlimit temp-dir compare-dest copy-dest link-dest chmod chown port timeout max-size min-size suffix info out-format', long: 'archive dry-run delete delete-before delete-during delete-after delete-delay delete-excluded verbose recursive compress progress' };

const deletions = [
  'delete',
  'delete-before',
  'delete-during',
  'delete-after',
  'delete-delay',
  'delete-excluded',
  'del',
  'delete-missing-args',
  'remove-source-files',
];

/** Places that are lost when everything at them goes. */
const lost: Partial<Record<Place, Pattern>> = {
  root: deletePatterns['delete-root'],
  home: deletePatterns['delete-home'],
  parent: deletePatterns['delete-parent'],
  git: deletePatterns['delete-git'],
  project: deletePatterns['delete-project'],
};

const isRemote = (path: string): boolean => /^[^/]+:|^rsync:\/\//.test(path);

/** A folder that is there to be empty: mirrored, it empties its target. */
const isEmpty = (path: string): boolean => /(^|\/)(empty|blank)[\w-]*\/*$|\/tmp\.new\/*$/.test(path);

/**
 * `rsync --delete`: everything at the target that the source does not have is deleted. A mirror outside the project is often wanted,
 * a backup for one, and so it is a question; what is mirrored from an empty folder is a deletion.
 */
const reportMirror = (source: string, target: string, { reading, state }: Invocation): void => {
  if (isRemote(target)) {
    reading.report(mirrorPatterns['mirror-delete'], plain(target));
    return;
  }
  if (isEmpty(source)) reportDelete(target, reading, state, true);
  for (const path of pathsOf(target, state)) {
    const place = placeOf(path, reading.places);
    const pattern = lost[place];
    if (pattern) reading.report(pattern, plain(target));
    else if (place !== 'inside' && place !== 'temp')
      reading.report(mirrorPatterns['mirror-delete'], plain(target));
  }
};

const rsync: Program = (call) => {
  const given = options(call.args, rsyncSpec);
  for (const source of given.values('e', 'rsh', 'rsync-path')) {
    runText(source, call);
    runSshOptions(
      [...source.matchAll(/-o\s*(\S+=.*)/g)].map((match) => match[1] as string),
      call,
    );
  }
  for (const source of given.operands) reportRead(source.replace(/^[^/]*:/, ''), call.reading, call.state);
  for (const file of given.values('password-file', 'files-from')) reportRead(file, call.reading, call.state);
  const target = given.operands.at(-1);
  if (target === undefined || given.operands.length < 2) return '';
  if (!given.has('n', 'dry-run')) {
    if (given.has(...deletions)) reportMirror(given.operands[0] ?? '', target, call);
    reportProtected(target, call.reading, call.state, 'whole');
    copyText(given.operands.slice(0, -1), target, call);
  }
  return '';
};

export const rsyncPrograms: Record<string, Program> = { rsync };

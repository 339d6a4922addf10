import { placeOf } from '../paths/place.ts';
import type { Invocation, Program } from '../shell/shell.ts';
import { mark, plain } from '../shell/text.ts';
import { pathsOf, reportArguments, reportRead, reportWrite } from './access.ts';
import { copyText } from './files.ts';
import { runSshOptions } from './network.ts';
import { options } from './options.ts';
import { runText } from './shells.ts';

// biome-ignore format: a table
const rsyncSpec = { short: 'efTB', valued: ['rsh', 'rsync-path', 'exclude', 'include', 'exclude-from', 'include-from', 'files-from', 'filter', 'password-file', 'log-file', 'backup-dir', 'bwlimit', 'temp-dir', 'compare-dest', 'copy-dest', 'link-dest', 'chmod', 'chown', 'port', 'timeout', 'max-size', 'min-size', 'suffix', 'info', 'out-format'], long: ['archive', 'dry-run', 'delete', 'delete-before', 'delete-during', 'delete-after', 'delete-delay', 'delete-excluded', 'verbose', 'recursive', 'compress', 'progress'] };

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

/** `rsync --delete`: everything at the target that the source does not have is deleted. */
const reportMirror = (target: string, call: Invocation): void => {
  for (const path of pathsOf(target, call.state)) {
    const place = placeOf(path, call.reading.places);
    if (place === 'root' || place === 'home' || place === 'parent' || place === 'git' || place === 'project')
      call.reading.report(`delete-${place}`, plain(target));
    else if (place !== 'inside' && place !== 'temp') call.reading.report('mirror-delete', plain(target));
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
    if (given.has(...deletions)) reportMirror(target, call);
    copyText(given.operands.slice(0, -1), target, call);
  }
  return '';
};

const tarSpec = {
  short: 'fCITXbFgHKLNV',
  valued: [
    'file',
    'directory',
    'use-compress-program',
    'to-command',
    'checkpoint-action',
    'info-script',
    'new-volume-script',
    'rsh-command',
    'rmt-command',
    'files-from',
    'exclude-from',
    'exclude',
    'transform',
    'owner',
    'group',
    'mode',
  ],
};

/** Options of tar whose value is run as a program. */
const tarCommands = [
  'I',
  'use-compress-program',
  'to-command',
  'info-script',
  'new-volume-script',
  'F',
  'rsh-command',
];

const tar: Program = (call) => {
  // The first word of tar may be its options without a dash.
  const args = /^[A-Za-z]+$/.test(call.args[0] ?? '')
    ? [`-${call.args[0]}`, ...call.args.slice(1)]
    : call.args;
  const given = options(args, tarSpec);
  for (const source of given.values(...tarCommands)) runText(source, call);
  for (const action of given.values('checkpoint-action'))
    if (action.startsWith('exec=')) runText(action.slice(5), call);
  reportArguments([...given.operands, ...given.values('T', 'files-from')], call.reading, call.state);
  const archive = given.value('f', 'file');
  if (given.has('delete', 'remove-files')) call.reading.report('archive-delete', plain(archive ?? ''));
  if (archive !== undefined && archive !== '-' && given.has('c', 'create'))
    reportWrite(archive, call.reading, call.state);
  return mark.unknown;
};

/** Programs that carry whole trees, and what they run or delete on the way. */
export const archivePrograms: Record<string, Program> = { rsync, tar, gtar: tar, bsdtar: tar };

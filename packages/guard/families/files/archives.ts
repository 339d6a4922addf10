import { reportProtected } from '../../effects/protected.ts';
import { reportArguments } from '../../effects/secrets.ts';
import { reportWrite } from '../../effects/write.ts';
import { ask, definePatterns } from '../../findings/pattern.ts';
import { type Options, options } from '../../program/options.ts';
import { runText } from '../../program/run.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { mark, plain } from '../../text/text.ts';

// biome-ignore format: a table
export const archivePatterns = definePatterns({
  'archive-delete': { category: 'delete', decision: ask, brief: 'Deletes files by way of an archive', why: 'They are gone from the disk or from the archive.', suggestion: 'Make the archive first and delete afterwards.', catches: ['tar --delete -f archive.tar file.txt'], spares: ['tar czf dist.tgz src'] },
});

const tarSpec = {
  short: 'fCITXbFgHKLNV',
  valued:
    'file directory use-compress-program to-command checkpoint-action info-script new-volume-script rsh-command rmt-command files-from exclude-from exclude transform owner group mode',
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

/** What is unpacked may be anything: it must not go where the guard has its files. */
const reportExtraction = (given: Options, { reading, state }: Invocation): void => {
  if (!given.has('x', 'extract', 'get')) return;
  const folders = given.values('C', 'directory');
  for (const folder of folders.length > 0 ? folders : ['.']) reportProtected(folder, reading, state, 'whole');
};

/** `.[^.]*`: every hidden name, as in an archive of a whole folder. */
const isHiddenWildcard = (word: string): boolean => /^\.{1,2}[\uE010-\uE014.^!]*[\uE010\uE011]+$/.test(word);

const tar: Program = (call) => {
  // The first word of tar may be its options without a dash.
  const args = /^[A-Za-z]+$/.test(call.args[0] ?? '')
    ? [`-${call.args[0]}`, ...call.args.slice(1)]
    : call.args;
  const given = options(args, tarSpec);
  for (const source of given.values(...tarCommands)) runText(source, call);
  for (const action of given.values('checkpoint-action'))
    if (action.startsWith('exec=')) runText(action.slice(5), call);
  reportArguments(
    [...given.operands.filter((word) => !isHiddenWildcard(word)), ...given.values('T', 'files-from')],
    call.reading,
    call.state,
  );
  reportExtraction(given, call);
  const archive = given.value('f', 'file');
  if (given.has('delete', 'remove-files'))
    call.reading.report(archivePatterns['archive-delete'], plain(archive ?? ''));
  if (archive !== undefined && archive !== '-' && given.has('c', 'create'))
    reportWrite(archive, call.reading, call.state);
  return given.has('O', 'to-stdout') ? mark.decoded : mark.unknown;
};

/** Programs that carry whole trees, and what they run or delete on the way. */
export const archivePrograms: Record<string, Program> = { tar, gtar: tar, bsdtar: tar };

import { absolute } from '../paths/path.ts';
import { placeOf } from '../paths/place.ts';
import type { Invocation, Program } from '../shell/shell.ts';
import { isKnown, mark, plain } from '../shell/text.ts';
import { pathsOf, reportArguments, reportRead, reportWrite } from './access.ts';
import { reportMoved } from './delete.ts';
import { inputOf } from './filters.ts';
import { runSshOptions } from './network.ts';
import { options } from './options.ts';
import { runText } from './shells.ts';

const copySpec = {
  short: 'tSgmo',
  valued: ['target-directory', 'suffix', 'group', 'mode', 'owner', 'strip-program', 'context'],
};

/** Sources and target of `cp`, `mv`, `install`, `ln`. */
const sourcesAndTarget = (call: Invocation): [readonly string[], string | undefined] => {
  const given = options(call.args, copySpec);
  const folder = given.value('t', 'target-directory');
  if (folder !== undefined) return [given.operands, folder];
  return given.operands.length < 2
    ? [given.operands, undefined]
    : [given.operands.slice(0, -1), given.operands.at(-1)];
};

const copyText = (sources: readonly string[], target: string, call: Invocation): void => {
  for (const source of sources) {
    const text = call.state.files.get(absolute(source, call.state.cwd[0] ?? ''));
    const name = source.split('/').at(-1) ?? '';
    const folder = absolute(target, call.state.cwd[0] ?? '');
    if (text !== undefined) call.state.files.set(`${folder}/${name}`, text);
    call.shell.writeFile(target, text ?? mark.unknown, call.state);
  }
};

const copy: Program = (call) => {
  const [sources, target] = sourcesAndTarget(call);
  for (const source of sources) reportRead(source, call.reading, call.state);
  if (target !== undefined) {
    copyText(sources, target, call);
    reportSpecialMode(call);
  }
  return '';
};

/** `install -m 4755` makes whoever runs the copy its owner. */
const reportSpecialMode = (call: Invocation): void => {
  const mode = options(call.args, copySpec).value('m', 'mode') ?? '';
  if (call.name === 'install' && /^[2-7][0-7]{3}$|[ug]\+s/.test(mode))
    call.reading.report('set-user-id', mode);
};

const move: Program = (call) => {
  const [sources, target] = sourcesAndTarget(call);
  for (const source of sources) reportWrite(source, call.reading, call.state);
  reportMoved(sources, call);
  if (target === '/dev/null') call.reading.report('shred', plain(sources.join(' ')));
  if (target !== undefined) copyText(sources, target, call);
  return '';
};

/** A link to a secret is a second name for it; a link over a system file replaces it. */
const link: Program = (call) => {
  const [sources, target] = sourcesAndTarget(call);
  for (const source of sources) reportRead(source, call.reading, call.state);
  if (target !== undefined) copyText(sources, target, call);
  return '';
};

const tee: Program = (call) => {
  const given = options(call.args);
  for (const file of given.operands)
    call.shell.writeFile(file, call.stdin ?? mark.unknown, call.state, given.has('a', 'append'));
  return call.stdin;
};

const operand = (args: readonly string[], name: string): string | undefined =>
  args.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);

const dd: Program = (call) => {
  const input = operand(call.args, 'if');
  const output = operand(call.args, 'of');
  const text =
    input === undefined ? (call.stdin ?? mark.unknown) : call.shell.readFile(input, call.state, call.stdin);
  if (output === undefined) return text;
  call.shell.writeFile(output, text, call.state);
  if (input === '/dev/null' && !operand(call.args, 'count')) call.reading.report('shred', plain(output));
  return '';
};

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

const chattr: Program = () => '';

/** Reads and writes in place. */
const sed: Program = (call) => {
  const given = options(call.args, {
    short: 'efl',
    valued: ['expression', 'file', 'line-length'],
    long: ['in-place', 'quiet', 'null-data'],
  });
  const scripts = given.values('e', 'expression');
  const [first, ...rest] = given.operands;
  const files = scripts.length > 0 || given.has('f', 'file') ? given.operands : rest;
  const all = scripts.length > 0 ? scripts : first === undefined ? [] : [first];
  for (const text of all) sedScript(text, call);
  for (const file of given.values('f', 'file')) reportRead(file, call.reading, call.state);
  const inPlace =
    given.has('i', 'in-place', 's') && call.args.some((word) => /^-\w*i|^--in-place/.test(word));
  for (const file of files) if (inPlace) reportWrite(file, call.reading, call.state);
  const text = inputOf(files, call);
  const replaced = all.length === 1 ? substitute(all[0] as string, text) : undefined;
  return replaced ?? (isKnown(text) ? text : mark.unknown + text);
};

/** Plain `s/a/b/` on known text, so that text hidden by it is still read. */
const substitute = (script: string, text: string): string | undefined => {
  const match = /^s(.)((?:(?!\1)[^\\]|\\.)*)\1((?:(?!\1)[^\\]|\\.)*)\1(g?)$/s.exec(script);
  if (!match || !isKnown(text) || /[.*^$[\]()+?|\\]/.test(match[2] as string)) return undefined;
  const [, , from, to, every] = match as unknown as [string, string, string, string, string];
  return every ? text.replaceAll(from, () => to) : text.replace(from, () => to);
};

/** `e command` and `s///e` run a shell, `r` and `w` name files. */
const sedScript = (script: string, call: Invocation): void => {
  const run = /(?:^|[;\n}]|^\d+|\$)\s*\d*e\s+(.+)$/m.exec(script);
  if (run) runText(run[1] as string, call);
  const evaluated = /^s(.)(.*?)\1(.*?)\1[gip0-9]*e/s.exec(script);
  if (evaluated?.[3]) runText(evaluated[3], call);
  for (const match of script.matchAll(/(?:^|[;\s/])[rRwW]\s+(\S+)/g))
    reportRead(match[1] as string, call.reading, call.state);
};

const split: Program = (call) => {
  reportArguments(call.args, call.reading, call.state);
  return '';
};

export const filePrograms: Record<string, Program> = {
  cp: copy,
  gcp: copy,
  install: copy,
  mv: move,
  gmv: move,
  ln: link,
  link,
  tee,
  dd,
  dcfldd: dd,
  rsync,
  tar,
  gtar: tar,
  bsdtar: tar,
  sed,
  gsed: sed,
  split,
  csplit: split,
  chattr,
};

import { reportMoved } from '../../effects/move.ts';
import { reportProtected } from '../../effects/protected.ts';
import { reportArguments, reportRead } from '../../effects/secrets.ts';
import { reportWrite } from '../../effects/write.ts';
import { unreadablePatterns } from '../../findings/unreadable.ts';
import { absolute } from '../../paths/path.ts';
import { options } from '../../program/options.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { hasGlob, mark, plain } from '../../text/text.ts';
import { overwritePatterns } from './overwrite.ts';
import { permissionPatterns } from './permissions.ts';

/** Most sources of one copy that are looked at. */
const mostSources = 1000;

const copySpec = {
  short: 'tSgmo',
  valued: 'target-directory suffix group mode owner strip-program context',
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

/** A copy of a program of the system is the program under another name. */
const programText = (source: string): string | undefined => {
  const name = /^(?:\/usr)?(?:\/local)?\/s?bin\/([\w.+-]+)\n?$/.exec(source)?.[1];
  return name === undefined ? undefined : `#!/bin/sh\nexec ${name} "$@"\n`;
};

/** Whether what is copied may be a folder, which goes into, or over, one of the same name. */
const bringsFolders = ({ name, args }: Invocation): boolean =>
  !/^g?cp$|^install$/.test(name) || args.some((word) => /^-[a-zA-Z]*[rRa]|^--(recursive|archive)/.test(word));

/** Into a folder a copy goes under its own name; everything of another folder, and a copy in its place, under any. */
const reportArrival = (source: string, target: string, call: Invocation): void => {
  const name = source.split('/').at(-1) ?? '';
  const inPlace = call.args.some((word) => /^-[a-zA-Z]*T|^--no-target-directory$/.test(word));
  if (inPlace || /^(\.?|[\uE010\uE011]+)$/.test(name))
    reportProtected(target, call.reading, call.state, 'whole');
  else {
    const whole = !name.includes(mark.each) && (bringsFolders(call) || hasGlob(name));
    reportProtected(`${target}/${name}`, call.reading, call.state, whole ? 'whole' : 'file');
  }
};

/** A copy holds what its source held. */
export const copyText = (sources: readonly string[], target: string, call: Invocation): void => {
  const folder = absolute(target, call.state.cwd[0] ?? '');
  if (sources.length > mostSources)
    call.reading.report(unreadablePatterns['too-complex'], `${sources.length} sources`);
  for (const source of sources.slice(0, mostSources)) {
    const isInput = /^\/dev\/(stdin|fd\/0)$/.test(source);
    const text = isInput ? call.stdin : call.state.files.get(absolute(source, call.state.cwd[0] ?? ''));
    const name = source.split('/').at(-1) ?? '';
    reportArrival(source, target, call);
    const copied = text ?? programText(source);
    if (copied !== undefined) call.state.files.set(`${folder}/${name}`, copied);
    call.shell.writeFile(target, copied ?? mark.unknown, call.state);
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

/** `install -m 4755` lets every caller act as its owner. */
const reportSpecialMode = (call: Invocation): void => {
  const mode = options(call.args, copySpec).value('m', 'mode') ?? '';
  if (call.name === 'install' && /^[2-7][0-7]{3}$|[ug]\+s/.test(mode))
    call.reading.report(permissionPatterns['set-user-id'], mode);
};

const move: Program = (call) => {
  const [sources, target] = sourcesAndTarget(call);
  for (const source of sources) reportWrite(source, call.reading, call.state);
  reportMoved(sources, target, call);
  if (target === '/dev/null') call.reading.report(overwritePatterns['shred'], plain(sources.join(' ')));
  if (target !== undefined) copyText(sources, target, call);
  return '';
};

/** A link to a secret is a second name for it; a link over a system file replaces it. */
const link: Program = (call) => {
  const [sources, target] = sourcesAndTarget(call);
  for (const source of sources) reportRead(source, call.reading, call.state);
  if (target !== undefined) {
    reportProtected(target, call.reading, call.state, 'whole');
    copyText(sources, target, call);
  }
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
  if (input === '/dev/null' && !operand(call.args, 'count'))
    call.reading.report(overwritePatterns['shred'], plain(output));
  return '';
};

const chattr: Program = () => '';

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
  split,
  csplit: split,
  chattr,
  gio: (call) =>
    /^(copy|move|rename)$/.test(call.args[0] ?? '')
      ? (call.args[0] === 'copy' ? copy : move)({ ...call, name: 'mv', args: call.args.slice(1) })
      : undefined,
};

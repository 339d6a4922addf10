import { unreadablePatterns } from '../../findings/unreadable.ts';
import { type OptionSpec, options } from '../../program/options.ts';
import { runText } from '../../program/run.ts';
import type { Invocation } from '../../shell/shell.ts';

/** Where a program is told commands of its own: in options, behind a `+` as pagers are, or else by standard input. */
interface Escaping extends OptionSpec {
  readonly options?: readonly string[];
  readonly plus?: boolean;
}

/** Programs with commands of their own, of which one that starts with `!`, `shell` or `system` goes to a shell. */
// biome-ignore format: a table
const escaping: Readonly<Record<string, Escaping>> = {
  less: { plus: true }, more: { plus: true }, most: { plus: true }, pg: { plus: true },
  bc: {}, dc: { options: ['e', 'expression'], short: 'ef', valued: 'expression file' },
  ftp: {}, sftp: {}, tftp: {}, mail: {}, mailx: {}, nslookup: {},
  lftp: { options: ['e', 'c'], short: 'ecupf' },
  gnuplot: { options: ['e'], short: 'e' },
  m4: {}, gp: {}, maxima: { options: ['batch-string', 'r'], valued: 'batch-string', short: 'r' },
};

const shellEscape = /^\s*\+{0,2}\s*(?:!+|shell\s|system\s*\(?|e?syscmd\s*\()\s*["'`]?(.+?)["']?\)?\s*$/;

/** Most commands of one program that are looked at. */
const mostCommands = 200;

/** `LESS='+!command' less file`: options of a pager in a variable of its name. */
const inVariable = ({ name, state }: Invocation): readonly string[] =>
  state.variables.get(name.toUpperCase())?.values.slice(0, 1) ?? [];

const toldTo = (call: Invocation, where: Escaping): readonly string[] => {
  const given = options(call.args, where);
  return where.plus
    ? [...given.operands, ...inVariable(call)].filter((word) => word.startsWith('+'))
    : [...given.values(...(where.options ?? [])), call.stdin ?? ''];
};

/** Runs what commands of a program hand to a shell, as in `less '+!command'` and `echo '!command' | ftp host`. */
export const runEscapes = (call: Invocation): void => {
  const where = Object.hasOwn(escaping, call.name) ? escaping[call.name] : undefined;
  if (!where) return;
  // A shell's command may hold a separator itself: the whole text is read as well as its parts.
  const texts = new Set(toldTo(call, where).flatMap((text) => [text, ...text.split(/[\n;]/)]));
  const commands = [...texts].filter((text) => shellEscape.test(text));
  if (commands.length > mostCommands) call.reading.report(unreadablePatterns['too-complex']);
  for (const text of commands.slice(0, mostCommands)) {
    const source = shellEscape.exec(text)?.[1];
    if (source !== undefined) runText(source, call);
  }
};

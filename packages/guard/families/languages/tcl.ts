import { reportDelete } from '../../effects/delete.ts';
import { originPatterns } from '../../effects/origin.ts';
import { reportRead } from '../../effects/secrets.ts';
import { unreadablePatterns } from '../../findings/unreadable.ts';
import { options } from '../../program/options.ts';
import { runText } from '../../program/run.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { resolveEscapes } from '../../text/escapes.ts';
import { mark } from '../../text/text.ts';

/** Words of one command of Tcl: bare, in quotes, or in braces. */
const word = /"((?:[^"\\]|\\.)*)"|\{([^{}]*)\}|((?:[^\s"{}\\]|\\.)+)/g;

const wordsOf = (command: string): string[] =>
  [...command.matchAll(word)].map(
    ([, quoted, braced, bare]) => braced ?? resolveEscapes(quoted ?? bare ?? ''),
  );

/** Flags of `exec` and `file delete` that come before what is meant. */
const withoutFlags = (words: readonly string[]): string[] =>
  words.filter((one) => !/^-(force|ignorestderr|keepnewline|-|noecho|re)$/.test(one));

type TclCommand = (args: readonly string[], call: Invocation) => void;

const start: TclCommand = (args, call) => {
  call.shell.runWords(withoutFlags(args), call.state.child());
};

/** What is typed into the program that was started, which may be a shell. */
const send: TclCommand = (args, call) => {
  runText(withoutFlags(args).join(' ').replace(/\r/g, '\n'), call);
};

const open: TclCommand = ([first = ''], call) => {
  if (first.startsWith('|')) runText(first.slice(1), call);
  else reportRead(first, call.reading, call.state);
};

const file: TclCommand = ([verb = '', ...paths], call) => {
  if (!verb.startsWith('delete')) return;
  for (const path of withoutFlags(paths))
    reportDelete(
      path.replace(/^~(?=\/|$)/, call.reading.places.home),
      call.reading,
      call.state,
      paths.includes('-force'),
    );
};

const evaluate: TclCommand = (args, call) => readTcl(args.join(' '), call);

/** Commands of Tcl and of expect that run, delete, read or connect. */
const tclCommands = new Map<string, TclCommand>([
  ['exec', start],
  ['spawn', start],
  ['system', (args, call) => void runText(args.join(' '), call)],
  ['send', send],
  ['exp_send', send],
  ['open', open],
  ['source', open],
  ['socket', ([host = ''], call) => call.reading.report(originPatterns['reverse-shell'], host)],
  ['file', file],
  ['eval', evaluate],
  ['uplevel', evaluate],
]);

/** Most commands of one text that are looked at. */
const mostCommands = 500;

/** Reads Tcl: each command, also those in brackets and in braces, wherever it stands. */
const readTcl = (text: string, call: Invocation): void => {
  const commands = text.split(/[\n;[\]]|(?<=\s)\{|\}(?=\s|$)/);
  if (commands.length > mostCommands) call.reading.report(unreadablePatterns['too-complex']);
  for (const command of commands.slice(0, mostCommands)) {
    const [name = '', ...args] = wordsOf(command.trim());
    call.reading.nested(() => tclCommands.get(name)?.(args, call), undefined);
  }
};

const tcl: Program = (call) => {
  const given = options(call.args, { short: 'cf', stops: true });
  for (const text of given.values('c')) readTcl(text, call);
  const [file] = given.operands;
  if (file !== undefined) readTcl(call.shell.readFile(file, call.state, call.stdin), call);
  else if (!given.has('c')) readTcl(call.stdin ?? '', call);
  return mark.unknown;
};

export const tclPrograms: Record<string, Program> = { tclsh: tcl, wish: tcl, expect: tcl, jimsh: tcl };

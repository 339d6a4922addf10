import { reportRead } from '../../effects/secrets.ts';
import { options } from '../../program/options.ts';
import { runText } from '../../program/run.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { mark } from '../../text/text.ts';
import { runCode } from '../languages/inline-code.ts';
import { languageOf, lisp } from '../languages/interpreter-table.ts';

const readsFile = /^:?\d*(?:r|read|e|edit|view|sp|split|vs|vsplit|tabe|tabedit|sview)!?\s+([^!\s]\S*)/;
const callsSystem = /(?:system|systemlist|execute|termopen|jobstart)\(\s*(['"])([\s\S]*)\1/;
const inLanguage = /^\s*:?\s*(?:silent!?\s+)?(py3?|python3?|pyx|lua|ruby|perl|tcl)\s+([\s\S]*)$/;
const inShell = /^\s*:?\s*(?:silent!?\s+)?(?:term|terminal)\s+([\s\S]*)$/;

/** Languages that vim runs a command in, by the name of the command. */
const languages: Readonly<Record<string, string>> = { py: 'python', py3: 'python', pyx: 'python' };

/** One command of vim: `!command`, a call of `system`, a program in another language, a file that is read. */
const runCommand = (command: string, call: Invocation): void => {
  const read = readsFile.exec(command);
  if (read) reportRead(read[1] as string, call.reading, call.state);
  const at = command.indexOf('!');
  if (at >= 0 && /^[:%\s\w.,$]*$/.test(command.slice(0, at))) runText(command.slice(at + 1), call);
  const system = callsSystem.exec(command);
  if (system) runText(system[2] as string, call);
  const terminal = inShell.exec(command);
  if (terminal) runText(terminal[1] as string, call);
  const [, name = '', text = ''] = inLanguage.exec(command) ?? [];
  const language = languageOf(languages[name] ?? name);
  if (language) runCode(text, call, language);
};

/** Editors run commands from `-c`, `--cmd`, `+` and ex scripts. */
const editor: Program = (call) => {
  const given = options(call.args, { short: 'cSTuUirRw', valued: 'cmd' });
  const commands = [
    ...given.values('c', 'cmd'),
    ...given.operands.filter((word) => word.startsWith('+')).map((word) => word.slice(1)),
    ...(call.name === 'ed' || call.name === 'ex' ? (call.stdin ?? '').split('\n') : []),
  ];
  for (const command of commands) runCommand(command, call);
  for (const operand of given.operands) reportRead(operand, call.reading, call.state);
  for (const value of given.values('c')) if (!/\s/.test(value)) reportRead(value, call.reading, call.state);
  return '';
};

const lispEditor: Program = (call) => {
  const given = options(call.args, { valued: 'eval load funcall', short: 'lf', oneDash: true });
  for (const text of given.values('eval', 'e')) runCode(text, call, lisp);
  for (const operand of given.operands) reportRead(operand, call.reading, call.state);
  return mark.unknown;
};

export const editorPrograms: Record<string, Program> = {
  vim: editor,
  vi: editor,
  nvim: editor,
  ex: editor,
  ed: editor,
  view: editor,
  emacs: lispEditor,
  emacsclient: lispEditor,
};

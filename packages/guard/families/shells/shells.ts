import { reportRead } from '../../effects/secrets.ts';
import { type OptionSpec, options } from '../../program/options.ts';
import { reportCall } from '../../program/report.ts';
import { anyDownload, reportOrigin, runText } from '../../program/run.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { resolveEscapes } from '../../text/escapes.ts';
import { isKnown, mark, plain } from '../../text/text.ts';
import { isOwnScript, runOwnScript } from '../stack/own.ts';
import { schedulePatterns } from '../system/schedules.ts';

const shellSpec: OptionSpec = {
  short: 'oO',
  valued: 'rcfile init-file command',
  long: 'login norc noprofile posix restricted verbose help version',
  stops: true,
};

/** `bash +n -c x`: options with a plus sign are options too. */
const withoutPlus = (args: readonly string[]): string[] => {
  const result: string[] = [];
  let open = true;
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string;
    if (open && /^\+[A-Za-z]/.test(word)) {
      if (/[oO]$/.test(word)) at++;
      continue;
    }
    if (!word.startsWith('-')) open = result.at(-1)?.match(/^-[A-Za-z]*[oO]$/) != null;
    result.push(word);
  }
  return result;
};

/** `-n` makes a shell read without running, unless a later `+n` takes it back. */
const onlyChecks = (args: readonly string[]): boolean => {
  let checks = false;
  for (const word of args) {
    if (/^-[A-Za-z]*n[A-Za-z]*$/.test(word) && !/^-o/.test(word)) checks = true;
    if (/^\+[A-Za-z]*n/.test(word)) checks = false;
    if (word === '-c') break;
  }
  return checks;
};

/** Files named by variables that a shell reads before anything else. */
const startFiles = ({ state }: Invocation): string[] =>
  ['BASH_ENV', 'ENV']
    .flatMap((name) => state.variables.get(name)?.values[0] ?? [])
    .filter((file) => file !== '');

/** What a shell runs before its script: files named by options and variables, fish's `--command`. */
const runFirst = (given: ReturnType<typeof options>, call: Invocation): void => {
  for (const value of startFiles(call)) if (/\$\(|`/.test(value)) runText(`: "${value}"`, call);
  for (const file of [...given.values('rcfile', 'init-file'), ...startFiles(call)])
    runText(call.shell.readFile(file, call.state, call.stdin), call);
  for (const source of given.values('command')) runText(source, call);
};

/** A shell: `-c source`, a script file, or standard input. */
export const shell: Program = (call) => {
  const given = options(withoutPlus(call.args), shellSpec);
  if (onlyChecks(call.args) || given.has('help', 'version')) return '';
  runFirst(given, call);
  const [first, ...rest] = given.operands;
  if (given.has('c'))
    return first === undefined ? '' : runText(first, call, rest.length > 0 ? rest : [call.name]);
  if (first !== undefined && first !== '-' && !given.has('s')) return script(first, rest, call);
  return call.stdin === undefined
    ? shellPrompt
    : runText(call.stdin, call, [call.name, ...given.operands]) +
        (given.has('i') || !isKnown(call.stdin) ? shellPrompt : '');
};

/** What an interactive shell prints: of use only to the person who types. */
export const shellPrompt = `${mark.unknown}${mark.environment}$ `;

/** Runs a file as a script: its text when this command wrote it, nothing to say when it is the person's own file. */
export const script = (file: string, args: readonly string[], call: Invocation): string => {
  if (isOwnScript(file)) return runOwnScript({ ...call, args }) ?? '';
  const kept = call.shell.readFile(file, call.state, call.stdin);
  const text = kept === mark.unknown ? (call.state.files.get(anyDownload) ?? kept) : kept;
  return isKnown(text) || text !== mark.unknown
    ? runText(text, { ...call, stdin: undefined }, [file, ...args])
    : mark.unknown;
};

const evaluate: Program = (call) => {
  const words = call.args[0] === '--' ? call.args.slice(1) : call.args;
  const source = words.map(plain).join(' ');
  reportOrigin(source, call);
  return call.shell.runSource(source, call.state, call.stdin);
};

/** `source file`: runs it in the same shell. */
const sourceFile: Program = (call) => {
  const words = call.args[0] === '--' ? call.args.slice(1) : call.args;
  const [file, ...rest] = words;
  if (file === undefined) return '';
  const text = call.shell.readFile(file, call.state, call.stdin);
  if (text === mark.unknown) return '';
  reportOrigin(text, call);
  if (rest.length > 0) call.state.positional = rest;
  return call.shell.runSource(plain(text), call.state, call.stdin);
};

const su: Program = (call) => {
  const given = options(call.args, {
    short: 'csgGwT',
    valued: 'command session-command shell group user',
    long: 'login preserve-environment',
  });
  let output = '';
  for (const source of given.values('c', 'command', 'session-command')) output += runText(source, call);
  if (output === '' && call.stdin !== undefined) output += runText(call.stdin, call);
  const command = call.name === 'runuser' && given.has('u', 'user') ? given.operands : [];
  return output + (command.length > 0 ? call.shell.runWords(command, call.state.child(), call.stdin) : '');
};

/** Programs that take shell source from one option or as their operands. */
const fromOption =
  (short: string, names: readonly string[], spec: OptionSpec = {}): Program =>
  (call) => {
    const given = options(call.args, {
      short,
      valued: names.filter((name) => name.length > 1).join(' '),
      ...spec,
    });
    for (const word of given.operands) reportRead(word, call.reading, call.state);
    for (const source of given.values(...names)) runText(source, call);
    return mark.unknown;
  };

/** `at`, `batch`: standard input is run later. */
const later: Program = (call) => {
  const given = options(call.args, { short: 'fqt' });
  if (given.has('c', 'l', 'r', 'd', 'V')) return mark.unknown;
  reportCall(schedulePatterns['schedule-add'], call);
  if (call.stdin !== undefined) runText(call.stdin, call);
  return '';
};

/** `gdb -ex 'shell command'`, `lldb -o 'platform shell command'`. */
const debuggerProgram: Program = (call) => {
  call.args.forEach((text, at) => {
    const told = /^--?(ex|o|one-line|eval-command|iex|init-eval-command)$/.test(call.args[at - 1] ?? '');
    const source = told ? /^\s*(?:shell|platform shell|!)\s*(.+)$/s.exec(text)?.[1] : undefined;
    if (source !== undefined) runText(source, call);
    else if (!text.startsWith('-')) reportRead(text, call.reading, call.state);
  });
  return mark.unknown;
};

/** `screen -X stuff text`: what is typed into another terminal. */
const screen: Program = (call) => {
  const at = call.args.indexOf('stuff');
  if (at >= 0)
    for (const text of call.args.slice(at + 1)) runText(resolveEscapes(text).replace(/\^M|\r/g, '\n'), call);
  else {
    const given = options(call.args, { short: 'STceshtp', stops: true });
    if (given.operands.length > 0) call.shell.runWords(given.operands, call.state.child(), call.stdin);
  }
  return '';
};

const tmux: Program = (call) => {
  const at = call.args.findIndex((word) =>
    /^(new|new-session|neww|new-window|split-window|splitw|respawn-pane|respawn-window|run-shell|run|send-keys|send|popup|display-popup)$/.test(
      word,
    ),
  );
  if (at < 0) return '';
  const given = options(call.args.slice(at + 1), { short: 'censFtxyTwhl' });
  const words = given.operands.filter((word) => !/^(Enter|C-m)$/.test(word));
  if (words.length === 1) runText(words[0] as string, call);
  else if (words.length > 1) call.shell.runWords(words, call.state.child());
  return '';
};

const shells = [
  'sh',
  'bash',
  'zsh',
  'dash',
  'ash',
  'ksh',
  'mksh',
  'ksh93',
  'fish',
  'rbash',
  'csh',
  'tcsh',
  'pdksh',
  'yash',
  'osh',
  'bash5',
  'sh.distrib',
  'busybox-sh',
  'nu',
  'xonsh',
  'elvish',
];

export const isShell = (name: string): boolean => shells.includes(name);

export const shellPrograms: Record<string, Program> = {
  ...Object.fromEntries(shells.map((name) => [name, shell])),
  eval: evaluate,
  source: sourceFile,
  '.': sourceFile,
  su,
  runuser: su,
  sg: fromOption('c', ['c']),
  man: fromOption('P', ['P', 'pager']),
  xterm: fromOption('e', ['e']),
  at: later,
  batch: later,
  tmux,
  ...Object.fromEntries(['gdb', 'lldb', 'cgdb'].map((name) => [name, debuggerProgram])),
  screen,
  'nix-shell': fromOption('pA', ['run', 'command']),
};

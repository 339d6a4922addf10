import { originPatterns } from './effects/origin.ts';
import { reportArguments } from './effects/secrets.ts';
import { reportTouched } from './effects/touched.ts';
import { removePrograms } from './families/files/remove.ts';
import { familyPrograms } from './families/index.ts';
import { runCode, shebangOf } from './families/languages/inline-code.ts';
import { languageOf } from './families/languages/interpreter-table.ts';
import { versioned } from './families/languages/interpreters.ts';
import { isShell } from './families/shells/shells.ts';
import { reportServices, withOwnProcesses } from './families/stack/services.ts';
import { formatting } from './families/system/devices.ts';
import { unlisted } from './families/unlisted/unlisted.ts';
import { runEscapes } from './families/wrappers/escapes.ts';
import { runOptionCommands } from './families/wrappers/option-commands.ts';
import { unreadablePatterns } from './findings/unreadable.ts';
import { absolute } from './paths/path.ts';
import { windowsPrograms } from './powershell/commands.ts';
import { anyDownload, runText } from './program/run.ts';
import { forkBombPatterns } from './shell/fork-bomb.ts';
import type { Streams } from './shell/redirect.ts';
import type { Invocation, Program, Shell } from './shell/shell.ts';
import { mostWords } from './shell/simple.ts';
import type { State } from './shell/state.ts';
import { globMatches } from './text/glob.ts';
import { derived, hasGlob, isKnown, mark, plain } from './text/text.ts';

const programs = new Map<string, Program>(Object.entries({ ...familyPrograms, ...windowsPrograms }));

/** The program a name stands for: without its folder, its `.exe`, and whatever case the file system forgives. */
export const programName = (word: string): string =>
  word
    .replace(/^.*[/\\]/, '')
    .replace(/\.exe$/i, '')
    .toLowerCase();

const programOf = (name: string): Program | undefined =>
  programs.get(name) ?? versioned(name) ?? formatting(name);

/** Names a globbed command name is tried against: `/bin/r?` is an attempt to say rm without saying it. */
// biome-ignore format: a list
const globbed = ['rm', 'cat', 'dd', 'sh', 'bash', 'shred', 'git', 'curl', 'wget', 'find', 'mv', 'cp', 'python3', 'perl', 'node', 'base64', 'chmod', 'sudo', 'less', 'head', 'tail', 'mkfs.ext4', 'nc', 'env', 'xargs'];

/** Programs that an unknown program's first argument may name: then it is taken for a wrapper. */
// biome-ignore format: a list
const wrapped = new Set(['start-observability', 'rm', 'dd', 'shred', 'mkfs', 'git', 'find', 'sudo', 'bash', 'sh', 'zsh', 'env', 'xargs', 'chmod', 'chown', 'mv', 'unlink', 'kubectl', 'terraform', 'curl', 'wget', 'cat', 'python', 'python3', 'node', 'perl', 'ruby']);

const deepestCalls = 24;

const callFunction = (name: string, args: readonly string[], call: Invocation): string | undefined => {
  const node = call.state.functions.get(name);
  if (!node) return undefined;
  const { reading, shell, state } = call;
  const { frames } = shell;
  if (frames.respawns(name)) reading.report(forkBombPatterns['fork-bomb']);
  const running = frames.names.filter((one) => one === name).length;
  if (running > 0 && (reading.found.has(forkBombPatterns['fork-bomb']) || running >= 2)) return mark.unknown;
  if (frames.names.length >= deepestCalls) return mark.unknown;
  const positional = state.positional;
  state.positional = args;
  frames.enter(name);
  const output = reading.deeper(() => shell.runNode(node.body, state, call.stdin));
  for (const [local, held] of frames.leave()) state.variables.set(local, held);
  if (positional) state.positional = positional;
  return output;
};

/** A path that names a program: what this command wrote there is read as the script it is. */
const runFile = (word: string, call: Invocation): string | undefined => {
  if (!word.includes('/')) return undefined;
  const path = absolute(word, call.state.cwd[0] ?? mark.unknown);
  const text =
    call.state.files.get(path) ??
    (/^\.{0,2}\//.test(word) && programOf(call.name) === undefined
      ? call.state.files.get(anyDownload)
      : undefined);
  if (text === undefined) return undefined;
  const language = languageOf(shebangOf(text) ?? '');
  if (language) runCode(text, call, language);
  else runText(text, { ...call, stdin: undefined }, [word, ...call.args]);
  return mark.unknown;
};

/** What a program that is no filter prints of a secret it is handed: nothing. It is the one that needs it. */
const withoutSecrets = (text: string): string => text.replaceAll(mark.secret, '').replaceAll(mark.stored, '');

/** An unknown program: its arguments may be secrets, and its first one may be the program it wraps. */
const unknownProgram: Program = (call) => {
  const { state, args } = call;
  const at = args.findIndex((word) => !word.startsWith('-'));
  const first = args[at];
  if (first !== undefined && (wrapped.has(programName(first)) || /^mkfs\./.test(first))) {
    reportArguments(args, call.reading, state);
    return call.shell.runWords(args.slice(at), state.child(), call.stdin);
  }
  return unlisted({ ...call, stdin: withoutSecrets(call.stdin ?? '') });
};

/** A file somewhere in the project: its verbs are the project's own, as the targets of a makefile are. */
const ownFile: Program = (call) => {
  reportArguments(call.args, call.reading, call.state);
  return withoutSecrets(derived(call.stdin));
};

const isOwnFile = (word: string): boolean =>
  word.includes('/') && !/(^|\/)s?bin\/[^/]*$|\/node_modules\//.test(word);

/** A command name that cannot be known, with arguments only a deletion has. */
const unknownName: Program = (call) => {
  const [first = ''] = call.args;
  if (/^-\w*r\w*f|^-\w*f\w*r|^--recursive$/i.test(first))
    return removePrograms['rm']?.({ ...call, name: 'rm' });
  return unknownProgram(call);
};

const looseName = (word: string): string =>
  globbed.find((name) => globMatches(word.slice(word.lastIndexOf('/') + 1), name)) ?? word;

/** A command name that came from elsewhere, and a shell whose streams are a connection. */
const reportOrigins = (
  word: string,
  { reading, name, args }: Invocation,
  streams: Streams | undefined,
): void => {
  if (word.includes(mark.network)) reading.report(originPatterns['remote-code']);
  if (word.includes(mark.decoded)) reading.report(originPatterns['decoded-code']);
  if (streams?.network && isShell(name) && !args.includes('-c'))
    reading.report(originPatterns['reverse-shell']);
};

/** Words of a line that is long, and what reading one more of its words is charged with, in characters. */
const longLine = 512;
const lineCost = 100;

/** Builtins that evaluate the subscript of a name they are given: `test -v 'a[$(command)]'`. */
const subscripts = new Set([
  'test',
  '[',
  '[[',
  'printf',
  'read',
  'unset',
  'declare',
  'typeset',
  'local',
  'export',
  'readonly',
  'let',
  'wait',
  'mapfile',
  'readarray',
  'getopts',
]);

const runSubscripts = ({ name, args, shell, state }: Invocation): void => {
  if (!subscripts.has(name)) return;
  for (const word of args)
    if (/^\w*\[.*(\$\(|`)/s.test(word))
      shell.runSource(`: "${plain(word).replaceAll('"', '')}"`, state.child());
};

/** Runs a command given as words: function, builtin, program, or a file this command wrote. */
export const dispatch = (
  words: readonly string[],
  shell: Shell,
  state: State,
  stdin: string | undefined,
  streams?: Streams,
): string => {
  const { reading } = shell;
  if (words.length > mostWords) reading.report(unreadablePatterns['too-complex'], `${words.length} words`);
  // A long line that each of its words hands on, as in `npx npx npx ...`, is read a few times, not forty.
  if (words.length > longLine && !reading.spendText(words.length * lineCost)) return mark.unknown;
  const [word = '', ...args] = words.slice(0, mostWords);
  reading.observe(words, state.cwd[0] ?? reading.places.project);
  const name = programName(hasGlob(word) ? looseName(word) : word);
  const call: Invocation = { shell, reading, state, name, args, stdin };
  const called = callFunction(word, args, call);
  if (called !== undefined) return called;
  reportOrigins(word, call, streams);
  runSubscripts(call);
  const run = runFile(word, call);
  if (run !== undefined) return run;
  if (!isKnown(word)) {
    reportTouched(call);
    return unknownName(call) ?? mark.unknown;
  }
  const program = programOf(name) ?? (isOwnFile(word) ? ownFile : unknownProgram);
  runOptionCommands(call);
  runEscapes(call);
  reportServices(call);
  const output = withOwnProcesses(program(call) ?? mark.unknown, call);
  reportTouched(call);
  return reading.spendText(output.length) ? output : mark.unknown;
};

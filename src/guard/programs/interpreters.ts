import type { Value } from '../code/functions.ts';
import { type Effects, readProgram } from '../code/program.ts';
import type { Language } from '../code/tokens.ts';
import type { Invocation, Program } from '../shell/shell.ts';
import { derived, isKnown, mark, plain } from '../shell/text.ts';
import { pathsOf, reportArgument, reportSecret, reportWrite } from './access.ts';
import { reportDelete } from './delete.ts';
import { inputOf } from './filters.ts';
import { type OptionSpec, options } from './options.ts';
import { isOwnScript, runOwnScript } from './own.ts';
import { reportEnvironmentFile } from './services.ts';
import { reportOrigin, runText } from './shells.ts';

/** How an interpreter's command line names the program text. */
interface Interpreter extends OptionSpec {
  readonly language: Language;
  /** Options whose value is a program text. */
  readonly code: readonly string[];
  /** Options that take the program from elsewhere, so that standard input is only data. */
  readonly elsewhere?: readonly string[];
  /** Whether the first operand is the program text, as with awk. */
  readonly first?: boolean;
  /** Subcommands, of which only these take program text. */
  readonly verbs?: readonly string[];
}

const hash: Language = { comments: ['#'] };
const slashes: Language = { comments: ['//'] };
const perlish: Language = { comments: ['#'], shellQuotes: true };

const node: Interpreter = {
  language: slashes,
  short: 'epr',
  valued: [
    'eval',
    'print',
    'require',
    'import',
    'loader',
    'experimental-loader',
    'env-file',
    'env-file-if-exists',
    'input-type',
    'conditions',
  ],
  code: ['e', 'p', 'eval', 'print'],
};
const python: Interpreter = { language: hash, short: 'cmWX', code: ['c'], elsewhere: ['m'], stops: true };
const perl: Interpreter = { language: perlish, short: 'eEIMmx', code: ['e', 'E'] };
const ruby: Interpreter = { language: perlish, short: 'eIrCEK', code: ['e'] };
const php: Interpreter = {
  language: { comments: ['#', '//'], shellQuotes: true },
  short: 'rfdBREczt',
  code: ['r', 'B', 'R', 'E'],
  valued: ['run'],
};
const awk: Interpreter = {
  language: { comments: ['#'], records: true },
  short: 'fvF',
  valued: ['file', 'assign', 'field-separator', 'source', 'include'],
  code: ['source', 'e'],
  elsewhere: ['f', 'file'],
  first: true,
};
const lua: Interpreter = { language: { comments: ['--'] }, short: 'el', code: ['e'] };
const deno: Interpreter = { language: slashes, short: 'c', code: [], verbs: ['eval'] };

// biome-ignore format: a table
const interpreters: Record<string, Interpreter> = {
  node, nodejs: node, bun: { ...node, code: ['e', 'p', 'eval', 'print'] }, tsx: node, 'ts-node': node, deno,
  python, python2: python, python3: python, pypy: python, pypy3: python, ipython: python, micropython: python,
  perl, perl5: perl, ruby, irb: ruby, jruby: ruby, php, lua, luajit: lua, awk, gawk: awk, nawk: awk, mawk: awk, 'original-awk': awk,
  tclsh: { language: hash, code: [] }, rscript: { language: hash, short: 'e', code: ['e'] }, osascript: { language: { comments: ['--'] }, short: 'el', code: ['e'] },
  elixir: { language: hash, short: 'e', code: ['e', 'eval'], valued: ['eval'] }, groovy: { language: slashes, short: 'e', code: ['e'] }, julia: { language: hash, short: 'eE', code: ['e', 'E', 'eval'], valued: ['eval'] }, swift: { language: slashes, short: 'e', code: ['e'] }, racket: { language: { comments: [';'] }, short: 'e', code: ['e'] }, guile: { language: { comments: [';'] }, short: 'c', code: ['c'] },
};

const folderOf = (call: Invocation): string => call.state.cwd[0] ?? mark.unknown;

/** What a program's effects come to: findings, and the lines it prints. */
const effectsOf = (call: Invocation, language: Language, printed: string[]): Effects => {
  const state = call.state.child();
  return {
    shell: (source) => {
      reportOrigin(source, call);
      // A command of which not even the beginning is known says nothing.
      if (isKnown(source.slice(0, 1))) runText(source, { ...call, state, stdin: undefined });
    },
    program: (words) => {
      call.shell.runWords(words, state.child());
    },
    remove: (path, deep) => {
      if (path === '' || path.length > 4096) return;
      reportDelete(
        path.startsWith('~') ? path.replace('~', call.reading.places.home) : path,
        call.reading,
        state,
        deep,
      );
    },
    touch: (path, write) => {
      if (path === '' || path.length >= 1024 || /[\s|;(){}]/.test(path) || path.includes('://')) return;
      if (write) reportWrite(path, call.reading, state);
      else reportSecret(path, call.reading, state, 'read');
    },
    enter: (folder) => {
      state.cwd = pathsOf(folder, state);
    },
    print: (line) => {
      printed.push(line);
    },
    evaluate: (source) => {
      reportOrigin(source, call);
      if (isKnown(source)) runCode(source, call, language);
    },
    report: (pattern) => call.reading.report(pattern),
  };
};

/** Most lines of known input a program that runs for each of them is read with. */
const mostRecords = 8;

/** What names of a program stand for before it starts: its arguments, its input, awk's fields. */
const givenNames = (
  call: Invocation,
  args: readonly string[],
  record: string | undefined,
): Map<string, Value> => {
  const input = record ?? (call.stdin === undefined ? mark.unknown : call.stdin.replace(/\n$/, ''));
  const names = new Map<string, Value>([
    ...['argv', '$argv'].map((name): [string, Value] => [name, ['', ...args]]),
    ...['ARGV', '@ARGV', '$ARGV'].map((name): [string, Value] => [name, args]),
    ...['stdin', 'STDIN', '$stdin', '$_', '$0', 'gets'].map((name): [string, Value] => [name, input]),
  ]);
  if (record !== undefined)
    record.split(/\s+/).forEach((field, index) => {
      names.set(`$${index + 1}`, field);
    });
  return names;
};

/**
 * Reads program text in a language that was given on a command line, in a here-document or through a pipe. Returns what it
 * prints, undefined when that is not known.
 */
export const runCode = (
  text: string,
  call: Invocation,
  language: Language,
  args: readonly string[] = [],
  assigned: ReadonlyMap<string, Value> = new Map(),
): string | undefined => {
  reportOrigin(text, call);
  if (!call.reading.spendText(text.length * 4)) return undefined;
  // A shell command given to the wrong interpreter would not run, but it was meant to.
  if (/^\s*(sudo\s+)?rm\s+-/.test(text)) runText(text, call);
  const printed: string[] = [];
  const records =
    language.records && call.stdin !== undefined ? call.stdin.split('\n').slice(0, mostRecords) : [undefined];
  for (const record of records) {
    if (record !== undefined && !call.reading.spendText(text.length * 4)) return undefined;
    const variables = new Map([...givenNames(call, args, record), ...assigned]);
    const places = { home: call.reading.places.home, cwd: folderOf(call), variables };
    call.reading.nested(
      () => readProgram(plain(text), language, places, effectsOf(call, language, printed)),
      undefined,
    );
  }
  const output = printed.map((line) => `${line}\n`).join('');
  return output === '' || output.length > 1_000_000 ? undefined : output;
};

const shebang = /^#!\s*\S*?(?:\/env\s+)?(?:\S*\/)?(\w+)/;

/** A program file this command wrote, or the one on standard input. */
const runFile = (
  file: string,
  call: Invocation,
  { language }: Interpreter,
  args: readonly string[] = [],
): string | undefined => {
  const text = call.shell.readFile(file, call.state, call.stdin);
  return text === mark.unknown ? undefined : runCode(text, call, language, args);
};

const withOperands = (
  interpreter: Interpreter,
  operands: readonly string[],
  call: Invocation,
): string | undefined => {
  const [first, ...rest] = operands;
  if (first !== undefined && isOwnScript(first)) return runOwnScript({ ...call, args: rest });
  for (const word of rest) reportArgument(word, call.reading, call.state);
  // Scripts that are a framework's command line.
  if (/(^|\/)(artisan|manage\.py|rails|rake)$/.test(first ?? ''))
    return call.shell.runWords(operands, call.state);
  if (first !== undefined && first !== '-') return runFile(first, call, interpreter, rest);
  return call.stdin === undefined ? undefined : runCode(call.stdin, call, interpreter.language, rest);
};

const interpret =
  (interpreter: Interpreter): Program =>
  (call) => {
    const given = options(attached(call.args, interpreter), interpreter);
    for (const file of given.values('env-file', 'env-file-if-exists')) reportEnvironmentFile(file, call);
    const texts = given.values(...interpreter.code);
    const { operands } = given;
    if (interpreter.verbs) return withVerb(interpreter, operands, call);
    if (interpreter.first) return awkLike(interpreter, given, texts, call);
    const printed = program(interpreter, given, texts, call);
    return printed ?? derived(call.stdin);
  };

const program = (
  interpreter: Interpreter,
  given: ReturnType<typeof options>,
  texts: readonly string[],
  call: Invocation,
): string | undefined => {
  const { operands } = given;
  if (texts.length > 0) {
    // `-p expression` prints what it comes to.
    const printing = given.has('p', 'print') && interpreter.language === slashes;
    return withTexts(
      printing ? texts.map((text) => `print(${text})`) : texts,
      operands,
      call,
      interpreter.language,
    );
  }
  if (given.has(...(interpreter.elsewhere ?? []))) return modules(given.value('m') ?? '', operands, call);
  return operands.length > 0 || !given.has('version', 'help', 'V', 'v')
    ? withOperands(interpreter, operands, call)
    : undefined;
};

const withTexts = (
  texts: readonly string[],
  operands: readonly string[],
  call: Invocation,
  language: Language,
): string | undefined => {
  for (const word of operands) reportArgument(word, call.reading, call.state);
  const outputs = texts.map((text) => runCode(text, call, language, operands));
  return outputs.find((output) => output !== undefined);
};

/** `-we 'code'`, `-ne`, `-pe`, `-vc`: a cluster that ends in the option for code. `-pi.bak -e` stays as it is. */
const attached = (args: readonly string[], { code }: Interpreter): readonly string[] =>
  args.flatMap((word) => {
    const last = word.at(-1) ?? '';
    return /^-[A-Za-z]{2,5}$/.test(word) && code.includes(last) && !/^-[IMmrW]/.test(word)
      ? [...word.slice(1, -1)]
          .filter((letter) => !code.includes(letter))
          .map((letter) => `-${letter}`)
          .concat(`-${last}`)
      : [word];
  });

const withVerb = (interpreter: Interpreter, operands: readonly string[], call: Invocation): string => {
  const [verb, ...rest] = operands;
  if (interpreter.verbs?.includes(verb ?? ''))
    for (const text of rest) runCode(text, call, interpreter.language);
  else if (verb === 'run') withOperands(interpreter, rest, call);
  else if (verb === undefined || verb === '-') withOperands(interpreter, [], call);
  return mark.unknown;
};

const awkLike = (
  interpreter: Interpreter,
  given: ReturnType<typeof options>,
  texts: readonly string[],
  call: Invocation,
): string => {
  const files = given.values(...(interpreter.elsewhere ?? []));
  const [first, ...rest] = given.operands;
  const explicit = texts.length + files.length > 0;
  const operands = explicit ? given.operands : rest;
  for (const word of operands) reportArgument(word, call.reading, call.state);
  const assigned = new Map<string, Value>();
  for (const word of [...given.values('v', 'assign'), ...operands]) {
    const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word);
    if (match) assigned.set(match[1] as string, match[2] as string);
  }
  for (const file of files) runFile(file, call, interpreter);
  const programs = explicit ? texts : first === undefined ? [] : [first];
  const inputs = operands.filter((word) => !/^[A-Za-z_]\w*=/.test(word));
  const records = inputs.length === 0 ? call : { ...call, stdin: inputOf(inputs, call) };
  const outputs = programs.map((text) => runCode(text, records, interpreter.language, operands, assigned));
  return outputs.find((output) => output !== undefined) ?? derived(records.stdin);
};

/** `python -m module`: of the modules that do something to files. */
const modules = (name: string, operands: readonly string[], call: Invocation): string | undefined => {
  if (/^(http\.server|SimpleHTTPServer|venv|virtualenv|pip|ensurepip|pytest|unittest)$/.test(name))
    return undefined;
  if (name === 'base64' || name === 'gzip')
    return call.shell.runWords(
      [name, ...call.args.slice(call.args.indexOf(name) + 1)],
      call.state,
      call.stdin,
    );
  for (const word of operands) reportArgument(word, call.reading, call.state);
  return undefined;
};

/** Which interpreter a script asks for in its first line. */
export const shebangOf = (text: string): string | undefined => shebang.exec(text)?.[1];

export const languageOf = (name: string): Language | undefined =>
  (Object.hasOwn(interpreters, name) ? interpreters[name] : undefined)?.language;

export const interpreterPrograms: Record<string, Program> = Object.fromEntries(
  Object.entries(interpreters).map(([name, interpreter]) => [name, interpret(interpreter)]),
);

/** `python3.12`, `ruby3.2`, `php8.3`: an interpreter with its version. */
export const versioned = (name: string): Program | undefined => {
  const base = /^([a-z]+)-?\d[\d.]*$/.exec(name)?.[1];
  return base && Object.hasOwn(interpreterPrograms, base) ? interpreterPrograms[base] : undefined;
};

import { type Effects, readProgram } from '../code/program.ts';
import type { Language } from '../code/tokens.ts';
import type { Invocation, Program } from '../shell/shell.ts';
import { derived, isKnown, mark, plain } from '../shell/text.ts';
import { reportArgument, reportSecret } from './access.ts';
import { reportDelete } from './delete.ts';
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
  language: hash,
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
  tclsh: { language: hash, code: [] }, Rscript: { language: hash, short: 'e', code: ['e'] }, osascript: { language: { comments: ['--'] }, short: 'el', code: ['e'] },
  elixir: { language: hash, short: 'e', code: ['e', 'eval'], valued: ['eval'] }, groovy: { language: slashes, short: 'e', code: ['e'] }, julia: { language: hash, short: 'eE', code: ['e', 'E', 'eval'], valued: ['eval'] }, swift: { language: slashes, short: 'e', code: ['e'] }, racket: { language: { comments: [';'] }, short: 'e', code: ['e'] }, guile: { language: { comments: [';'] }, short: 'c', code: ['c'] },
};

const folderOf = (call: Invocation): string => call.state.cwd[0] ?? mark.unknown;

const effectsOf = (call: Invocation, language: Language): Effects => {
  const state = call.state.child();
  return {
    shell: (source) => {
      if (isKnown(source)) runText(source, { ...call, state, stdin: undefined });
      else reportOrigin(source, call);
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
      if (path !== '' && path.length < 1024 && !/[\s|;(){}]/.test(path) && !path.includes('://'))
        reportSecret(path, call.reading, state, write ? 'write' : 'read');
    },
    evaluate: (source) => {
      reportOrigin(source, call);
      if (isKnown(source)) runCode(source, call, language);
    },
    report: (pattern) => call.reading.report(pattern),
  };
};

/** Reads program text in a language that was given on a command line, in a here-document or through a pipe. */
export const runCode = (text: string, call: Invocation, language: Language): void => {
  reportOrigin(text, call);
  if (!call.reading.spendText(text.length * 4)) return;
  // A shell command given to the wrong interpreter would not run, but it was meant to.
  if (/^\s*(sudo\s+)?rm\s+-/.test(text)) runText(text, call);
  call.reading.deeper(() => {
    readProgram(
      plain(text),
      language,
      { home: call.reading.places.home, cwd: folderOf(call) },
      effectsOf(call, language),
    );
    return '';
  });
};

const shebang = /^#!\s*\S*?(?:\/env\s+)?(?:\S*\/)?(\w+)/;

/** A program file this command wrote, or the one on standard input. */
const runFile = (file: string, call: Invocation, { language }: Interpreter): void => {
  const text = call.shell.readFile(file, call.state, call.stdin);
  if (text !== mark.unknown) runCode(text, call, language);
};

const withOperands = (interpreter: Interpreter, operands: readonly string[], call: Invocation): void => {
  const [first, ...rest] = operands;
  if (first !== undefined && isOwnScript(first)) runOwnScript({ ...call, args: rest });
  else if (first !== undefined && first !== '-') {
    runFile(first, call, interpreter);
    for (const word of rest) reportArgument(word, call.reading, call.state);
  } else if (call.stdin !== undefined) runCode(call.stdin, call, interpreter.language);
};

const interpret =
  (interpreter: Interpreter): Program =>
  (call) => {
    const given = options(attached(call.args, interpreter), interpreter);
    for (const file of given.values('env-file', 'env-file-if-exists')) reportEnvironmentFile(file, call);
    const texts = given.values(...interpreter.code);
    const { operands } = given;
    const elsewhere = interpreter.elsewhere ?? [];
    if (interpreter.verbs) return withVerb(interpreter, operands, call);
    if (interpreter.first) return awkLike(interpreter, texts, given.values(...elsewhere), operands, call);
    if (texts.length > 0) withTexts(texts, operands, call, interpreter.language);
    else if (given.has(...elsewhere)) modules(given.value('m') ?? '', operands, call);
    else if (operands.length > 0 || !given.has('version', 'help', 'V', 'v'))
      withOperands(interpreter, operands, call);
    return derived(call.stdin);
  };

const withTexts = (
  texts: readonly string[],
  operands: readonly string[],
  call: Invocation,
  language: Language,
): void => {
  for (const text of texts) runCode(text, call, language);
  for (const word of operands) reportArgument(word, call.reading, call.state);
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
  texts: readonly string[],
  files: readonly string[],
  operands: readonly string[],
  call: Invocation,
): string => {
  const [first, ...rest] = operands;
  for (const file of files) runFile(file, call, interpreter);
  const explicit = texts.length + files.length > 0;
  for (const text of explicit ? texts : first === undefined ? [] : [first])
    runCode(text, call, interpreter.language);
  for (const word of explicit ? operands : rest) reportArgument(word, call.reading, call.state);
  return derived(call.stdin);
};

/** `python -m module`: of the modules that do something to files. */
const modules = (name: string, operands: readonly string[], call: Invocation): void => {
  if (/^(http\.server|SimpleHTTPServer|venv|virtualenv|pip|ensurepip|pytest|unittest)$/.test(name)) return;
  for (const word of operands) reportArgument(word, call.reading, call.state);
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

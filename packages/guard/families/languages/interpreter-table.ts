import type { Language } from '../../code/tokens.ts';
import type { OptionSpec } from '../../program/options.ts';

/** How an interpreter's command line names the program text. */
export interface Interpreter extends OptionSpec {
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
export const slashes: Language = { comments: ['//'] };
/** Lisp: a call is a list whose first word is its name. */
export const lisp: Language = { comments: [';'], lists: true };
const perlish: Language = { comments: ['#'], shellQuotes: true };

const node: Interpreter = {
  language: slashes,
  short: 'epr',
  valued:
    'eval print require import loader experimental-loader env-file env-file-if-exists input-type conditions',
  code: ['e', 'p', 'eval', 'print'],
};
const python: Interpreter = { language: hash, short: 'cmWX', code: ['c'], elsewhere: ['m'], stops: true };
const perl: Interpreter = { language: perlish, short: 'eEIMmx', code: ['e', 'E'] };
const ruby: Interpreter = { language: perlish, short: 'eIrCEK', code: ['e'] };
const php: Interpreter = {
  language: { comments: ['#', '//'], shellQuotes: true },
  short: 'rfdBREczt',
  code: ['r', 'B', 'R', 'E'],
  valued: 'run',
};
const awk: Interpreter = {
  language: { comments: ['#'], records: true },
  short: 'fvF',
  valued: 'file assign field-separator source include',
  code: ['source', 'e'],
  elsewhere: ['f', 'file'],
  first: true,
};
const lua: Interpreter = { language: { comments: ['--'] }, short: 'el', code: ['e'] };
const deno: Interpreter = { language: slashes, short: 'c', code: [], verbs: ['eval'] };

// biome-ignore format: a table
export const interpreters: Record<string, Interpreter> = {
  node, nodejs: node, bun: { ...node, code: ['e', 'p', 'eval', 'print'] }, tsx: node, 'ts-node': node, zx: node, deno,
  python, python2: python, python3: python, pypy: python, pypy3: python, ipython: python, micropython: python,
  perl, perl5: perl, ruby, irb: ruby, jruby: ruby, php, lua, luajit: lua, awk, gawk: awk, nawk: awk, mawk: awk, 'original-awk': awk,
  ...Object.fromEntries(['rscript', 'r', 'littler'].map((name) => [name, { language: hash, short: 'e', code: ['e'] }])), osascript: { language: { comments: ['--'] }, short: 'el', code: ['e'] },
  elixir: { language: hash, short: 'e', code: ['e', 'eval'], valued: 'eval' }, groovy: { language: slashes, short: 'e', code: ['e'] }, julia: { language: hash, short: 'eE', code: ['e', 'E', 'eval'], valued: 'eval' }, swift: { language: slashes, short: 'e', code: ['e'] }, racket: { language: lisp, short: 'e', code: ['e', 'eval'], valued: 'eval' }, guile: { language: lisp, short: 'c', code: ['c'] },
  sbcl: { language: lisp, code: ['eval'], valued: 'eval load' }, clisp: { language: lisp, short: 'x', code: ['x'] }, ecl: { language: lisp, code: ['eval'], valued: 'eval' }, clojure: { language: lisp, short: 'e', code: ['e', 'eval'], valued: 'eval' }, clj: { language: lisp, short: 'e', code: ['e', 'eval'], valued: 'eval' },
  erl: { language: { comments: ['%'] }, code: ['eval'], valued: 'eval', oneDash: true }, octave: { language: { comments: ['%', '#'] }, code: ['eval'], valued: 'eval' }, ghci: { language: { comments: ['--'] }, short: 'e', code: ['e'] }, ghc: { language: { comments: ['--'] }, short: 'e', code: ['e'] }, runghc: { language: { comments: ['--'] }, code: [] }, jshell: { language: slashes, code: [] }, scala: { language: slashes, short: 'e', code: ['e'] }, kotlinc: { language: slashes, short: 'e', code: ['e', 'expression'], valued: 'expression' },
};

/** The language a program's name stands for, if it is an interpreter's. */
export const languageOf = (name: string): Language | undefined =>
  (Object.hasOwn(interpreters, name) ? interpreters[name] : undefined)?.language;

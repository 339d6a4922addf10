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
  tclsh: { language: hash, code: [] }, rscript: { language: hash, short: 'e', code: ['e'] }, osascript: { language: { comments: ['--'] }, short: 'el', code: ['e'] },
  elixir: { language: hash, short: 'e', code: ['e', 'eval'], valued: 'eval' }, groovy: { language: slashes, short: 'e', code: ['e'] }, julia: { language: hash, short: 'eE', code: ['e', 'E', 'eval'], valued: 'eval' }, swift: { language: slashes, short: 'e', code: ['e'] }, racket: { language: { comments: [';'] }, short: 'e', code: ['e'] }, guile: { language: { comments: [';'] }, short: 'c', code: ['c'] },
};

/** The language a program's name stands for, if it is an interpreter's. */
export const languageOf = (name: string): Language | undefined =>
  (Object.hasOwn(interpreters, name) ? interpreters[name] : undefined)?.language;

import { absolute } from '../paths/path.ts';
import { placeOf } from '../paths/place.ts';
import type { Invocation, Program } from '../shell/shell.ts';
import { activate, mark, plain } from '../shell/text.ts';
import { reportWrite } from './access.ts';
import { reportDelete } from './delete.ts';

/** Predicates of find that take one argument; those that narrow the result down are marked. */
// biome-ignore format: a list
const narrowing = new Set(['name', 'iname', 'path', 'ipath', 'wholename', 'iwholename', 'regex', 'iregex', 'mtime', 'mmin', 'atime', 'amin', 'ctime', 'cmin', 'newer', 'anewer', 'cnewer', 'size', 'user', 'group', 'uid', 'gid', 'perm', 'inum', 'links', 'samefile', 'lname', 'ilname', 'used', 'newermt', 'newerct', 'newerat']);
// biome-ignore format: a list
const valued = new Set([...narrowing, 'type', 'xtype', 'maxdepth', 'mindepth', 'fstype', 'printf', 'fprint', 'fprint0', 'fls', 'regextype', 'context', 'D', 'files0-from', 'O']);
const written = new Set(['fprint', 'fprint0', 'fls']);

interface Search {
  readonly starts: readonly string[];
  /** Names files must match, as abstract text; empty when nothing narrows the result to names. */
  readonly names: readonly string[];
  readonly filtered: boolean;
  readonly deletes: boolean;
  readonly commands: readonly { readonly words: readonly string[]; readonly where: string }[];
  readonly outputs: readonly string[];
}

const isExpression = (word: string): boolean => /^(-[a-zA-Z]|[!(),]$|\\[()!]$)/.test(word);

const readStarts = (args: readonly string[]): [string[], number] => {
  let at = 0;
  while (/^-[HLP]$|^-O\d|^-D$/.test(args[at] ?? '')) at += args[at] === '-D' ? 2 : 1;
  const starts: string[] = [];
  for (; at < args.length && !isExpression(args[at] as string); at++) starts.push(args[at] as string);
  return [starts, at];
};

class Expression {
  readonly names: string[] = [];
  readonly commands: { words: string[]; where: string }[] = [];
  readonly outputs: string[] = [];
  filtered = false;
  deletes = false;
  private negated = false;
  private readonly args: readonly string[];
  private at: number;

  constructor(args: readonly string[], at: number) {
    this.args = args;
    this.at = at;
  }

  read(): this {
    while (this.at < this.args.length) this.term(this.args[this.at++] as string);
    return this;
  }

  private term(word: string): void {
    if (word === '!' || word === '\\!' || word === '-not') {
      this.negated = true;
      return;
    }
    const name = word.replace(/^-+/, '');
    if (word === '-delete') this.deletes = true;
    else if (/^-(exec|execdir|ok|okdir)$/.test(word)) this.command(name);
    else if (word === '-fprintf') {
      this.outputs.push(this.args[this.at] ?? '');
      this.at += 2;
    } else if (word.startsWith('-') && valued.has(name)) this.predicate(name, this.args[this.at++] ?? '');
    else if (word === '-empty') this.filtered = true;
    this.negated = false;
  }

  private predicate(name: string, value: string): void {
    if (written.has(name)) this.outputs.push(value);
    if (!narrowing.has(name) || this.negated || /^[*.\uE010]*$/.test(value)) return;
    this.filtered = true;
    if (/name|path/.test(name)) this.names.push(activate(value.replace(/^.*\//, '')));
    else if (/regex/.test(name))
      this.names.push(
        value
          .replace(/^.*\//, '')
          .replace(/^(\^|\.\*)+|\$$/g, '')
          .replaceAll('\\', '')
          .replaceAll('.*', mark.star),
      );
  }

  private command(name: string): void {
    const words: string[] = [];
    while (this.at < this.args.length) {
      const word = this.args[this.at++] as string;
      if (word === ';' || word === '\\;') break;
      if (word === '+' && words.at(-1)?.includes('{}')) break;
      words.push(word);
    }
    this.commands.push({ words, where: name });
  }
}

const readSearch = (args: readonly string[]): Search => {
  const [starts, at] = readStarts(args);
  const { names, filtered, deletes, commands, outputs } = new Expression(args, at).read();
  return { starts: starts.length > 0 ? starts : ['.'], names, filtered, deletes, commands, outputs };
};

/** What find would name: the start itself when nothing is filtered, else names below it. */
const results = ({ starts, names, filtered }: Search): string[] =>
  starts.flatMap((start) => {
    const folder = start.replace(/\/+$/, '');
    if (!filtered) return [start];
    if (names.length === 0) return [`${folder}/${mark.star}x`];
    return names.map((name) => (plain(name) === plain(start) ? start : `${folder}/${name}`));
  });

const reportFound = (search: Search, call: Invocation): void => {
  const { reading, state } = call;
  for (const start of search.starts) {
    // A start that only a running program can tell may be any folder, or an expression in disguise.
    if (reading.computed.has(start)) reading.report('delete-computed', plain(start));
    const place = placeOf(absolute(start, state.cwd[0] ?? ''), reading.places);
    if (
      search.filtered &&
      (place === 'project' || place === 'inside' || place === 'temp-root' || place === 'temp')
    )
      continue;
    reportDelete(start, reading, state, true);
  }
};

const runCommands = (search: Search, call: Invocation): string => {
  const found = results(search);
  let output = '';
  for (const { words, where } of search.commands) {
    const own = call.state.child();
    if (where.endsWith('dir') && search.filtered)
      own.cwd = [`${absolute(search.starts[0] ?? '.', call.state.cwd[0] ?? '')}/x`];
    const holder = words.some((word) => word.includes('{}'));
    for (const one of holder ? found.slice(0, 8) : ['']) {
      output += call.shell.runWords(
        words.map((word) => word.replaceAll('{}', () => one)),
        own,
        undefined,
      );
    }
  }
  return output;
};

/** `find`: what it deletes, what it runs on what it finds, what it writes; prints names that a pipe can use. */
const find: Program = (call) => {
  const search = readSearch(call.args);
  const removes = search.commands.some(({ words }) => /(^|\/)(rm|unlink|shred)$/.test(words[0] ?? ''));
  if (search.deletes || (removes && !search.filtered)) reportFound(search, call);
  for (const output of search.outputs) reportWrite(output, call.reading, call.state);
  const output = runCommands(search, call);
  return `${output}${results(search).join('\n')}\n${mark.unknown}\n`;
};

/** `fd`: a pattern, folders, and a command to run on what was found. */
const fd: Program = (call) => {
  const at = call.args.findIndex((word) => /^(-x|-X|--exec|--exec-batch)$/.test(word));
  const before = at < 0 ? call.args : call.args.slice(0, at);
  const [pattern, ...folders] = before.filter((word) => !word.startsWith('-'));
  const name = (pattern ?? '')
    .replace(/^\^|\$$/g, '')
    .replaceAll('\\', '')
    .replaceAll('.*', mark.star);
  const start = folders[0] ?? '.';
  const found = pattern === undefined || pattern === '.' ? start : `${start}/${name}`;
  if (at >= 0) {
    const words = call.args.slice(at + 1).filter((word) => word !== ';');
    const holder = words.some((word) => word.includes('{}'));
    call.shell.runWords(
      holder ? words.map((word) => word.replaceAll('{}', () => found)) : [...words, found],
      call.state.child(),
    );
  }
  return `${found}\n${mark.unknown}\n`;
};

export const findPrograms: Record<string, Program> = { find, gfind: find, bfs: find, fd, fdfind: fd };

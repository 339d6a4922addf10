import { activate, mark } from '../../text/text.ts';

/** Predicates of find that take one argument; those that narrow the result down are marked. */
// biome-ignore format: a list
const narrowing = new Set(['name', 'iname', 'path', 'ipath', 'wholename', 'iwholename', 'regex', 'iregex', 'mtime', 'mmin', 'atime', 'amin', 'ctime', 'cmin', 'newer', 'anewer', 'cnewer', 'size', 'user', 'group', 'uid', 'gid', 'perm', 'inum', 'links', 'samefile', 'lname', 'ilname', 'used', 'newermt', 'newerct', 'newerat']);
// biome-ignore format: a list
const valued = new Set([...narrowing, 'type', 'xtype', 'maxdepth', 'mindepth', 'fstype', 'printf', 'fprint', 'fprint0', 'fls', 'regextype', 'context', 'D', 'files0-from', 'O']);
const written = new Set(['fprint', 'fprint0', 'fls']);

/** What the tests of an expression leave over at one point: whether anything narrows it, and to which names. */
interface Narrowing {
  filtered: boolean;
  names: string[];
}

/** An expression in brackets, or the whole of it: alternatives, each a row of tests. */
interface Group {
  readonly alternatives: Narrowing[];
  current: Narrowing;
  readonly negated: boolean;
}

/** Something find does with what passed the tests in front of it. */
export interface Action extends Readonly<Narrowing> {
  readonly kind: 'delete' | 'exec' | 'execdir' | 'print';
  readonly words: readonly string[];
}

const nothing = (): Narrowing => ({ filtered: false, names: [] });

/** `-perm /000` and `-size +0` are true of every file that matters. */
const isTrivial = (name: string, value: string): boolean =>
  /^[*.\uE010]*$/.test(value) ||
  (name === 'perm' && /^[/-]?0+$/.test(value)) ||
  (name === 'size' && /^\+0/.test(value));

/** Reads find's expression: tests, brackets, `-o`, and for every action the tests that stand in front of it. */
export class FindExpression {
  readonly actions: Action[] = [];
  readonly outputs: string[] = [];
  private groups: Group[] = [{ alternatives: [], current: nothing(), negated: false }];
  private negated = false;
  private readonly args: readonly string[];
  private at: number;

  constructor(args: readonly string[], at: number) {
    this.args = args;
    this.at = at;
  }

  /** Reads to the end; an expression without an action prints. */
  read(): this {
    while (this.at < this.args.length) this.term(this.args[this.at++] as string);
    while (this.groups.length > 1) this.close();
    const [group] = this.groups as [Group];
    if (this.actions.length === 0) this.actions.push({ ...this.united(group), kind: 'print', words: [] });
    return this;
  }

  private get group(): Group {
    return this.groups.at(-1) as Group;
  }

  private term(word: string): void {
    if (word === '!' || word === '\\!' || word === '-not') {
      this.negated = !this.negated;
      return;
    }
    if (word === '(' || word === '\\(') this.open();
    else if (word === ')' || word === '\\)') this.close();
    else if (word === '-o' || word === '-or' || word === ',') this.alternative();
    else this.primary(word);
    this.negated = false;
  }

  private open(): void {
    if (this.groups.length < 200)
      this.groups.push({ alternatives: [], current: nothing(), negated: this.negated });
  }

  private united({ alternatives, current }: Group): Narrowing {
    const all = [...alternatives, current];
    return { filtered: all.every(({ filtered }) => filtered), names: all.flatMap(({ names }) => names) };
  }

  private close(): void {
    if (this.groups.length < 2) return;
    const group = this.groups.pop() as Group;
    const { filtered, names } = this.united(group);
    if (group.negated || !filtered) return;
    this.group.current.filtered = true;
    this.group.current.names.push(...names);
  }

  private alternative(): void {
    this.group.alternatives.push(this.group.current);
    this.group.current = nothing();
  }

  private primary(word: string): void {
    const name = word.replace(/^-+/, '');
    if (word === '-delete') this.act('delete', []);
    else if (/^-print0?$/.test(word)) this.act('print', []);
    else if (/^-(exec|execdir|ok|okdir)$/.test(word))
      this.act(name.endsWith('dir') ? 'execdir' : 'exec', this.command());
    else if (word === '-fprintf') {
      this.outputs.push(this.args[this.at] ?? '');
      this.at += 2;
    } else if (word.startsWith('-') && valued.has(name)) this.test(name, this.args[this.at++] ?? '');
    else if (word === '-empty' && !this.negated) this.group.current.filtered = true;
  }

  private act(kind: Action['kind'], words: readonly string[]): void {
    const around = this.groups.map(({ current }) => current);
    this.actions.push({
      kind,
      words,
      filtered: around.some(({ filtered }) => filtered),
      names: around.flatMap(({ names }) => names),
    });
  }

  private test(name: string, value: string): void {
    if (written.has(name)) this.outputs.push(value);
    // Links themselves are little: what they point to stays.
    if (/^x?type$/.test(name) && value === 'l' && !this.negated) this.group.current.filtered = true;
    if (!narrowing.has(name) || this.negated || isTrivial(name, value)) return;
    const { current } = this.group;
    current.filtered = true;
    if (/name|path/.test(name)) current.names.push(activate(value.replace(/^.*\//, '')));
    else if (/regex/.test(name))
      current.names.push(
        value
          .replace(/^.*\//, '')
          .replace(/^(\^|\.\*)+|\$$/g, '')
          .replaceAll('\\', '')
          .replaceAll('.*', mark.star),
      );
  }

  private command(): string[] {
    const words: string[] = [];
    while (this.at < this.args.length) {
      const word = this.args[this.at++] as string;
      if (word === ';' || word === '\\;') break;
      if (word === '+' && words.at(-1)?.includes('{}')) break;
      words.push(word);
    }
    return words;
  }
}

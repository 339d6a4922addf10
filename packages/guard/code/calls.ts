import { originPatterns } from '../effects/origin.ts';
import type { Pattern } from '../findings/pattern.ts';
import { isKnown } from '../text/text.ts';
import { closing } from './evaluate.ts';
import { globText, textOf, type Value } from './functions.ts';
import {
  deepDeletes,
  deletes,
  empties,
  evaluates,
  inertCalls,
  lastWritten,
  narrows,
  prints,
  queries,
  shellCalls,
  wholes,
  writeCalls,
} from './names.ts';
import { isDeletion, usesService } from './services.ts';
import type { Source } from './source.ts';
import type { Token } from './tokens.ts';

/** What a program text would do that the guard has an opinion on. */
export interface Effects {
  /** Runs text as shell source. */
  shell(source: string): void;
  /** Runs a program with its arguments. */
  program(words: readonly string[]): void;
  /** Deletes a path; `deep` with everything below it. */
  remove(path: string, deep: boolean): void;
  /** Names a path in a call that reads or writes it. */
  touch(path: string, write: boolean): void;
  /** Goes to another folder. */
  enter(folder: string): void;
  /** Prints a line. */
  print(line: string): void;
  /** Runs text as a program of its own language. */
  evaluate(source: string): void;
  /** Hands a statement to a database. */
  query(statement: string): void;
  /** Deletes everything a model of a database stands for. */
  empty(name: string): void;
  /** Deletes something of a cloud or of another service, by a library of it. */
  destroy(name: string): void;
  /** Starts processes without end, or hands a shell to a connection. */
  report(pattern: Pattern): void;
}

/** One call: its name as it is known, its arguments, their tokens, and where the name stands. */
export interface CodeCall {
  readonly name: string;
  readonly args: readonly Value[];
  readonly inner: readonly Token[];
  readonly at: number;
}

const isDecoder = ({ kind, text }: Token): boolean =>
  kind === 'name'
    ? /^(b64decode|urlsafe_b64decode|base64_decode|atob|decode64|strict_decode64|urlsafe_decode64|decode_base64|fromhex|unhexlify|a85decode|b32decode|gzinflate|gzuncompress|decompress)$/.test(
        text,
      )
    : kind === 'string' && /^(base64|hex|H\*|rot13|rot_13)$/.test(text);

/** Whether a text begins with what is unknown, also behind `sh -c`. */
const startsUnknown = (text: string): boolean => {
  const first = text.replace(/^\s*(?:\S*\/)?(?:ba|z|k|da|a)?sh\s+-\w*c\s+["']?/, '')[0];
  return first !== undefined && !isKnown(first);
};

/** Owners of methods that share their name with a call that runs text of the language itself. */
const otherOwner =
  /^(child_process|cp|subprocess|os|proc|conn|db|cursor|session|re|json|yaml|YAML|toml|pickle|np|numpy|torch|JSON|Marshal|console)$/;
const openMode = /^(\+?>>?|[wax]\+?b?t?|r\+b?)$/;
const booleans = /^(True|TRUE|False|FALSE|true|false|None)$/;

/** Most items of a list a call is looked at with. */
const mostItems = 8;

/** What calls of well-known names do. */
export class Calls {
  /** Whether a call ran text nothing is known about. */
  runsUnknown = false;
  private readonly source: Source;
  private readonly effects: Effects;
  private readonly ofService: boolean;

  constructor(source: Source, effects: Effects) {
    this.source = source;
    this.effects = effects;
    this.ofService = usesService(source.tokens);
  }

  /** Does what a call does, once for each item where its only argument goes through a list. */
  act(call: CodeCall): void {
    const [value] = call.args;
    const [token] = call.inner;
    const isEach =
      call.inner.length === 1 && token?.kind === 'name' && this.source.scope.each.has(token.text);
    if (isEach && value !== undefined && typeof value !== 'string')
      for (const item of value.slice(0, mostItems)) this.once({ ...call, args: [item] });
    else this.once(call);
  }

  /** A method that Ruby calls without brackets. Returns whether it is known to delete. */
  member(name: string): boolean {
    if (empties.has(name)) this.effects.empty(name);
    else if (this.ofService && isDeletion(name)) this.effects.destroy(name);
    else return false;
    return true;
  }

  private once({ name, args, inner, at }: CodeCall): void {
    const texts = args.map(textOf);
    // The last text of `new Function('a', 'b', 'body')` is the program.
    if (evaluates.has(name) && !this.source.isMethodOf(at, otherOwner))
      this.interpret((name === 'Function' ? texts.at(-1) : texts[0]) ?? '');
    this.data(name, texts, inner, at);
    if ((evaluates.has(name) || shellCalls.has(name)) && inner.some(isDecoder))
      this.effects.report(originPatterns['decoded-code']);
    if (name === 'open') this.openPipe(texts);
    if (name === 'chdir') this.effects.enter(texts[0] ?? '');
    if (prints.has(name)) this.effects.print(texts.join(' '));
    this.files({ name, args, inner, at }, texts);
    if (/map/.test(name) && deletes.has(texts[0] ?? '')) this.remove(args.slice(1), false, at);
    this.receiver(name, at);
  }

  private files({ name, args, inner, at }: CodeCall, texts: readonly string[]): void {
    if (shellCalls.has(name)) this.run(args, at);
    else if (deepDeletes.has(name)) this.remove(args, true, at);
    else if (deletes.has(name) && inner[0]?.text === 'glob' && inner[1]?.kind === 'string')
      this.effects.remove(globText(inner[1].text), false);
    else if (deletes.has(name)) this.remove(args, this.isDeep(name, inner), at);
    else if (!inertCalls.has(name) || (name === 'input' && this.source.is(at - 2, 'fileinput')))
      this.touch(name, texts);
  }

  /** Statements for a database, and models of one that delete all their rows. */
  private data(name: string, texts: readonly string[], inner: readonly Token[], at: number): void {
    if (queries.has(name)) for (const text of texts.slice(0, 2)) this.effects.query(text);
    if (empties.has(name) || this.deletesAll(name, inner, at)) this.effects.empty(name);
    if (this.ofService && isDeletion(name)) this.effects.destroy(name);
  }

  /** `objects.all().delete()`, `query(User).delete()`, `User::truncate()`, `user.deleteMany({})`: nothing narrows it down. */
  private deletesAll(name: string, inner: readonly Token[], at: number): boolean {
    const told = inner.map(({ text }) => text).join('');
    if (name === 'truncate') return told === '' || /cascade/i.test(told);
    if (name === 'sync') return /force:true/.test(told);
    if (/^(delete|remove)(Many|_many)$/.test(name)) return /^(\{(where:\{\})?\})?$/.test(told);
    if (!/^(delete|destroy|clear)$/.test(name) || told !== '' || !this.source.is(at - 2, ')')) return false;
    const chain = this.source.chainNames(at - 2);
    return chain.some((one) => wholes.has(one)) && !chain.some((one) => narrows.test(one));
  }

  /** A text that stands in backticks. */
  backticks(command: string): void {
    this.runsUnknown ||= startsUnknown(command);
    this.effects.shell(command);
  }

  private interpret(source: string): void {
    this.runsUnknown ||= startsUnknown(source);
    this.effects.evaluate(source);
  }

  /** Perl and Ruby run what stands behind a pipe in `open`. */
  private openPipe(texts: readonly string[]): void {
    const mode = texts.findIndex((text) => text === '-|' || text === '|-');
    if (mode >= 0) this.effects.shell(texts.slice(mode + 1).join(' '));
    for (const text of texts) {
      const trimmed = text.trim();
      if (/^\|[^-]/.test(trimmed)) this.effects.shell(trimmed.slice(1));
      else if (/[^-]\|$/.test(trimmed)) this.effects.shell(trimmed.slice(0, -1));
    }
  }

  /** Which of a call's paths it writes to: copies their last, moves both, everything else its first. */
  private writes(name: string, texts: readonly string[], index: number): boolean {
    if (name === 'open') return texts.slice(1).some((text) => openMode.test(text));
    if (!writeCalls.test(name)) return false;
    if (/rename|move/i.test(name)) return true;
    return index === (lastWritten.test(name) ? Math.min(texts.length, 2) - 1 : 0);
  }

  private touch(name: string, texts: readonly string[]): void {
    texts.slice(0, 4).forEach((text, index) => {
      const written = this.writes(name, texts, index);
      for (const word of text.split('\n'))
        this.effects.touch(word.replace(/^[<>+&\s]*(?=[./~\w])/, ''), written || /^\s*\+?>/.test(word));
    });
  }

  private isDeep(name: string, inner: readonly Token[]): boolean {
    const told = inner.some(
      ({ text }, index) =>
        text === 'recursive' && /^(true|1|!|TRUE|True)$/.test(inner[index + 2]?.text ?? ''),
    );
    // Octave's `rmdir(folder, 's')`.
    const withAll = name === 'rmdir' && inner.at(-1)?.text === 's';
    return told || withAll || name === 'removeSync' || name === 'del';
  }

  private run(args: readonly Value[], at: number): void {
    const [first, second, ...rest] = args;
    if (first === undefined) {
      // "...".execute() of Groovy.
      if (this.source.is(at, 'execute') && this.source.is(at - 1, '.'))
        this.effects.shell(this.source.chainText(at - 2));
      return;
    }
    if (typeof first !== 'string') {
      this.effects.program(first);
      return;
    }
    this.runsUnknown ||= startsUnknown(first);
    const words = Array.isArray(second)
      ? (second as readonly string[])
      : [second, ...rest].filter((one): one is string => typeof one === 'string');
    this.effects.shell(first);
    for (const list of [words, this.namedList(at)])
      if (list.length > 0) this.effects.program([first, ...list]);
  }

  /** The list behind `args:` in the options of a call, as in `Deno.Command('rm', { args: [...] })`. */
  private namedList(at: number): readonly string[] {
    const { tokens } = this.source;
    const inner = tokens.slice(at, closing(tokens, at + 1));
    const name = inner.findIndex(({ kind, text }) => kind === 'name' && text === 'args');
    if (name < 0 || inner[name + 1]?.text !== ':') return [];
    const value = this.source.statement(at + name + 2);
    return typeof value === 'string' ? [] : value;
  }

  private remove(args: readonly Value[], deep: boolean, at: number): void {
    // Options stand among the arguments; only the first of them, or one that is known, is a path.
    const paths = args
      .flatMap((one, index) => (index > 0 && (typeof one !== 'string' || !isKnown(one)) ? [] : one))
      .filter((one) => !booleans.test(one));
    const receiver =
      paths.length === 0 && this.source.is(at - 1, '.') ? this.source.chain(at - 2) : undefined;
    const removed = receiver === undefined ? paths : [receiver].flat();
    for (const path of removed.slice(0, 8)) this.effects.remove(path, deep);
  }

  /** `Path(".env").read_text()`, `Path("/x").unlink()`: the receiver is what is touched. */
  private receiver(name: string, at: number): void {
    const touches =
      !inertCalls.has(name) &&
      /^(read|open|write|unlink|rename|chmod|touch|mkdir|symlink_to|hardlink_to|link_to|replace)/.test(name);
    const value = touches && this.source.is(at - 1, '.') ? this.source.chain(at - 2) : undefined;
    if (value !== undefined)
      this.effects.touch(
        textOf(value),
        /^(write|unlink|rename|touch|mkdir|symlink_to|hardlink_to|link_to|replace|chmod)/.test(name),
      );
  }
}

import type { Pattern } from '../findings/pattern.ts';
import { isKnown } from '../text/text.ts';
import { closing } from './evaluate.ts';
import { textOf, type Value } from './functions.ts';
import {
  deepDeletes,
  deletes,
  evaluates,
  inertCalls,
  lastWritten,
  prints,
  shellCalls,
  writeCalls,
} from './names.ts';
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
  /** Starts processes without end, or hands a shell to a connection. */
  report(pattern: Pattern): void;
}

/** One call: its name as it is known, its arguments, their tokens, and where the name stands. */
export interface Call {
  readonly name: string;
  readonly args: readonly Value[];
  readonly inner: readonly Token[];
  readonly at: number;
}

const startsUnknown = (text: string): boolean => text !== '' && !isKnown(text[0] as string);

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

  constructor(source: Source, effects: Effects) {
    this.source = source;
    this.effects = effects;
  }

  /** Does what a call does, once for each item where its only argument goes through a list. */
  act(call: Call): void {
    const [value] = call.args;
    const [token] = call.inner;
    const isEach =
      call.inner.length === 1 && token?.kind === 'name' && this.source.scope.each.has(token.text);
    if (isEach && value !== undefined && typeof value !== 'string')
      for (const item of value.slice(0, mostItems)) this.once({ ...call, args: [item] });
    else this.once(call);
  }

  private once({ name, args, inner, at }: Call): void {
    const texts = args.map(textOf);
    if (evaluates.has(name) && !this.source.isMethodOf(at, otherOwner)) this.interpret(texts[0] ?? '');
    if (name === 'open') this.openPipe(texts);
    if (name === 'chdir') this.effects.enter(texts[0] ?? '');
    if (prints.has(name)) this.effects.print(texts.join(' '));
    if (shellCalls.has(name)) this.run(args, at);
    else if (deepDeletes.has(name)) this.remove(args, true, at);
    else if (deletes.has(name)) this.remove(args, this.isDeep(name, inner), at);
    else if (!inertCalls.has(name)) this.touch(name, texts);
    if (/map/.test(name) && deletes.has(texts[0] ?? '')) this.remove(args.slice(1), false, at);
    this.receiver(name, at);
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
    return told || name === 'removeSync' || name === 'del';
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
    const touches = !inertCalls.has(name) && /^(read|open|write|unlink|rename|chmod)/.test(name);
    const value = touches && this.source.is(at - 1, '.') ? this.source.chain(at - 2) : undefined;
    if (value !== undefined) this.effects.touch(textOf(value), /^(write|unlink|rename)/.test(name));
  }
}

import { unreadablePatterns } from '../findings/unreadable.ts';
import { bindLoops, Renames } from './bindings.ts';
import { Calls, type Effects } from './calls.ts';
import { closing, evaluate } from './evaluate.ts';
import { type Scope, textOf, type Value } from './functions.ts';
import { calledValue, handedOver } from './indirect.ts';
import { bareCalls } from './names.ts';
import { pipeSource } from './pipes.ts';
import { Source } from './source.ts';
import { type Language, type Token, tokenise } from './tokens.ts';
import { traitsOf } from './traits.ts';

export type { Effects } from './calls.ts';

/** What is known before a program starts. */
export interface Surroundings {
  readonly home: string;
  readonly cwd: string;
  readonly variables: ReadonlyMap<string, Value>;
}

/** `${os.homedir()}` in a template that a shell runs. */
const withHome = (text: string, home: string): string =>
  text.replace(/\$\{(?:\w+\.)?homedir\(\)\}|\$\{process\.env\.HOME\}/g, () => home);

/** The texts a list of Lisp holds, and of the lists in it. */
const listArguments = (inner: readonly Token[]): Value[] => {
  const values: Value[] = [];
  for (let at = 0; at < inner.length; at++) {
    const { kind, text } = inner[at] as Token;
    if (kind === 'string') values.push(text);
    if (kind !== 'mark' || (text !== '(' && text !== '[')) continue;
    const end = closing(inner, at);
    const texts = inner.slice(at, end).flatMap((one) => (one.kind === 'string' ? [one.text] : []));
    if (texts.length > 0) values.push(texts.length === 1 ? (texts[0] as string) : texts);
    at = end;
  }
  return values;
};

class ProgramReader {
  private readonly source: Source;
  private readonly effects: Effects;
  private readonly known: Calls;
  private readonly renames = new Renames();
  private calls = 0;

  constructor(source: Source, effects: Effects) {
    this.source = source;
    this.effects = effects;
    this.known = new Calls(source, effects);
  }

  read(): void {
    const { source, effects } = this;
    bindLoops(source);
    for (let at = 0; at < source.tokens.length; at++) this.step(at);
    // A file of environment secrets that is loaded to be shown.
    if (
      source.tokens.some(({ text }) => text === 'dotenv') &&
      source.tokens.some(({ text }) => /^(parsed|dotenv_values)$/.test(text))
    )
      effects.touch('.env', false);
    for (const pattern of traitsOf(source.tokens, this.known.runsUnknown)) effects.report(pattern);
  }

  /** Whether another expression can be looked at; a text that asks for too much is a finding of its own. */
  private affordable(): boolean {
    if (this.calls++ <= 2000 && this.source.scope.work <= 300_000) return true;
    this.effects.report(unreadablePatterns['too-complex']);
    return false;
  }

  private step(at: number): void {
    const { source } = this;
    const token = source.tokens[at] as Token;
    if (token.kind === 'shell') this.known.backticks(this.commandIn(token));
    if (token.kind === 'string') this.text(at, token);
    if (source.language.records && source.is(at, '|')) this.pipe(at);
    if (source.language.lists && source.is(at, '(') && source.isName(at + 1)) this.list(at);
    // In Lisp a name that is called begins a list, and lists stand side by side.
    if (source.language.lists) return;
    if (token.kind === 'name') this.name(at, token.text);
    if (source.is(at, '(') && (source.is(at - 1, ')') || source.is(at - 1, ']'))) this.value(at);
  }

  /** The text of backticks, with what the language puts into it. */
  private commandIn(token: Token): string {
    const { scope } = this.source;
    const text = withHome(token.text, scope.home);
    return textOf(evaluate([{ ...token, kind: 'string', text, formats: true }], scope));
  }

  private name(at: number, name: string): void {
    const { source } = this;
    this.renames.note(source.tokens, at);
    if (source.isAssignment(at)) this.assign(at, name);
    else if (source.isAddition(at)) this.add(at, name);
    if (source.is(at + 1, '(')) this.call(name, at + 1);
    else if (source.is(at - 1, '.') && this.known.member(name)) return;
    else if (bareCalls.has(name) || (name === 'eval' && source.tokens[at + 1]?.kind === 'string'))
      this.bareCall(name, at + 1);
  }

  /** A string whose neighbours give it a meaning: a redirection, a member that is called, AppleScript's `do shell script`. */
  private text(at: number, token: Token): void {
    const { source } = this;
    if (source.is(at - 1, 'script') && source.is(at - 2, 'shell')) this.effects.shell(token.text);
    // Scala's `"command".!`
    if (source.is(at + 1, '.') && source.is(at + 2, '!')) this.effects.shell(token.text);
    if (source.is(at - 1, '<')) this.effects.touch(token.text, false);
    if (source.is(at - 1, '>')) this.effects.touch(token.text, true);
  }

  private pipe(at: number): void {
    const { tokens, scope } = this.source;
    const command = this.affordable() ? pipeSource(tokens, at, scope) : undefined;
    if (command !== undefined) this.effects.shell(command);
  }

  private assign(at: number, name: string): void {
    if (!this.affordable()) return;
    const { source } = this;
    const from = source.is(at + 1, ':') ? at + 3 : at + 2;
    const value = source.statement(from);
    source.scope.variables.set(name, value);
    const end = source.statementEnd(from);
    if (typeof value === 'string') this.renames.keep(name, value);
    if (source.isName(from)) this.renames.assigned(name, source.tokens[end - 1]);
    this.renames.keep(name, calledValue(source, end) ?? this.boundFunction(from, end));
  }

  /** `x = child_process.execSync.bind(null)`: the function that is kept. */
  private boundFunction(from: number, end: number): string {
    const { tokens } = this.source;
    for (let at = from; at < end; at++)
      if (this.source.is(at, 'bind') && this.source.is(at + 1, '(')) return tokens[at - 2]?.text ?? '';
    return '';
  }

  private add(at: number, name: string): void {
    if (!this.affordable()) return;
    const { scope } = this.source;
    scope.variables.set(name, textOf(scope.variables.get(name)) + textOf(this.source.statement(at + 3)));
  }

  /** A bracket behind a value calls it. */
  private value(open: number): void {
    if (!this.affordable()) return;
    const name = calledValue(this.source, open);
    if (name !== undefined) this.call(name, open);
    else this.indirect('', open);
  }

  private indirect(name: string, open: number): void {
    for (const one of handedOver(this.source, this.renames, name, open))
      this.known.act({ ...one, inner: [], at: open - 1 });
  }

  private call(name: string, open: number): void {
    if (!this.affordable()) return;
    const { source } = this;
    const end = closing(source.tokens, open);
    source.scope.work += end - open;
    const inner = source.tokens.slice(open + 1, end);
    this.known.act({ name: this.renames.original(name), args: source.values(inner), inner, at: open - 1 });
    this.indirect(name, open);
  }

  /** A list of Lisp is a call of its first word. */
  private list(open: number): void {
    if (!this.affordable()) return;
    const { tokens, scope } = this.source;
    const end = closing(tokens, open);
    scope.work += end - open;
    const name = this.source.tokens[open + 1]?.text ?? '';
    // The first text of `start-process` is what the process is called.
    const args = listArguments(tokens.slice(open + 2, end)).slice(name === 'start-process' ? 1 : 0);
    if (args.length > 0) this.known.act({ name, args, inner: [], at: open - 1 });
  }

  /** Statements whose arguments stand without brackets. */
  private bareCall(name: string, from: number): void {
    if (!this.affordable()) return;
    const { source } = this;
    const inner = source.tokens
      .slice(from, source.statementEnd(from, true))
      .filter((token) => !(token.kind === 'mark' && /[<>]/.test(token.text)));
    if (inner.length > 0) this.known.act({ name, args: source.values(inner), inner, at: from - 1 });
  }
}

/** Reads a program text and reports its effects. Never runs it; linear in its length, with a cap on the calls looked at. */
export const readProgram = (
  text: string,
  language: Language,
  { home, cwd, variables }: Surroundings,
  effects: Effects,
): void => {
  const scope: Scope = { variables: new Map(variables), each: new Set(), home, cwd, work: 0 };
  new ProgramReader(new Source(tokenise(text, language), language, scope), effects).read();
};

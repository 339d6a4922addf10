import { unreadablePatterns } from '../findings/unreadable.ts';
import { bindLoops, Renames } from './bindings.ts';
import { Calls, type Effects, empties } from './calls.ts';
import { closing, evaluate } from './evaluate.ts';
import { type Scope, textOf, type Value } from './functions.ts';
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
    if (token.kind === 'shell')
      this.effects.shell(
        textOf(
          evaluate(
            [{ ...token, kind: 'string', text: withHome(token.text, source.scope.home) }],
            source.scope,
          ),
        ),
      );
    if (token.kind === 'string') this.text(at, token);
    if (source.language.records && source.is(at, '|')) this.pipe(at);
    if (token.kind === 'name') this.name(at, token.text);
  }

  private name(at: number, name: string): void {
    const { source } = this;
    this.renames.note(source.tokens, at);
    if (source.isAssignment(at)) this.assign(at, name);
    if (source.is(at + 1, '(')) this.call(name, at + 1);
    else if (source.is(at - 1, '.') && empties.has(name)) this.effects.empty(name);
    else if (bareCalls.has(name)) this.bareCall(name, at + 1);
  }

  /** A string whose neighbours give it a meaning: a redirection, a member that is called, AppleScript's `do shell script`. */
  private text(at: number, token: Token): void {
    const { source } = this;
    if (source.is(at - 1, 'script') && source.is(at - 2, 'shell')) this.effects.shell(token.text);
    if (source.is(at - 1, '<')) this.effects.touch(token.text, false);
    if (source.is(at - 1, '>')) this.effects.touch(token.text, true);
    // cp['execSync']('...') and getattr(os, 'system')('...')
    const isMember = source.is(at - 1, '[')
      ? source.is(at + 1, ']')
      : source.is(at - 1, ',') && source.is(at + 1, ')');
    if (isMember && source.is(at + 2, '(')) this.call(token.text, at + 2);
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
    source.scope.variables.set(name, source.statement(from));
    if (source.isName(from)) this.renames.assigned(name, source.tokens[source.statementEnd(from) - 1]);
  }

  private call(name: string, open: number): void {
    if (!this.affordable()) return;
    const { source } = this;
    const end = closing(source.tokens, open);
    source.scope.work += end - open;
    const inner = source.tokens.slice(open + 1, end);
    this.known.act({ name: this.renames.original(name), args: source.values(inner), inner, at: open - 1 });
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

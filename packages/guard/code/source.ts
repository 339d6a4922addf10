import { evaluate, splitAtCommas } from './evaluate.ts';
import { type Scope, textOf, type Value } from './functions.ts';
import type { Language, Token } from './tokens.ts';

const bracketDepth = (text: string): number => ('([{'.includes(text) ? 1 : ')]}'.includes(text) ? -1 : 0);

/** Arguments that may be given by name. */
const argumentName = /^(args|cmd|command|path|atPath|at|file|filename|src|dst|source|target|name)$/;

/** Names that a name may follow without starting a statement. */
const leading = /^(new|await|return|not|typeof|my|our|local|var|let|const)$/;

/** The tokens of a program text, with where statements, groups and chains of calls begin and end. */
export class Source {
  readonly tokens: readonly Token[];
  readonly language: Language;
  readonly scope: Scope;

  constructor(tokens: readonly Token[], language: Language, scope: Scope) {
    this.tokens = tokens;
    this.language = language;
    this.scope = scope;
  }

  /** Whether a token is this name or sign, rather than a string of the same text. */
  is(at: number, text: string): boolean {
    const token = this.tokens[at];
    return token !== undefined && token.kind !== 'string' && token.text === text;
  }

  isName(at: number): boolean {
    return this.tokens[at]?.kind === 'name';
  }

  /** Whether `name = value` starts here. */
  isAssignment(at: number): boolean {
    const after = this.tokens[at + 2];
    const isEqual =
      this.is(at + 1, '=') &&
      !(after?.kind === 'mark' && (after.text === '=' || after.text === '>' || after.text === '~'));
    return isEqual || (this.is(at + 1, ':') && this.is(at + 2, '='));
  }

  /** Whether `name += value` or `name .= value` starts here. */
  isAddition(at: number): boolean {
    return (this.is(at + 1, '+') || this.is(at + 1, '.')) && this.is(at + 2, '=') && !this.is(at + 3, '=');
  }

  isMethodOf(at: number, owner: RegExp): boolean {
    return this.is(at - 1, '.') && owner.test(this.tokens[at - 2]?.text ?? '');
  }

  /** The value of the assignment whose name stands at a token. */
  assigned(at: number): Value {
    return this.statement(this.is(at + 1, ':') ? at + 3 : at + 2);
  }

  /** The value of the statement that starts at a token. */
  statement(from: number): Value {
    return evaluate(this.tokens.slice(from, this.statementEnd(from)), this.scope);
  }

  /** Index of the token that ends the statement; commas are part of it where arguments stand without brackets. */
  statementEnd(from: number, commas = false): number {
    let depth = 0;
    for (let at = from; at < this.tokens.length; at++) {
      const { kind, text } = this.tokens[at] as Token;
      if (kind === 'mark') depth += bracketDepth(text);
      if (depth < 0) return at;
      const ends =
        kind === 'mark' ? text === ';' || (text === ',' && !commas) : at > from && this.startsStatement(at);
      if (depth === 0 && ends) return at;
    }
    return this.tokens.length;
  }

  /** Lines are not kept: two names, or a value and a name, side by side are two statements. */
  private startsStatement(at: number): boolean {
    const before = this.tokens[at - 1] as Token;
    const token = this.tokens[at] as Token;
    if (token.kind !== 'name' || (this.language.records && token.text.startsWith('$'))) return false;
    return (
      before.kind === 'string' ||
      before.kind === 'number' ||
      (before.kind === 'mark' && (before.text === ')' || before.text === ']')) ||
      (before.kind === 'name' && !leading.test(before.text))
    );
  }

  /** Values of arguments; `args=[...]` counts as if it had no name. */
  values(inner: readonly Token[]): Value[] {
    return splitAtCommas(inner).map((part) => {
      const [name, sign, after] = part;
      const isNamed =
        name?.kind === 'name' &&
        argumentName.test(name.text) &&
        /^[=:]$/.test(sign?.text ?? '') &&
        after?.text !== '=';
      return evaluate(isNamed ? part.slice(2) : part, this.scope);
    });
  }

  /** The value of the chain of names, calls and subscripts that ends at a token; undefined when nothing of it is known. */
  chain(end: number): Value | undefined {
    let at = end;
    for (;;) {
      while (this.is(at, ')') || this.is(at, ']')) at = this.opening(at) - 1;
      if (this.tokens[at] === undefined || this.tokens[at]?.kind === 'mark') at++;
      if (!this.is(at - 1, '.')) break;
      at -= 2;
    }
    const chain = this.tokens.slice(at, end + 1);
    const [only] = chain;
    if (only === undefined) return undefined;
    if (chain.length === 1 && only.kind === 'name') return this.scope.variables.get(only.text);
    return evaluate(chain, this.scope);
  }

  chainText(end: number): string {
    return textOf(this.chain(end) ?? '');
  }

  /** The names of the chain of calls that ends at a token, last first. */
  chainNames(end: number): string[] {
    const names: string[] = [];
    for (let at = end; at >= 0; at--) {
      while (this.is(at, ')') || this.is(at, ']')) at = this.opening(at) - 1;
      if (!this.isName(at)) break;
      names.push(this.tokens[at]?.text ?? '');
      while (
        at > 0 &&
        this.tokens[at - 1]?.kind === 'mark' &&
        '.->:?!'.includes(this.tokens[at - 1]?.text ?? ' ')
      )
        at--;
    }
    return names;
  }

  /** Index of the bracket that opens what the one at `at` closes. */
  opening(at: number): number {
    let depth = 0;
    for (let index = at; index >= 0; index--) {
      const { kind, text } = this.tokens[index] as Token;
      if (kind === 'mark') depth -= bracketDepth(text);
      if (depth === 0) {
        this.scope.work += at - index;
        return index;
      }
    }
    return 0;
  }
}

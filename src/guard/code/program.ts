import { isKnown, toSource } from '../shell/text.ts';
import { closing, evaluate, type Scope, splitAtCommas, textOf, type Value } from './evaluate.ts';
import { bareCalls, deepDeletes, deletes, evaluates, inertCalls, shellCalls, writeCalls } from './names.ts';
import { type Language, type Token, tokenise } from './tokens.ts';

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
  /** Runs text as a program of its own language. */
  evaluate(source: string): void;
  /** Starts processes without end, or hands a shell to a connection. */
  report(pattern: string): void;
}

const bracketDepth = (text: string): number => ('([{'.includes(text) ? 1 : ')]}'.includes(text) ? -1 : 0);

class ProgramReader {
  private readonly tokens: readonly Token[];
  private readonly effects: Effects;
  private readonly scope: Scope;
  private calls = 0;
  /** Names bound by destructuring or renaming to a call of interest. */
  private readonly renamed = new Map<string, string>();

  constructor(tokens: readonly Token[], scope: Scope, effects: Effects) {
    this.tokens = tokens;
    this.scope = scope;
    this.effects = effects;
  }

  read(): void {
    for (let at = 0; at < this.tokens.length; at++) this.step(at);
    this.whole();
  }

  /** Whether another expression can be looked at; a text that asks for too much is a finding of its own. */
  private affordable(): boolean {
    if (this.calls++ <= 2000 && this.scope.work <= 300_000) return true;
    this.effects.report('too-complex');
    return false;
  }

  private is(at: number, text: string): boolean {
    const token = this.tokens[at];
    return token !== undefined && token.kind !== 'string' && token.text === text;
  }

  private step(at: number): void {
    const token = this.tokens[at] as Token;
    if (token.kind === 'shell') this.effects.shell(this.filled(token));
    if (token.kind === 'string') this.redirection(at, token);
    if (token.kind !== 'name') return;
    if (this.isAssignment(at)) this.assign(at);
    if (this.is(at + 1, '(')) this.call(token.text, at + 1);
    else if (bareCalls.has(token.text)) this.bareCall(token.text, at + 1);
    if (token.text === 'as' && this.tokens[at + 1]?.kind === 'name') this.rename(at);
  }

  private filled(token: Token): string {
    return textOf(evaluate([{ ...token, kind: 'string' }], this.scope));
  }

  private rename(at: number): void {
    const from = this.tokens[at - 1];
    const to = this.tokens[at + 1];
    if (from?.kind === 'name' && to) this.renamed.set(to.text, from.text);
  }

  /** awk: `"command" | getline`, `print | "command"`, `< ".env"`, `> "file"`. */
  private redirection(at: number, token: Token): void {
    if (this.is(at + 1, '|') && this.is(at + 2, 'getline')) this.effects.shell(token.text);
    const printed = this.tokens[at - 2];
    if (this.is(at - 1, '|') && !this.is(at - 2, '|'))
      this.effects.shell(
        printed?.kind === 'string' ? `printf %s ${toSource([printed.text])} | ${token.text}` : token.text,
      );
    if (this.is(at - 1, 'script') && this.is(at - 2, 'shell')) this.effects.shell(token.text);
    if (this.is(at - 1, '<')) this.effects.touch(token.text, false);
    if (this.is(at - 1, '>')) this.effects.touch(token.text, true);
  }

  private isAssignment(at: number): boolean {
    const after = this.tokens[at + 2];
    const isEqual =
      this.is(at + 1, '=') &&
      !(after?.kind === 'mark' && (after.text === '=' || after.text === '>' || after.text === '~'));
    return isEqual || (this.is(at + 1, ':') && this.is(at + 2, '='));
  }

  private assign(at: number): void {
    if (!this.affordable()) return;
    const start = this.is(at + 1, ':') ? at + 3 : at + 2;
    const name = (this.tokens[at] as Token).text;
    const value = evaluate(this.tokens.slice(start, this.statementEnd(start)), this.scope);
    this.scope.variables.set(name, value);
    const called = this.tokens[start];
    if (called?.kind === 'name') this.noteRename(name, start);
  }

  /** `r = os.system`, `const rm = fs.rmSync`: the last name of the chain. */
  private noteRename(name: string, start: number): void {
    const end = this.statementEnd(start);
    const last = this.tokens[end - 1];
    if (
      last?.kind === 'name' &&
      (shellCalls.has(last.text) || deepDeletes.has(last.text) || deletes.has(last.text))
    )
      this.renamed.set(name, last.text);
  }

  private statementEnd(from: number): number {
    let depth = 0;
    for (let at = from; at < this.tokens.length; at++) {
      const { kind, text } = this.tokens[at] as Token;
      if (kind === 'mark') depth += bracketDepth(text);
      if (depth < 0) return at;
      const ends = kind === 'mark' ? text === ';' || text === ',' : at > from && this.startsStatement(at);
      if (depth === 0 && ends) return at;
    }
    return this.tokens.length;
  }

  /** Lines are not kept: two names, or a value and a name, side by side are two statements. */
  private startsStatement(at: number): boolean {
    const before = this.tokens[at - 1] as Token;
    const token = this.tokens[at] as Token;
    if (token.kind !== 'name') return false;
    return (
      before.kind === 'string' ||
      before.kind === 'number' ||
      (before.kind === 'mark' && (before.text === ')' || before.text === ']')) ||
      (before.kind === 'name' &&
        !/^(new|await|return|not|typeof|my|our|local|var|let|const)$/.test(before.text))
    );
  }

  private call(name: string, open: number): void {
    if (!this.affordable()) return;
    const end = closing(this.tokens, open);
    this.scope.work += end - open;
    const inner = this.tokens.slice(open + 1, end);
    const args = splitAtCommas(inner).map((part) => evaluate(part, this.scope));
    this.act(this.renamed.get(name) ?? name, args, inner, open - 1);
  }

  private bareCall(name: string, from: number): void {
    if (!this.affordable()) return;
    let end = from;
    while (
      end < this.tokens.length &&
      !(this.tokens[end]?.kind === 'mark' && ';}'.includes(this.tokens[end]?.text ?? ''))
    )
      end++;
    const inner = this.tokens
      .slice(from, end)
      .filter((token) => !(token.kind === 'mark' && /[<>]/.test(token.text)));
    if (inner.length === 0) return;
    this.act(
      name,
      splitAtCommas(inner).map((part) => evaluate(part, this.scope)),
      inner,
      from - 1,
    );
  }

  private act(name: string, args: readonly Value[], inner: readonly Token[], at: number): void {
    const texts = args.map(textOf);
    if (
      evaluates.has(name) &&
      !this.isMethodOf(at, /^(child_process|cp|subprocess|os|proc|conn|db|cursor|session|re)$/)
    )
      this.effects.evaluate(texts[0] ?? '');
    if (shellCalls.has(name)) this.run(args);
    else if (deepDeletes.has(name)) this.removeAll(args, true);
    else if (deletes.has(name)) this.removeAll(args, this.isDeep(name, inner), at);
    else if (!inertCalls.has(name)) for (const text of texts.slice(0, 4)) this.touch(name, text);
    this.receiver(name, at);
  }

  private touch(name: string, text: string): void {
    for (const word of text.split('\n'))
      this.effects.touch(
        word.replace(/^[<>+&\s]*(?=[./~\w])/, ''),
        writeCalls.test(name) && !/open/i.test(name),
      );
  }

  private isMethodOf(at: number, owner: RegExp): boolean {
    return this.is(at - 1, '.') && owner.test(this.tokens[at - 2]?.text ?? '');
  }

  private isDeep(name: string, inner: readonly Token[]): boolean {
    const told = inner.some(
      ({ text }, index) => text === 'recursive' && /^(true|1|!|True)$/.test(inner[index + 2]?.text ?? ''),
    );
    return told || name === 'removeSync' || name === 'del';
  }

  private run(args: readonly Value[]): void {
    const [first, second, ...rest] = args;
    if (first === undefined) return;
    if (typeof first !== 'string') {
      this.effects.program(first);
      return;
    }
    const words = Array.isArray(second)
      ? (second as readonly string[])
      : [second, ...rest].filter((one): one is string => typeof one === 'string');
    this.effects.shell(first);
    if (words.length > 0) this.effects.program([first, ...words]);
  }

  private removeAll(args: readonly Value[], deep: boolean, at = -1): void {
    // Options stand among the arguments; only the first of them, or one that is known, is a path.
    const paths = args
      .flatMap((one, index) => (index > 0 && (typeof one !== 'string' || !isKnown(one)) ? [] : one))
      .filter((one) => !/^(True|False|true|false|None)$/.test(one))
      .slice(0, 8);
    for (const path of paths) if (typeof path === 'string') this.effects.remove(path, deep);
    if (paths.length === 0 && at >= 0) this.receiverRemove(at);
  }

  /** `Path(".env").read_text()`, `Path("/x").unlink()`: the receiver is what is touched. */
  private receiver(name: string, at: number): void {
    if (!this.is(at - 1, '.')) return;
    const value = this.receiverValue(at - 2);
    if (value === undefined || inertCalls.has(name)) return;
    if (/^(read|open|write|unlink|rename|chmod)/.test(name))
      this.effects.touch(value, /^(write|unlink|rename)/.test(name));
  }

  private receiverRemove(at: number): void {
    const value = this.is(at - 1, '.') ? this.receiverValue(at - 2) : undefined;
    if (value !== undefined) this.effects.remove(value, false);
  }

  private receiverValue(end: number): string | undefined {
    const token = this.tokens[end];
    if (token?.kind === 'name') {
      const value = this.scope.variables.get(token.text);
      return value === undefined ? undefined : textOf(value);
    }
    if (!this.is(end, ')')) return undefined;
    let depth = 0;
    for (let at = end; at >= 0; at--) {
      if (this.is(at, ')')) depth++;
      if (this.is(at, '(') && --depth === 0)
        return textOf(evaluate(this.tokens.slice(Math.max(0, at - 1), end + 1), this.scope));
    }
    return undefined;
  }

  /** Traits of the whole text. */
  private whole(): void {
    const names = new Set(this.tokens.filter(({ kind }) => kind === 'name').map(({ text }) => text));
    const strings = this.tokens.filter(({ kind }) => kind === 'string').map(({ text }) => text);
    if (
      names.has('fork') &&
      (names.has('while') || names.has('loop') || names.has('for') || names.has('until'))
    )
      this.effects.report('fork-bomb');
    const connects =
      ['socket', 'Socket', 'TCPSocket', 'fsockopen', 'createConnection', 'connect', 'IO'].some((name) =>
        names.has(name),
      ) &&
      (names.has('connect') ||
        names.has('TCPSocket') ||
        names.has('fsockopen') ||
        names.has('createConnection') ||
        names.has('Socket'));
    const shell = strings.some((text) => /(^|\/)(ba|z|da|k)?sh(\s+-i)?$|cmd(\.exe)?$|powershell/.test(text));
    if (
      names.has('eval') &&
      ['fetch', 'get', 'request', 'urlopen'].some((name) => names.has(name)) &&
      names.has('then')
    )
      this.effects.report('remote-code');
    if (connects && shell) this.effects.report('reverse-shell');
  }
}

/** Reads a program text and reports its effects. Never runs it; linear in its length, with a cap on the calls looked at. */
export const readProgram = (
  text: string,
  language: Language,
  places: { home: string; cwd: string },
  effects: Effects,
): void => {
  const scope: Scope = { variables: new Map(), ...places, work: 0 };
  new ProgramReader(tokenise(text, language), scope, effects).read();
};

import { resolveEscapes } from '../text/escapes.ts';
import { activate } from '../text/text.ts';

/** One token of a program text: Python, JavaScript, Perl, Ruby, PHP, awk and Lua are close enough to share a reader. */
export interface Token {
  readonly kind: 'string' | 'shell' | 'name' | 'number' | 'mark';
  readonly text: string;
  /** Whether a string may have values put into it: f-strings, double quotes of Perl, Ruby and PHP, templates. */
  readonly fills?: boolean;
  /** Whether bare `{name}` is such a place as well: f-strings. */
  readonly formats?: boolean;
  /** Whether `${expression}` is such a place and no variable of a shell: templates. */
  readonly template?: boolean;
}

/** How languages differ for the reader. */
export interface Language {
  /** `#`, `//`, `--`: what starts a comment that runs to the end of the line. */
  readonly comments: readonly string[];
  /** Whether back quotes run a shell. */
  readonly shellQuotes?: boolean;
  /** Whether the program runs once for every line of its input, whose fields are `$1`, `$2`, ...: awk. */
  readonly records?: boolean;
  /** Whether a call is a list whose first word is its name, and names hold dashes: Lisp. */
  readonly lists?: boolean;
}

type Filling = { readonly fills: boolean } & Pick<Token, 'formats' | 'template'>;

const pairs: Record<string, string> = { '(': ')', '[': ']', '{': '}', '<': '>' };

const identifier = /[A-Za-z_$@\uE000-\uE01F][\w$\uE000-\uE01F]*/y;

/** A name of Lisp, with its package: `clojure.java.shell/sh`, `uiop:run-program`. */
const symbol = /[A-Za-z_$@\uE000-\uE01F][\w$./:*\uE000-\uE01F-]*/y;

/** Longest expression in a string, in characters. */
const longestFill = 200;

class Reader {
  readonly tokens: Token[] = [];
  private at = 0;
  private readonly text: string;
  private readonly language: Language;

  constructor(text: string, language: Language) {
    this.text = text;
    this.language = language;
  }

  read(): Token[] {
    while (this.at < this.text.length && this.tokens.length < 20_000) this.next();
    return this.tokens;
  }

  private next(): void {
    const character = this.text[this.at] as string;
    if (/\s/.test(character)) this.at++;
    else if (this.comment()) this.line();
    else if (character === '"' || character === "'") this.quoted(character, '');
    else if (character === '`') this.backquoted();
    else if (character === '%' && /^%[xqQwW][({[<|!]/.test(this.text.slice(this.at, this.at + 3)))
      this.percent();
    else if (character === '<' && this.language.shellQuotes && this.globbed()) return;
    else if (/[A-Za-z_$@\uE000-\uE01F]/.test(character)) this.name();
    else if (/\d/.test(character)) this.take(/[\w.]*/y, 'number');
    else {
      this.tokens.push({ kind: 'mark', text: character });
      this.at++;
    }
  }

  /** Perl's `</etc/*>`: the files a pattern matches. */
  private globbed(): boolean {
    const pattern = /<([~.\w]*[/*][^<>\s;]{0,200})>/y;
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) return false;
    this.tokens.push({ kind: 'string', text: activate(match[1] as string) });
    this.at += match[0].length;
    return true;
  }

  private comment(): boolean {
    return (
      this.language.comments.some((one) => this.text.startsWith(one, this.at)) &&
      !(this.text[this.at] === '#' && this.text[this.at + 1] === '{')
    );
  }

  private line(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  private take(pattern: RegExp, kind: Token['kind']): string {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.text)?.[0] ?? '';
    this.at += Math.max(1, text.length);
    this.tokens.push({ kind, text });
    return text;
  }

  private quoted(quote: string, prefix: string): void {
    const triple = this.text.startsWith(quote.repeat(3), this.at) ? quote.repeat(3) : quote;
    const formats = /f/i.test(prefix);
    this.delimited(triple, { raw: /r/i.test(prefix), fills: quote === '"' || formats, formats }, 'string');
  }

  private backquoted(): void {
    // A tag in front of a template, such as $ or execa's, runs it.
    const tag = this.tokens.at(-1);
    const runs =
      this.language.shellQuotes || (tag?.kind === 'name' && /^(\$|sh|execa|run|sync)$/.test(tag.text));
    const template = !this.language.shellQuotes;
    this.delimited('`', { raw: false, fills: true, template }, runs ? 'shell' : 'string');
  }

  private delimited(quote: string, { raw, ...kept }: { raw: boolean } & Filling, kind: Token['kind']): void {
    const start = this.at + quote.length;
    let end = start;
    while (end < this.text.length && !this.text.startsWith(quote, end)) end += this.lengthAt(end, kept.fills);
    const body = this.text.slice(start, Math.min(end, this.text.length));
    this.tokens.push({ kind, text: raw ? body : resolveEscapes(body), ...kept });
    this.at = end + quote.length;
  }

  /** How much of a string stands at a place: an escape, an expression `#{...}` with quotes of its own, or one character. */
  private lengthAt(at: number, fills: boolean): number {
    if (this.text[at] === '\\') return 2;
    if (!fills || !this.isFill(at)) return 1;
    const end = this.text.slice(at, at + longestFill).indexOf('}');
    return end < 0 ? 1 : end + 1;
  }

  private isFill(at: number): boolean {
    return this.text[at] === '#' && this.text[at + 1] === '{';
  }

  /** A name, a string prefix such as `rb"..."`, or a quoting operator such as `qw(...)` and `%x(...)`. */
  private name(): void {
    const match = this.language.lists ? symbol : identifier;
    match.lastIndex = this.at;
    const text = match.exec(this.text)?.[0] ?? '';
    const after = this.text[this.at + text.length] ?? '';
    if (/^(r|b|u|f|rb|br|fr|rf)$/i.test(text) && (after === '"' || after === "'")) {
      this.at += text.length;
      this.quoted(after, text);
    } else if (/^(q|qq|qx|qw)$/.test(text) && /[({[<|/!]/.test(after)) this.operator(text, after);
    else {
      this.at += Math.max(1, text.length);
      this.tokens.push({ kind: 'name', text: this.language.lists ? text.replace(/^.*[/.:]/, '') : text });
      // Ruby's and Elixir's `name!(...)` is the call of a name.
      if (after === '!' && this.text[this.at + 1] === '(') this.at++;
    }
  }

  /** Ruby's `%x(...)` and `%q(...)`. */
  private percent(): void {
    const letter = this.text[this.at + 1] as string;
    const names: Record<string, string> = { x: 'qx', q: 'q', Q: 'qq', w: 'qw', W: 'qw' };
    this.at++;
    this.operator(names[letter] ?? 'q', this.text[this.at + 1] as string, 1);
  }

  private operator(name: string, open: string, length = name.length): void {
    const start = this.at + length + 1;
    const close = pairs[open] ?? open;
    let end = start;
    while (end < this.text.length && !this.text.startsWith(close, end))
      end += this.isFill(end) ? this.lengthAt(end, name !== 'q') : 1;
    const body = this.text.slice(start, end);
    if (name === 'qw') {
      const words = body.split(/\s+/).filter((word) => word !== '');
      this.tokens.push({ kind: 'mark', text: '[' });
      for (const word of words) this.tokens.push({ kind: 'string', text: word }, { kind: 'mark', text: ',' });
      this.tokens.push({ kind: 'mark', text: ']' });
    } else this.tokens.push({ kind: name === 'qx' ? 'shell' : 'string', text: body, fills: name !== 'q' });
    this.at = end + 1;
  }
}

/** Splits a program text into tokens; comments are dropped, escapes resolved. Linear in its length. */
export const tokenise = (text: string, language: Language): Token[] => new Reader(text, language).read();

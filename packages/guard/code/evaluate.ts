import { isKnown, mark } from '../text/text.ts';
import { functions, joinPath, method, percent, type Scope, textOf, type Value } from './functions.ts';
import type { Token } from './tokens.ts';

const opens = '([{';
const closes = ')]}';

/** How many tokens may be looked at again while expressions are evaluated. */
const longestWork = 300_000;

/** Index of the bracket that closes the one at `at`. */
export const closing = (tokens: readonly Token[], at: number): number => {
  let depth = 0;
  for (let index = at; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (token.kind !== 'mark') continue;
    if (opens.includes(token.text)) depth++;
    else if (closes.includes(token.text) && --depth === 0) return index;
  }
  return tokens.length;
};

/** Splits tokens at the commas of the outermost level. */
export const splitAtCommas = (tokens: readonly Token[]): Token[][] => {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'mark' && opens.includes(token.text)) depth++;
    if (token.kind === 'mark' && closes.includes(token.text)) depth--;
    if (depth === 0 && token.kind === 'mark' && token.text === ',') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
};

/** Modules whose calls bring text from a server. */
const networkModules = new Set([
  'requests',
  'httpx',
  'axios',
  'urllib',
  'urllib2',
  'got',
  'superagent',
  'Faraday',
  'HTTParty',
]);

const environmentName = /^(HOME|USERPROFILE)$/;
const environments = /^(ENV|ENVIRON|environ|env|process|os|getenv|\$ENV|\$_ENV|\$_SERVER)$/;
const url = /^(https?|ftp):\/\//;

/** `#{c.gets}`, Perl's `@{[ ... ]}`: an expression in a text, whose value is unknown. Bounded, so that no text takes long. */
const expression = /#\{[^{}]{0,200}\}|@\{\[[^\]]{0,80}\]\}/g;
const formatted = /(?<!\{)\{[^{}]{0,200}\}(?!\})/g;
const templated = /\$\{[^{}]{0,200}\}/g;

/** A text with what is not known of the values put into it. */
const withoutExpressions = (text: string, formats?: boolean, template?: boolean): string => {
  const plain = text.replaceAll(expression, mark.unknown);
  if (formats) return plain.replaceAll(formatted, mark.unknown);
  return template ? plain.replaceAll(templated, mark.unknown) : plain;
};

/** Functions of Perl and PHP that make text, and that no other language has as methods. */
const joinable = /^(chr|sprintf|implode|strrev|str_rot13|base64_decode|decode_base64|reverse)$/;

const besides = (one: Value, other: Value): Value =>
  typeof one === 'string' && typeof other === 'string' ? one + other : one;

class Evaluator {
  private at = 0;
  private readonly tokens: readonly Token[];
  private readonly scope: Scope;
  private readonly depth: number;

  constructor(tokens: readonly Token[], scope: Scope, depth: number) {
    this.tokens = tokens;
    this.scope = scope;
    this.depth = depth;
  }

  /** A sum of terms; `+`, `.` before a string, `..` and `/` between paths all join. */
  expression(): Value {
    let value: Value | undefined;
    while (this.at < this.tokens.length) {
      const token = this.tokens[this.at] as Token;
      if (
        token.kind === 'mark' &&
        (/[+./]/.test(token.text) || (value !== undefined && /[[%]/.test(token.text)))
      ) {
        value = this.operated(token.text, value);
        continue;
      }
      const next = this.term(value);
      if (next === undefined) break;
      // Two strings side by side are one in Python; two of anything else are not.
      value = value === undefined ? next : besides(value, next);
    }
    return value ?? mark.unknown;
  }

  /** What an operator behind a value makes of it. */
  private operated(operator: string, value: Value | undefined): Value | undefined {
    if (value !== undefined && operator === '[') return this.subscript(value);
    if (value !== undefined && operator === '%') return this.formatted(value);
    this.at++;
    return this.joined(operator, value);
  }

  /** `value[1]`, `value[1:]`, `value[::-1]`. */
  private subscript(value: Value): Value {
    const end = closing(this.tokens, this.at);
    const inner = this.tokens.slice(this.at + 1, end).map(({ text }) => text);
    this.at = end + 1;
    if (typeof value === 'string' && !isKnown(value)) return value;
    const items = typeof value === 'string' ? [...value] : value;
    const made = (kept: readonly string[]): Value => (typeof value === 'string' ? kept.join('') : kept);
    const index = inner.join('');
    if (/^-?\d+$/.test(index)) return items.at(Number(index)) ?? mark.unset;
    if (index === '::-1') return made([...items].reverse());
    const range = /^(-?\d*)(?::|\.\.)(-?\d*)$/.exec(index);
    if (!range) return mark.unknown;
    return made(items.slice(Number(range[1] || 0), range[2] ? Number(range[2]) : undefined));
  }

  /** `'... %s' % value` */
  private formatted(value: Value): Value {
    this.at++;
    const given = this.term(undefined) ?? mark.unknown;
    return percent(textOf(value), typeof given === 'string' ? [given] : given);
  }

  /** After a dot, a plain name is a member; Perl and PHP join with a dot too, but to strings and `$names`. */
  private isMember(): boolean {
    const next = this.tokens[this.at];
    return next?.kind === 'name' && !next.text.startsWith('$');
  }

  private joined(operator: string, value: Value | undefined): Value | undefined {
    if (operator === '.' && this.isMember()) return this.term(value) ?? value;
    let next = this.term(undefined);
    while (next !== undefined && this.tokens[this.at]?.kind === 'mark' && this.tokens[this.at]?.text === '[')
      next = this.subscript(next);
    if (next === undefined || value === undefined) return next ?? value;
    return operator === '/' ? joinPath([textOf(value), textOf(next)]) : textOf(value) + textOf(next);
  }

  private term(before: Value | undefined): Value | undefined {
    const token = this.tokens[this.at++];
    if (token === undefined) return undefined;
    if (token.kind === 'string') return this.filled(token);
    if (token.kind === 'shell') return mark.unknown;
    if (token.kind === 'number') return token.text;
    // Perl's `scalar` only says how the next function is called.
    if (token.kind === 'name' && token.text === 'scalar') return this.term(before);
    if (token.kind === 'name') return this.named(token.text, before);
    // `*list` and `\@list` hand over the list itself.
    if ((token.text === '*' || token.text === '\\') && before === undefined) return this.term(before);
    if (token.text === '[' || token.text === '(') return this.bracketed(token.text);
    return token.text === '{' ? this.skip() : undefined;
  }

  private skip(): Value {
    this.at = closing(this.tokens, this.at - 1) + 1;
    return mark.unknown;
  }

  private inner(from: number, end: number): Value[] {
    return splitAtCommas(this.tokens.slice(from, end)).map((part) =>
      evaluate(part, this.scope, this.depth + 1),
    );
  }

  private bracketed(open: string): Value {
    const end = closing(this.tokens, this.at - 1);
    const values = this.inner(this.at, end);
    this.at = end + 1;
    if (open === '(' && values.length === 1) return values[0] as Value;
    return values.flat();
  }

  /** Replaces `{name}`, `${name}`, `#{name}`, `$name` in a string by what is known of the name. */
  private filled({ text, fills, formats, template }: Token): string {
    if (!fills) return text;
    const named = text
      .replace(/\$ENV\{(HOME|USERPROFILE)\}/g, () => this.scope.home)
      .replace(
        /[#$]?\{(?:([\w.]+)|(["'])([^"'{}]*)\2)\}|\$(\w+)/g,
        (whole, braced?: string, _quote?: string, literal?: string, bare?: string) => {
          if (literal !== undefined) return literal;
          const name = braced ?? bare ?? '';
          const value = this.scope.variables.get(name) ?? this.scope.variables.get(`$${name}`);
          if (value !== undefined) return textOf(value);
          const last = name.slice(name.lastIndexOf('.') + 1);
          if (environmentName.test(last) && whole.startsWith('$')) return this.scope.home;
          return formats ? mark.unknown : whole;
        },
      );
    return withoutExpressions(named, formats, template);
  }

  /** A name: a variable, a call, or a chain such as `path.join(...)`. */
  private named(name: string, before: Value | undefined): Value | undefined {
    const next = this.tokens[this.at];
    if (next?.kind === 'mark' && next.text === '(') return this.call(name, before);
    if (next?.kind === 'mark' && next.text === '.' && this.tokens[this.at + 1]?.kind === 'name') {
      const own = this.scope.variables.get(name);
      this.at++;
      return this.term(own ?? (networkModules.has(name) ? mark.network : before));
    }
    if (environmentName.test(name)) return this.scope.home;
    if (name === '__dirname') return this.scope.cwd;
    if (name === 'home' && this.tokens[this.at - 3]?.text === 'Dir') return this.scope.home;
    if (environments.test(name)) return this.indexed();
    const unknown = before === undefined || name.startsWith('$') ? mark.unknown : undefined;
    return this.scope.variables.get(name) ?? unknown;
  }

  /** `os.environ["HOME"]`, `ENV{HOME}`. */
  private indexed(): Value {
    const open = this.tokens[this.at];
    const key = this.tokens[this.at + 1];
    if (open?.kind !== 'mark' || !'[{'.includes(open.text)) return mark.environment;
    this.at = closing(this.tokens, this.at) + 1;
    return key && environmentName.test(key.text) ? this.scope.home : mark.unknown;
  }

  private call(name: string, before: Value | undefined): Value {
    const end = closing(this.tokens, this.at);
    const args = this.inner(this.at + 1, end);
    this.at = end + 1;
    const received = before === undefined ? '' : textOf(before);
    if (received.includes(mark.network)) return mark.network;
    if (name === 'getenv' || name === 'get')
      if (environmentName.test(textOf(args[0]))) return this.scope.home;
    const changed = before === undefined ? undefined : method(name, before, args);
    if (changed !== undefined) return changed;
    // Whatever is called with an address and is not known to be harmless may have fetched it.
    const fetched = args.some((one) => textOf(one).includes(mark.network) || url.test(textOf(one)));
    const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
    // Perl and PHP join with a dot: what stands behind one may be a function, not a method.
    if (known && before !== undefined && joinable.test(name))
      return received + textOf(known(args, this.scope));
    if (known && !(fetched && /^(get|open)/.test(name))) return known(args, this.scope);
    return fetched ? mark.network : mark.unknown;
  }
}

/** What an expression comes to, as far as literals, variables, sums and a few well-known functions tell. */
export const evaluate = (tokens: readonly Token[], scope: Scope, depth = 0): Value => {
  scope.work += tokens.length;
  return depth > 24 || scope.work > longestWork
    ? mark.unknown
    : new Evaluator(tokens, scope, depth).expression();
};

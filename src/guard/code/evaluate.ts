import { isKnown, mark } from '../shell/text.ts';
import type { Token } from './tokens.ts';

/** What an expression comes to: a text, or the texts of a list. */
export type Value = string | readonly string[];

const asText = (value: Value | undefined): string =>
  value === undefined ? mark.unknown : typeof value === 'string' ? value : value.join(' ');

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

/** Functions whose result is known when their arguments are. */
// biome-ignore format: a table
const functions: Record<string, (args: readonly Value[], scope: Scope) => Value> = {
  join: (args) => joinPath(args.flat()),
  Path: (args) => asText(args[0]),
  PurePath: (args) => asText(args[0]),
  resolve: (args) => joinPath(args.flat()),
  expanduser: (args, scope) => home(asText(args[0]), scope),
  expand_path: (args, scope) => home(asText(args[0]), scope),
  expandvars: (args, scope) => asText(args[0]).replace(/\$\{?HOME\}?/g, () => scope.home),
  homedir: (_, scope) => scope.home,
  home: (_, scope) => scope.home,
  cwd: (_, scope) => scope.cwd,
  getcwd: (_, scope) => scope.cwd,
  pwd: (_, scope) => scope.cwd,
  abspath: (args) => asText(args[0]),
  realpath: (args) => asText(args[0]),
  str: (args) => asText(args[0]),
  String: (args) => asText(args[0]),
  chr: (args) => character(asText(args[0])),
  fromCharCode: (args) => args.map((one) => character(asText(one))).join(''),
  b64decode: (args) => decoded(asText(args[0]), 'base64'),
  urlsafe_b64decode: (args) => decoded(asText(args[0]).replaceAll('-', '+').replaceAll('_', '/'), 'base64'),
  base64_decode: (args) => decoded(asText(args[0]), 'base64'),
  decode64: (args) => decoded(asText(args[0]), 'base64'),
  decode_base64: (args) => decoded(asText(args[0]), 'base64'),
  atob: (args) => decoded(asText(args[0]), 'base64'),
  fromhex: (args) => decoded(asText(args[0]), 'hex'),
  unhexlify: (args) => decoded(asText(args[0]), 'hex'),
  from: (args) => (args.length > 1 ? decoded(asText(args[0]), asText(args[1]) === 'hex' ? 'hex' : asText(args[1]) === 'base64' ? 'base64' : 'utf8') : asText(args[0])),
  glob: (args) => globText(asText(args[0])),
  globSync: (args) => globText(asText(args[0])),
  split: (args) => args[0] ?? mark.unknown,
  urlopen: () => mark.network,
  urlretrieve: () => mark.network,
  fetch: () => mark.network,
  environ: () => mark.environment,
};

const globText = (pattern: string): string => pattern.replaceAll('*', mark.star).replaceAll('?', mark.any);

const home = (path: string, scope: Scope): string =>
  /^~(?=\/|$)/.test(path) ? scope.home + path.slice(1) : path;

const joinPath = (parts: readonly string[]): string =>
  parts.reduce((path, part) => (part.startsWith('/') || path === '' ? part : `${path}/${part}`), '');

const character = (text: string): string =>
  /^\d{1,7}$/.test(text) && Number(text) < 0x110000
    ? String.fromCodePoint(Number(text))
    : /^0x[0-9a-f]{1,6}$/i.test(text)
      ? String.fromCodePoint(Number(text) % 0x110000)
      : mark.unknown;

const decoded = (text: string, encoding: 'base64' | 'hex' | 'utf8'): string =>
  isKnown(text) ? Buffer.from(text, encoding).toString('utf8') : mark.decoded;

/** Names and what they are known to hold, and the folders `~` and `.` stand for. */
export interface Scope {
  readonly variables: Map<string, Value>;
  readonly home: string;
  readonly cwd: string;
  /** Tokens looked at so far. */
  work: number;
}

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
      if (token.kind === 'mark' && /[+./]/.test(token.text)) {
        this.at++;
        value = this.joined(token.text, value);
        continue;
      }
      const next = this.term(value);
      if (next === undefined) return value ?? mark.unknown;
      // Two strings side by side are one in Python; two of anything else are not.
      if (value === undefined) value = next;
      else if (typeof value === 'string' && typeof next === 'string') value += next;
    }
    return value ?? mark.unknown;
  }

  /** After a dot, a plain name is a member; Perl and PHP join with a dot too, but to strings and `$names`. */
  private isMember(): boolean {
    const next = this.tokens[this.at];
    return next?.kind === 'name' && !next.text.startsWith('$');
  }

  private joined(operator: string, value: Value | undefined): Value | undefined {
    if (operator === '.' && this.isMember()) return this.term(value) ?? value;
    const next = this.term(value);
    if (next === undefined || value === undefined) return next ?? value;
    return operator === '/' ? joinPath([asText(value), asText(next)]) : asText(value) + asText(next);
  }

  private term(before: Value | undefined): Value | undefined {
    const token = this.tokens[this.at++];
    if (token === undefined) return undefined;
    if (token.kind === 'string') return this.filled(token);
    if (token.kind === 'shell') return mark.unknown;
    if (token.kind === 'number') return token.text;
    if (token.kind === 'name') return this.named(token.text, before);
    if (token.text === '[' || token.text === '(') return this.bracketed(token.text);
    return token.text === '{' ? this.skip() : undefined;
  }

  private skip(): Value {
    this.at = closing(this.tokens, this.at - 1) + 1;
    return mark.unknown;
  }

  private bracketed(open: string): Value {
    const end = closing(this.tokens, this.at - 1);
    const inner = splitAtCommas(this.tokens.slice(this.at, end));
    this.at = end + 1;
    const values = inner.map((part) => evaluate(part, this.scope, this.depth + 1));
    if (open === '(' && values.length === 1) return values[0] as Value;
    return values.flat();
  }

  /** Replaces `{name}`, `${name}`, `#{name}`, `$name` in a string by what is known of the name. */
  private filled({ text, fills }: Token): string {
    if (!fills) return text;
    return text.replace(/[#$]?\{([\w.]+)\}|\$(\w+)/g, (whole, braced?: string, bare?: string) => {
      const name = braced ?? bare ?? '';
      const value = this.scope.variables.get(name) ?? this.scope.variables.get(`$${name}`);
      if (value !== undefined) return asText(value);
      const last = name.slice(name.lastIndexOf('.') + 1);
      return environmentName.test(last) && whole.startsWith('$') ? this.scope.home : whole;
    });
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
    if (/^(ENV|environ|env|process|os|getenv)$/.test(name)) return this.indexed();
    return this.scope.variables.get(name) ?? (before === undefined ? mark.unknown : undefined);
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
    const inner = splitAtCommas(this.tokens.slice(this.at + 1, end));
    this.at = end + 1;
    const args = inner.map((part) => evaluate(part, this.scope, this.depth + 1));
    if (before !== undefined && asText(before).includes(mark.network)) return mark.network;
    if (name === 'getenv' || name === 'get')
      return environmentName.test(asText(args[0])) ? this.scope.home : mark.unknown;
    if (name === 'join' && before !== undefined && typeof args[0] === 'object')
      return args[0].join(asText(before));
    const known = functions[name];
    if (known && Object.hasOwn(functions, name))
      return name === 'split' && before !== undefined ? asText(before).split(' ') : known(args, this.scope);
    return this.method(name, before, args);
  }

  /** Methods that change a text in a way that can be followed, or leave it as it is. */
  private method(name: string, before: Value | undefined, args: readonly Value[]): Value {
    if (before === undefined)
      return args.some((one) => asText(one).includes(mark.network)) ? mark.network : mark.unknown;
    if (
      /^(decode|toString|strip|trim|encode|as_posix|read|text|readlines|chomp|resolve|absolute)$/.test(name)
    )
      return before;
    if (/^(joinpath|concat)$/.test(name))
      return name === 'concat'
        ? [before, ...args].map(asText).join('')
        : joinPath([before, ...args].map(asText));
    if (name === 'reverse')
      return typeof before === 'string' ? [...before].reverse().join('') : [...before].reverse();
    if (/^replace/.test(name)) return asText(before).replaceAll(asText(args[0]), () => asText(args[1]));
    return asText(before).includes(mark.network) ? mark.network : mark.unknown;
  }
}

/** What an expression comes to, as far as literals, variables, sums and a few well-known functions tell. */
export const evaluate = (tokens: readonly Token[], scope: Scope, depth = 0): Value => {
  scope.work += tokens.length;
  return depth > 24 || scope.work > longestWork
    ? mark.unknown
    : new Evaluator(tokens, scope, depth).expression();
};

export const textOf = asText;

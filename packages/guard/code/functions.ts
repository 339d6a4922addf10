import { isKnown, mark } from '../text/text.ts';

/** What an expression comes to: a text, or the texts of a list. */
export type Value = string | readonly string[];

/** Names and what they are known to hold, and the folders `~` and `.` stand for. */
export interface Scope {
  readonly variables: Map<string, Value>;
  readonly home: string;
  readonly cwd: string;
  /** Names of loops that go through a list: each stands for one of its items at a time. */
  readonly each: Set<string>;
  /** Tokens looked at so far. */
  work: number;
}

export const textOf = (value: Value | undefined): string =>
  value === undefined ? mark.unknown : typeof value === 'string' ? value : value.join(' ');

export const joinPath = (parts: readonly string[]): string =>
  parts.reduce((path, part) => (part.startsWith('/') || path === '' ? part : `${path}/${part}`), '');

export const globText = (pattern: string): string =>
  pattern.replaceAll('*', mark.star).replaceAll('?', mark.any);

const home = (path: string, scope: Scope): string =>
  /^~(?=\/|$)/.test(path) ? scope.home + path.slice(1) : path;

const character = (text: string): string =>
  /^\d{1,7}$/.test(text) && Number(text) < 0x110000
    ? String.fromCodePoint(Number(text))
    : /^0x[0-9a-f]{1,6}$/i.test(text)
      ? String.fromCodePoint(Number(text) % 0x110000)
      : mark.unknown;

const isNumbers = (value: Value | undefined): value is readonly string[] =>
  typeof value === 'object' && value.length > 0 && value.every((one) => /^\d{1,7}$/.test(one));

/** The text of a list of character codes. */
const characters = (value: Value | undefined): string =>
  isNumbers(value) ? value.map(character).join('') : textOf(value);

/** `path.join('a', 'b')`, and `join(' ', list)` of Perl and PHP, whose separator holds no letter. */
const joined = (args: readonly Value[]): string => {
  const [separator, ...rest] = args;
  return typeof separator === 'string' &&
    isKnown(separator) &&
    /^[^\w/.~]*$/.test(separator) &&
    rest.length > 0
    ? rest.flat().join(separator)
    : joinPath(args.flat());
};

const decoded = (text: string, encoding: 'base64' | 'hex' | 'utf8'): string =>
  isKnown(text) ? Buffer.from(text, encoding).toString('utf8') : mark.decoded;

const rotated = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });

const byEncoding = (text: string, encoding: string): string => {
  if (/rot.?13/i.test(encoding)) return rotated(text);
  if (/hex/i.test(encoding)) return decoded(text, 'hex');
  return /base.?64/i.test(encoding) ? decoded(text, 'base64') : text;
};

/** `%s` and its kin filled one after the other; what is left over stays unknown. */
export const percent = (pattern: string, values: readonly string[]): string => {
  let at = 0;
  return pattern.replace(/%%|%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]|%\(\w+\)[a-z]/g, (whole) =>
    whole === '%%' ? '%' : (values[at++] ?? mark.unknown),
  );
};

/** `{}`, `{0}` and `{name}` of Python's `format`. */
export const braces = (pattern: string, values: readonly string[]): string => {
  let at = 0;
  return pattern.replace(/\{(\d*)(?:[!:][^{}]*)?\}|\{\w+[^{}]*\}/g, (_, number?: string) =>
    number === undefined ? mark.unknown : (values[number === '' ? at++ : Number(number)] ?? mark.unknown),
  );
};

/** Functions whose result is known when their arguments are. */
// biome-ignore format: a table
export const functions: Record<string, (args: readonly Value[], scope: Scope) => Value> = {
  join: (args) => joined(args),
  implode: (args) => args.slice(1).flat().join(textOf(args[0])),
  Path: (args) => textOf(args[0] ?? '.'),
  PurePath: (args) => textOf(args[0] ?? '.'),
  resolve: (args) => joinPath(args.flat()),
  expanduser: (args, scope) => home(textOf(args[0]), scope),
  expand_path: (args, scope) => home(textOf(args[0]), scope),
  expandvars: (args, scope) => textOf(args[0]).replace(/\$\{?HOME\}?/g, () => scope.home),
  homedir: (_, scope) => scope.home,
  home: (_, scope) => scope.home,
  cwd: (_, scope) => scope.cwd,
  getcwd: (_, scope) => scope.cwd,
  pwd: (_, scope) => scope.cwd,
  tmpdir: () => '/tmp',
  gettempdir: () => '/tmp',
  mkdtemp: () => '/tmp/tmp.new',
  mkdtempSync: () => '/tmp/tmp.new',
  mktmpdir: () => '/tmp/tmp.new',
  abspath: (args) => textOf(args[0]),
  realpath: (args) => textOf(args[0]),
  str: (args) => textOf(args[0]),
  String: (args) => textOf(args[0]),
  list: (args) => args[0] ?? mark.unknown,
  sorted: (args) => args[0] ?? mark.unknown,
  chr: (args) => character(textOf(args[0])),
  fromCharCode: (args) => args.map((one) => character(textOf(one))).join(''),
  b64decode: (args) => decoded(textOf(args[0]), 'base64'),
  urlsafe_b64decode: (args) => decoded(textOf(args[0]).replaceAll('-', '+').replaceAll('_', '/'), 'base64'),
  base64_decode: (args) => decoded(textOf(args[0]), 'base64'),
  decode64: (args) => decoded(textOf(args[0]), 'base64'),
  decode_base64: (args) => decoded(textOf(args[0]), 'base64'),
  atob: (args) => decoded(textOf(args[0]), 'base64'),
  bytes: (args) => characters(args[0]),
  bytearray: (args) => characters(args[0]),
  map: (args) => (isNumbers(args[1]) ? [...characters(args[1])] : (args[1] ?? mark.unknown)),
  reverse: (args) => [...textOf(args[0])].reverse().join(''),
  decode: (args) => byEncoding(textOf(args[0]), textOf(args[1] ?? '')),
  str_rot13: (args) => rotated(textOf(args[0])),
  strrev: (args) => [...textOf(args[0])].reverse().join(''),
  fromhex: (args) => decoded(textOf(args[0]), 'hex'),
  unhexlify: (args) => decoded(textOf(args[0]), 'hex'),
  from: (args) =>
    isNumbers(args[0]) ? characters(args[0]) : (args.length > 1 ? byEncoding(textOf(args[0]), textOf(args[1])) : textOf(args[0])),
  sprintf: (args) => percent(textOf(args[0]), args.slice(1).map(textOf)),
  format: (args) => percent(textOf(args[0]), args.slice(1).map(textOf)),
  glob: (args) => globText(textOf(args[0])),
  globSync: (args) => globText(textOf(args[0])),
  iglob: (args) => globText(textOf(args[0])),
  walk: (args) => joinPath([textOf(args[0] ?? '.'), mark.each]),
  fileinput: (args) => args[0] ?? mark.unknown,
  listdir: () => mark.star,
  readdir: () => mark.star,
  readdirSync: () => mark.star,
  scandir: () => mark.star,
  children: () => mark.star,
  entries: () => mark.star,
  split: (args) => args[0] ?? mark.unknown,
  urlopen: () => mark.network,
  urlretrieve: () => mark.network,
  fetch: () => mark.network,
  environ: () => mark.environment,
  // What clouds keep as secrets, as their libraries hand it out.
  get_secret_value: () => mark.unknown + mark.stored,
  access_secret_version: () => mark.unknown + mark.stored,
  read_secret_version: () => mark.unknown + mark.stored,
  getSecretValue: () => mark.unknown + mark.stored,
  GetSecretValueCommand: () => mark.unknown + mark.stored,
};

const itself =
  /^(decode|toString|strip|trim|encode|as_posix|read|text|readlines|chomp|resolve|absolute|stdout|strip_edges|to_s)$/;

const lowered = (before: Value): string => textOf(before).toLowerCase();

/** What methods make of their receiver. */
const methods: Readonly<Record<string, (before: Value, args: readonly Value[]) => Value>> = {
  concat: (before, args) => [before, ...args].map(textOf).join(''),
  joinpath: (before, args) => joinPath([before, ...args].map(textOf)),
  format: (before, args) => braces(textOf(before), args.map(textOf)),
  iterdir: (before) => joinPath([textOf(before), mark.star]),
  glob: (before, args) => joinPath([textOf(before), globText(textOf(args[0]))]),
  rglob: (before, args) => joinPath([textOf(before), globText(textOf(args[0]))]),
  split: (before, args) =>
    textOf(before)
      .split(textOf(args[0] ?? ' '))
      .filter((one) => one !== ''),
  join: (before, args) =>
    typeof before === 'string' ? args.flat().join(before) : before.join(textOf(args[0] ?? ',')),
  reverse: (before) => (typeof before === 'string' ? [...before].reverse().join('') : [...before].reverse()),
  lower: lowered,
  toLowerCase: lowered,
  downcase: lowered,
};

/** What a method makes of its receiver; undefined for methods nothing is known of. */
export const method = (name: string, before: Value, args: readonly Value[]): Value | undefined => {
  if (itself.test(name)) return before;
  if (/^replace/.test(name)) return textOf(before).replaceAll(textOf(args[0]), () => textOf(args[1]));
  return Object.hasOwn(methods, name) ? methods[name]?.(before, args) : undefined;
};

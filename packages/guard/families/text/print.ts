import { disclosurePatterns } from '../../effects/disclosure.ts';
import { reportArguments } from '../../effects/secrets.ts';
import { inputOf, passes } from '../../program/input.ts';
import { options } from '../../program/options.ts';
import { isSecretVariable } from '../../secrets/secret-variable.ts';
import type { Program } from '../../shell/shell.ts';
import { resolveEscapes } from '../../text/escapes.ts';
import { derived, isKnown, mark } from '../../text/text.ts';

/** Text that cannot be code even when it is long: more of it is unknown. */
const longestTextCharacters = 1_000_000;

const echo: Program = ({ args }) => {
  const flags = /^-[neE]+$/;
  const words = [...args];
  let escapes = false;
  while (flags.test(words[0] ?? '')) escapes = (words.shift() as string).includes('e') || escapes;
  const text = words.join(' ');
  return `${escapes ? resolveEscapes(text) : text}\n`;
};

const conversion = /%(?:\(([^)]*)\)T|[-+ #0]*(\d+|\*)?(?:\.(\d+|\*))?[hlLqjzt]*([a-zA-Z%]))/g;

const convert = (
  kind: string,
  value: string,
  precision: string | undefined,
  width: string | undefined,
  flags: string,
): string => {
  if (kind === 'b') return resolveEscapes(value);
  if (kind === 'c') return value.slice(0, 1);
  if (/[diouxX]/.test(kind)) return number(kind, value, width, flags);
  return precision !== undefined && precision !== '*' && isKnown(value)
    ? value.slice(0, Number(precision))
    : value;
};

const number = (kind: string, value: string, width: string | undefined, flags: string): string => {
  const parsed = /^['"]/.test(value) ? value.charCodeAt(1) : Number(value);
  if (!isKnown(value) || Number.isNaN(parsed)) return mark.unknown;
  const text = parsed.toString(kind === 'o' ? 8 : /[xX]/.test(kind) ? 16 : 10);
  return width && flags.includes('0') ? text.padStart(Math.min(Number(width), 32), '0') : text;
};

/** printf as the shell has it: the format is used again until the arguments are spent. */
const format = (pattern: string, values: readonly string[]): string => {
  const unescaped = resolveEscapes(pattern);
  let at = 0;
  let output = '';
  do {
    const before = at;
    output += unescaped.replace(conversion, (whole, _time, width, precision, kind: string | undefined) => {
      if (kind === '%') return '%';
      return convert(kind ?? 's', values[at++] ?? '', precision, width, whole);
    });
    if (at === before) break;
  } while (at < values.length && output.length < longestTextCharacters);
  return output;
};

const printf: Program = (call) => {
  const words = [...call.args];
  if (words[0] === '-v') {
    call.state.set(words[1] ?? 'REPLY', format(words[2] ?? '', words.slice(3)));
    return '';
  }
  if (words[0] === '--') words.shift();
  return format(words[0] ?? '', words.slice(1));
};

/** Prints its own operand. */
const basename: Program = ({ args }) => {
  const [path = '', suffix = ''] = options(args, { short: 's' }).operands;
  const name = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return `${suffix !== '' && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`;
};

const dirname: Program = ({ args }) => {
  const [path = ''] = options(args).operands;
  const clean = path.replace(/\/+$/, '');
  const at = clean.lastIndexOf('/');
  return `${at < 0 ? '.' : at === 0 ? '/' : clean.slice(0, at)}\n`;
};

const realpath: Program = ({ args }) =>
  `${options(args, { valued: 'relative-to relative-base' }).operands.at(-1) ?? ''}\n`;

const ls: Program = ({ args }) => {
  const folders = options(args, { short: 'IwT' }).operands;
  if (folders.length === 0) return `${mark.star}\n`;
  // With -d it prints the names it is given.
  const own = options(args, { short: 'IwT' }).has('d', 'directory');
  return `${folders.map((folder) => (own || /[\uE010\uE011]/.test(folder) ? folder : mark.unknown)).join('\n')}\n`;
};

const sequence: Program = ({ args }) => {
  const numbers = args.filter((word) => /^-?\d+$/.test(word)).map(Number);
  const [from, to] =
    numbers.length > 1 ? [numbers[0] as number, numbers.at(-1) as number] : [1, numbers[0] ?? 0];
  const lines: number[] = [];
  for (let at = from; at <= to && lines.length < 64; at++) lines.push(at);
  return `${lines.join('\n')}\n`;
};

const temporary: Program = ({ args }) =>
  args.some((word) => /^-\w*u/.test(word)) ? '/tmp/tmp.unknown\n' : '/tmp/tmp.new\n';

const printenv: Program = ({ args, reading }) => {
  const names = args.filter((word) => !word.startsWith('-'));
  if (names.length === 0) reading.report(disclosurePatterns['environment-print']);
  else if (names.some(isSecretVariable)) reading.report(disclosurePatterns['secret-variable']);
  return names.length === 0 ? mark.environment : mark.unknown;
};

const whoami: Program = ({ reading }) => `${reading.places.home.split('/').at(-1) ?? ''}\n`;

export const textPrograms: Record<string, Program> = {
  echo,
  printf,
  print: echo,
  cat: passes(),
  bat: passes('lrHm'),
  batcat: passes('lrHm'),
  nl: passes('bdfhilnsvw'),
  head: passes('nc'),
  tail: passes('ncs'),
  more: passes('n'),
  less: passes('kobtTx'),
  sort: (call) => {
    reportArguments(call.args, call.reading, call.state);
    return inputOf(
      options(call.args, {
        short: 'koStT',
        valued: 'key output field-separator files0-from compress-program buffer-size parallel',
      }).operands,
      call,
    );
  },
  uniq: passes('fsw'),
  fmt: passes('wgp'),
  fold: passes('w'),
  expand: passes('t'),
  unexpand: passes('t'),
  iconv: passes('fto'),
  dos2unix: passes(),
  unix2dos: passes(),
  pv: passes('LBNis'),
  sponge: passes(),
  strings: passes('nte'),
  hexdump: (call) => derived(passes('nsefC')(call)),
  od: (call) => derived(passes('ANtjwS')(call)),
  basename,
  dirname,
  realpath,
  readlink: realpath,
  ls,
  seq: sequence,
  mktemp: temporary,
  printenv,
  whoami,
  yes: (call) => `${call.args.join(' ') || 'y'}\n`,
  date: () => mark.unknown,
  true: () => '',
  false: () => '',
  ':': () => '',
};

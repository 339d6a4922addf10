import { resolveEscapes } from '../shell/parameter.ts';
import type { Program } from '../shell/shell.ts';
import { derived, isKnown, mark, plain } from '../shell/text.ts';
import { reportArguments } from './access.ts';
import { inputOf, known, passes } from './filters.ts';
import { options } from './options.ts';

/** Text that cannot be code even when it is long: more of it is unknown. */
const longest = 1_000_000;

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
  } while (at < values.length && output.length < longest);
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

const reversed: Program = (call) =>
  known(inputOf(options(call.args).operands, call), (text) =>
    text
      .split('\n')
      .map((line) => [...line].reverse().join(''))
      .join('\n'),
  );

const tac: Program = (call) => {
  const text = inputOf(options(call.args, { short: 's' }).operands, call);
  return known(text, (whole) => whole.split('\n').reverse().join('\n').replace(/^\n/, ''));
};

const range = (set: string): string =>
  resolveEscapes(set)
    .replace(/\[:upper:\]/g, 'A-Z')
    .replace(/\[:lower:\]/g, 'a-z')
    .replace(/\[:alpha:\]/g, 'A-Za-z')
    .replace(/\[:digit:\]/g, '0-9')
    .replace(/\[:space:\]/g, ' \\t\\n')
    .replace(/^\[(.*)\]$/s, '$1')
    .replace(/([\s\S])-([\s\S])/g, (_, from: string, to: string) => {
      let all = '';
      for (let code = from.charCodeAt(0); code <= to.charCodeAt(0) && all.length < 300; code++)
        all += String.fromCharCode(code);
      return all;
    });

const translate: Program = (call) => {
  const given = options(call.args);
  const [from = '', to = ''] = given.operands.map((word) => range(plain(word)));
  const text = call.stdin ?? '';
  if (given.has('c', 'C', 's', 'complement', 'squeeze-repeats') || !isKnown(text))
    return derived(text) + (given.has('d') ? text : '');
  if (given.has('d', 'delete')) return [...text].filter((character) => !from.includes(character)).join('');
  return [...text]
    .map((character) =>
      from.includes(character) ? (to[from.indexOf(character)] ?? to.at(-1) ?? '') : character,
    )
    .join('');
};

/** Whether a position is in a list such as `2-4,7-`. */
const selected = (list: string, position: number): boolean =>
  list.split(',').some((part) => {
    const [from = '', to = from] = part.split('-');
    return position >= Number(from || 1) && (part.endsWith('-') || position <= Number(to));
  });

/** `cut -c2-`, `cut -d: -f2`. */
const cut: Program = (call) => {
  const given = options(call.args, { short: 'dfbc', valued: ['delimiter', 'fields', 'characters', 'bytes'] });
  const fields = given.value('f', 'fields');
  const list = fields ?? given.value('c', 'b', 'characters', 'bytes') ?? '';
  const separator = fields === undefined ? '' : (given.value('d', 'delimiter') ?? '\t');
  const text = inputOf(given.operands, call);
  if (list.length > 100 || text.length > 100_000) return derived(text);
  return known(text, (whole) =>
    whole
      .split('\n')
      .map((line) => {
        const pieces = line.split(separator);
        return pieces.length === 1 ? line : pieces.filter((_, at) => selected(list, at + 1)).join(separator);
      })
      .join('\n'),
  );
};

/** `paste -s` makes one line of many. */
const paste: Program = (call) => {
  const given = options(call.args, { short: 'd', valued: ['delimiters'], long: ['serial'] });
  const text = inputOf(given.operands, call);
  if (!given.has('s', 'serial')) return derived(text);
  const separator = given.value('d', 'delimiters') ?? '\t';
  return known(text, (whole) => `${whole.replace(/\n$/, '').split('\n').join(separator)}\n`);
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
  `${options(args, { valued: ['relative-to', 'relative-base'] }).operands.at(-1) ?? ''}\n`;

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
  if (names.length === 0) reading.report('environment-print');
  else if (names.some((name) => /(SECRET|TOKEN|PASSWORD|API_?KEY)/.test(name)))
    reading.report('secret-variable');
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
        valued: [
          'key',
          'output',
          'field-separator',
          'files0-from',
          'compress-program',
          'buffer-size',
          'parallel',
        ],
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
  cut,
  paste,
  rev: reversed,
  tac,
  tr: translate,
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

import { inputOf, known } from '../../program/input.ts';
import { options } from '../../program/options.ts';
import type { Program } from '../../shell/shell.ts';
import { resolveEscapes } from '../../text/escapes.ts';
import { derived, isKnown, plain } from '../../text/text.ts';

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
  const given = options(call.args, { short: 'dfbc', valued: 'delimiter fields characters bytes' });
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
  const given = options(call.args, { short: 'd', valued: 'delimiters', long: 'serial' });
  const text = inputOf(given.operands, call);
  if (!given.has('s', 'serial')) return derived(text);
  const separator = given.value('d', 'delimiters') ?? '\t';
  return known(text, (whole) => `${whole.replace(/\n$/, '').split('\n').join(separator)}\n`);
};

/** Programs that rearrange what they read in ways that can be followed. */
export const reshapePrograms: Record<string, Program> = { rev: reversed, tac, tr: translate, cut, paste };

import { randomBytes } from 'node:crypto';
import { styleText } from 'node:util';
import { printable, printableJson, printableLine } from '../printable.ts';
import { wrap } from './wrap.ts';

type TextStyle = Parameters<typeof styleText>[0];

const isColourful = (stream: NodeJS.WriteStream): boolean =>
  process.env['FORCE_COLOR'] ? process.env['FORCE_COLOR'] !== '0' : stream.isTTY && !process.env['NO_COLOR'];

/** Stands for the escape of our own colours until a text is written: no text can guess it. */
const ours = `<${randomBytes(8).toString('hex')}>`;
const escapes = '\x1b[';
const colours = new RegExp(`${ours}[0-9;]*m`, 'g');

/** The one way of text to a terminal: our colours become colours, and every other escape is only shown. */
const written = (text: string): string => printable(text).replaceAll(ours, escapes);

/** Colours `text` when `stream` is a terminal and `NO_COLOR` is not set. */
export const paint = (style: TextStyle, text: string, stream: NodeJS.WriteStream = process.stdout): string =>
  isColourful(stream)
    ? styleText(style, printable(text), { validateStream: false }).replaceAll(escapes, ours)
    : text;

/** The same for who writes to the terminal without `print`: a screen that is drawn anew. */
export const paintAtOnce = (style: TextStyle, text: string): string => written(paint(style, text));

// Colours do not count as width.
const width = (text: string): number => text.replaceAll(colours, '').length;

/** Where the terminal does not say how wide it is, or says 0, as terminals that programs make do. */
const usualColumns = 80;

/** Characters that a line has on a terminal; a pipe or a file takes lines of any length. */
const columnsOf = (stream: NodeJS.WriteStream): number =>
  stream.isTTY ? stream.columns || usualColumns : Number.POSITIVE_INFINITY;

/** What `stream` shows of a text: on a terminal no word is broken at its edge. */
export const fitted = (text: string, stream: NodeJS.WriteStream = process.stdout): string =>
  written(wrap(text, columnsOf(stream), width));

/** Prints a result: what was asked for, on standard output. */
export const print = (text: string): void => {
  process.stdout.write(`${fitted(text)}\n`);
};

/** Prints data as JSON, for `--json`. */
export const printJson = (value: unknown): void => {
  process.stdout.write(`${printableJson(value)}\n`);
};

/** Says what goes on, on standard error, so that a pipe carries results alone. */
export const say = (text: string): void => {
  process.stderr.write(`${fitted(text, process.stderr)}\n`);
};

let verbose = false;

export const beVerbose = (): void => {
  verbose = true;
};

/** Says what only `--verbose` shows: commands run, places tried. */
export const detail = (text: string): void => {
  if (verbose) say(paint('dim', text, process.stderr));
};

/** Data in a form that other programs read: exact into a pipe or a file, without escapes on a terminal. */
export const printData = (text: string): void => {
  process.stdout.write(process.stdout.isTTY ? printable(text.replaceAll('\r\n', '\n')) : text);
};

/** A last column is at least this wide, or it goes below the others. */
const leastLastColumn = 24;

/** How far a last column is moved in that stands below its row. */
const belowIndent = 4;

/**
 * Rows as aligned columns, two spaces apart. The last one goes on below itself where the terminal ends; where it has next
 * to no room, it stands below its row.
 */
export const table = (rows: readonly (readonly string[])[]): string => {
  const cells = rows.map((row) => row.map(printableLine));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => width(row[column] ?? ''))),
  );
  const before = widths.slice(0, -1).reduce((sum, one) => sum + one + 2, 0);
  const columns = columnsOf(process.stdout);
  const room = columns - before;
  const line = (row: readonly string[]): string => {
    const last = row.at(-1) ?? '';
    const padded = row
      .slice(0, -1)
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)));
    const isBelow = width(last) > room && room < leastLastColumn;
    const indent = isBelow ? belowIndent : before;
    const wrapped = wrap(last, isBelow ? columns - indent : Math.max(room, 1), width).split('\n');
    const [first = '', ...rest] = isBelow ? ['', ...wrapped] : wrapped;
    const top = [...padded, first].join('  ').trimEnd();
    return [top, ...rest.map((one) => `${' '.repeat(indent)}${one.trimStart()}`)].join('\n');
  };
  return cells.map(line).join('\n');
};

import { randomBytes } from 'node:crypto';
import { styleText } from 'node:util';
import { printable, printableJson, printableLine } from '../printable.ts';

type Style = Parameters<typeof styleText>[0];

const isColourful = (stream: NodeJS.WriteStream): boolean =>
  process.env['FORCE_COLOR'] ? process.env['FORCE_COLOR'] !== '0' : stream.isTTY && !process.env['NO_COLOR'];

/** Stands for the escape of our own colours until a text is written: nobody else can guess it. */
const ours = `<${randomBytes(8).toString('hex')}>`;
const escapes = '\x1b[';
const colours = new RegExp(`${ours}[0-9;]*m`, 'g');

/** The one way of text to a terminal: our colours become colours, and every other escape is only shown. */
const written = (text: string): string => printable(text).replaceAll(ours, escapes);

/** Colours `text` when `stream` is a terminal and `NO_COLOR` is not set. */
export const paint = (style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string =>
  isColourful(stream)
    ? styleText(style, printable(text), { validateStream: false }).replaceAll(escapes, ours)
    : text;

/** The same for who writes to the terminal without `print`: a screen that is drawn anew. */
export const paintAtOnce = (style: Style, text: string): string => written(paint(style, text));

/** Prints a result: what was asked for, on standard output. */
export const print = (text: string): void => {
  process.stdout.write(`${written(text)}\n`);
};

/** Prints data as JSON, for `--json`. */
export const printJson = (value: unknown): void => print(printableJson(value));

/** Says what goes on, on standard error, so that a pipe carries results alone. */
export const say = (text: string): void => {
  process.stderr.write(`${written(text)}\n`);
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

// Colours do not count as width.
const width = (text: string): number => text.replaceAll(colours, '').length;

/** Rows as aligned columns, two spaces apart; the last column is not padded. */
export const table = (rows: readonly (readonly string[])[]): string => {
  const cells = rows.map((row) => row.map(printableLine));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => width(row[column] ?? ''))),
  );
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell))).join('  ');
  return cells.map((row) => line(row).trimEnd()).join('\n');
};

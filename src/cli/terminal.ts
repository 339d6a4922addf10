import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

const isColourful = (stream: NodeJS.WriteStream): boolean =>
  process.env['FORCE_COLOR'] ? process.env['FORCE_COLOR'] !== '0' : stream.isTTY && !process.env['NO_COLOR'];

/** Colours `text` when `stream` is a terminal and `NO_COLOR` is not set. */
export const paint = (style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string =>
  isColourful(stream) ? styleText(style, text, { validateStream: false }) : text;

/** Prints a result: what was asked for, on standard output. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Prints data as JSON, for `--json`. */
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** Says what goes on, on standard error, so that a pipe carries results alone. */
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

let verbose = false;

export const beVerbose = (): void => {
  verbose = true;
};

/** Says what only `--verbose` shows: commands run, places tried. */
export const detail = (text: string): void => {
  if (verbose) say(paint('dim', text, process.stderr));
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours do not count as width
const colours = /\x1b\[[0-9;]*m/g;
const width = (text: string): number => text.replaceAll(colours, '').length;

/** Rows as aligned columns, two spaces apart; the last column is not padded. */
export const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell))).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
};

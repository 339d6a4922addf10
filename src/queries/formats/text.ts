import { markdownText } from '../../escape.ts';
import type { Answer, Cell } from '../engine/question.ts';

const text = (value: Cell): string =>
  value === null
    ? ''
    : typeof value === 'number' && !Number.isInteger(value)
      ? String(Number(value.toPrecision(10)))
      : String(value);

/** A value that stands in one line of a terminal: no line breaks, no control characters. */
export const oneLine = (value: Cell): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text(value).replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');

/** A table whose cells are Markdown already. */
export const tableOfMarkdown = (columns: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
};

/** A table of Markdown; values are texts, and stay that. */
export const markdownTable = ({ columns, rows }: Pick<Answer, 'columns' | 'rows'>): string => {
  const cell = (value: Cell) => markdownText(oneLine(value));
  return tableOfMarkdown(
    columns.map(cell),
    rows.map((row) => row.map(cell)),
  );
};

/** Rows as JSON lines. */
export const jsonLines = ({ columns, rows }: Pick<Answer, 'columns' | 'rows'>): string =>
  rows
    .map(
      (row) =>
        `${JSON.stringify(Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])))}\n`,
    )
    .join('');

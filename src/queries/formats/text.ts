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

/** A table of Markdown. */
export const markdownTable = ({ columns, rows }: Pick<Answer, 'columns' | 'rows'>): string => {
  const cell = (value: Cell) => oneLine(value).replaceAll('\\', '\\\\').replaceAll('|', '\\|');
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(cell)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(row.map(cell))),
  ].join('\n');
};

/** Rows as JSON lines. */
export const jsonLines = ({ columns, rows }: Pick<Answer, 'columns' | 'rows'>): string =>
  rows
    .map(
      (row) =>
        `${JSON.stringify(Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])))}\n`,
    )
    .join('');

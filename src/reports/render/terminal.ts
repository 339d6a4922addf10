import { dollars } from '../../dollars.ts';
import type { FoundFinding, Report, Table } from '../schema.ts';
import {
  changeText,
  columnTitle,
  figureText,
  isNumeric,
  leftOut,
  rangeText,
  shortSession,
  shownTables,
  valueText,
} from './values.ts';

export interface TerminalOptions {
  readonly columns?: number;
  readonly bold?: (text: string) => string;
}

const usualColumns = 80;
const narrowest = 8;
const barWidth = 12;

const linesOf = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
};

const wrapped = (text: string, columns: number, indent: string): string =>
  linesOf(text, columns - indent.length)
    .map((line) => indent + line)
    .join('\n');

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text;

/** Widths that fit: the widest text is cut first, and the last columns are left out when that is not enough. */
const widthsThatFit = (
  wanted: readonly number[],
  isCuttable: readonly boolean[],
  columns: number,
): number[] => {
  const widths = [...wanted];
  const total = () => widths.reduce((sum, width) => sum + width + 2, -2);
  while (total() > columns) {
    const widest = Math.max(...widths.map((width, index) => (isCuttable[index] ? width : 0)));
    const index = widths.indexOf(widest);
    if (widest > narrowest) widths[index] = widest - 1;
    else widths.pop();
  }
  return widths;
};

const bar = (value: unknown, most: number): string =>
  '█'.repeat(most > 0 ? Math.round((Math.max(0, Number(value ?? 0)) / most) * barWidth) : 0);

const longestWord = (text: string): number => Math.max(...text.split(' ').map(({ length }) => length));

/** Titles of columns over several lines, the last line next to the values. */
const headLines = (names: readonly string[], widths: readonly number[]): string[][] => {
  const titles = widths.map((width, index) => linesOf(columnTitle(names[index] ?? ''), width));
  const height = Math.max(...titles.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    titles.map((title) => title[line - height + title.length] ?? ''),
  );
};

const tableText = ({ columns: names, rows, bars }: Table, columns: number): string => {
  const numeric = names.map((_, index) => isNumeric({ rows }, index));
  const cells = rows.map((row) => row.map((value, index) => valueText(names[index] ?? '', value)));
  const wanted = names.map((name, index) =>
    Math.max(longestWord(columnTitle(name)), ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const widths = widthsThatFit(
    wanted,
    numeric.map((isNumber) => !isNumber),
    columns - (bars ? barWidth + 2 : 0),
  );
  const line = (texts: readonly string[], end = ''): string => {
    const placed = widths.map((width, index) => {
      const text = cut(texts[index] ?? '', width);
      return numeric[index] ? text.padStart(width) : text.padEnd(width);
    });
    return `  ${[...placed, end].join('  ')}`.trimEnd();
  };
  const valueAt = bars ? names.indexOf(bars[1]) : -1;
  const most = Math.max(0, ...rows.map((row) => Number(row[valueAt] ?? 0)));
  return [
    ...headLines(names, widths).map((texts) => line(texts)),
    ...cells.map((row, index) => line(row, bars ? bar(rows[index]?.[valueAt], most) : '')),
  ].join('\n');
};

const findingText = (
  { title, what, saving_usd: saving, evidence, advice }: FoundFinding,
  columns: number,
  bold: (text: string) => string,
): string => {
  const seen = evidence.map(
    ({ session_id: id, subject, saving_usd: usd }) =>
      `${id === null ? '' : shortSession(id)} ${cut(subject ?? '', 20)} ${dollars(usd)}`,
  );
  return [
    `  ${bold(`${title}: ${dollars(saving)}`)}`,
    wrapped(what, columns, '    '),
    wrapped(`Sessions: ${seen.slice(0, 3).join('; ')}`, columns, '    '),
    wrapped(advice, columns, '    '),
  ].join('\n');
};

/** A report for a terminal of 80 columns. */
export const terminalReport = (
  report: Report,
  { columns = usualColumns, bold = (text) => text }: TerminalOptions = {},
): string => {
  const figures = report.figures.map((figure) => {
    const before = figure.before === null ? '' : `before: ${figureText(figure, figure.before)}`;
    return `  ${figure.title.padEnd(24)}${figureText(figure, figure.value).padStart(12)}  ${changeText(figure).padStart(12)}  ${before}`.trimEnd();
  });
  const found = report.findings.map((finding) => findingText(finding, columns, bold));
  const sections = report.sections.flatMap(({ name, title }) => {
    const tables = shownTables(report, name);
    if (tables.length === 0) return [];
    return [
      bold(title),
      ...tables.map((table) => {
        const more = leftOut(report, table);
        return [
          `${bold(table.title)}`,
          tableText(table, columns - 2),
          ...(more > 0 ? [`  … and ${more} more`] : []),
          ...(table.note ? [wrapped(table.note, columns, '  ')] : []),
        ].join('\n');
      }),
    ];
  });
  return [
    `${bold('Claude Code')}  ${rangeText(report)}`,
    figures.join('\n'),
    bold(found.length > 0 ? 'Worth a look' : 'Worth a look: nothing was found.'),
    ...found,
    ...sections,
  ].join('\n\n');
};

import { dollars } from '../../dollars.ts';
import { markdownLink, markdownText } from '../../escape.ts';
import { labelLink } from '../../label-link.ts';
import { markdownTable, tableOfMarkdown } from '../../queries/formats/text.ts';
import type { FoundFinding, Report, Table } from '../schema.ts';
import {
  changeText,
  columnTitle,
  figureText,
  leftOut,
  rangeText,
  shortSession,
  shownTables,
  valueText,
} from './values.ts';

export interface LinkOptions {
  /** Where the pages are, as in `http://127.0.0.1:3000`; absent: sessions are not links. */
  readonly pages?: string | undefined;
}

const sessionLink = (id: string, pages: string | undefined): string =>
  pages === undefined
    ? markdownText(shortSession(id))
    : markdownLink(markdownText(shortSession(id)), `${pages}/sessions/${encodeURIComponent(id)}`);

const cellText = (links: Report['links'], column: string, value: Table['rows'][number][number]): string => {
  const text = markdownText(valueText(column, value));
  const address = labelLink(links, column, value);
  return address === undefined ? text : markdownLink(text, address);
};

const tableText = ({ columns, rows }: Table, links: Report['links']): string =>
  tableOfMarkdown(
    columns.map(columnTitle),
    rows.map((row) => row.map((value, index) => cellText(links, columns[index] ?? '', value))),
  );

const findingText = (finding: FoundFinding, pages: string | undefined): string => {
  const { title, what, saving_usd: saving, evidence, advice, estimate, limits } = finding;
  return [
    `### ${title}: ${dollars(saving)}`,
    what,
    evidence
      .map(
        ({ session_id: id, subject, times, saving_usd: usd }) =>
          `* ${id === null ? '' : sessionLink(id, pages)} ${markdownText(subject ?? '')}: ${times}, ${dollars(usd)}`,
      )
      .join('\n'),
    `**What to do:** ${advice}`,
    `Estimate: ${estimate}${limits ? ` ${limits}` : ''}`,
  ].join('\n\n');
};

/** A report as Markdown. */
export const markdownReport = (report: Report, { pages }: LinkOptions = {}): string => {
  const figures = markdownTable({
    columns: ['', 'now', 'before', 'change'],
    rows: report.figures.map((figure) => [
      figure.title,
      figureText(figure, figure.value),
      figureText(figure, figure.before),
      changeText(figure),
    ]),
  });
  const sections = report.sections.flatMap(({ name, title }) => {
    const tables = shownTables(report, name);
    if (tables.length === 0) return [];
    return [
      `## ${title}`,
      ...tables.flatMap((table) => {
        const more = leftOut(report, table);
        return [
          `### ${markdownText(table.title)}`,
          tableText(table, report.links),
          ...(more > 0 ? [`… and ${more} more`] : []),
          ...(table.note ? [table.note] : []),
        ];
      }),
    ];
  });
  return [
    `# Claude Code: ${markdownText(rangeText(report))}`,
    figures,
    '## Worth a look',
    ...(report.findings.length > 0
      ? report.findings.map((finding) => findingText(finding, pages))
      : ['Nothing was found.']),
    ...sections,
    '',
  ].join('\n\n');
};

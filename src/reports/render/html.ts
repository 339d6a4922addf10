import { dollars } from '../../dollars.ts';
import { labelLink } from '../../label-link.ts';
import type { FoundFinding, Report, Table } from '../schema.ts';
import { type Bar, barChart, columnChart } from './charts.ts';
import type { LinkOptions } from './markdown.ts';
import { type Markup, markup, nothing } from './markup.ts';
import { style } from './style.ts';
import {
  changeText,
  columnTitle,
  figureText,
  isNumeric,
  leftOut,
  rangeText,
  type ShownFigure,
  shortSession,
  shownTables,
  unchanged,
  valueText,
} from './values.ts';

export interface NavigationLink {
  readonly text: string;
  readonly href: string;
}

export interface HtmlOptions extends LinkOptions {
  /** Shown at the top, on a page of ours. */
  readonly links?: readonly NavigationLink[];
}

const sessionLink = (id: string, pages: string | undefined): Markup =>
  pages === undefined
    ? markup`<code>${shortSession(id)}</code>`
    : markup`<a href="${pages}/sessions/${encodeURIComponent(id)}">${shortSession(id)}</a>`;

const linked = (address: string | undefined, text: string): Markup =>
  address === undefined ? markup`${text}` : markup`<a href="${address}">${text}</a>`;

/** Text of ours, what stands between backticks as code. */
const withCode = (text: string): readonly Markup[] =>
  text.split('`').map((part, index) => (index % 2 === 1 ? markup`<code>${part}</code>` : markup`${part}`));

/** Whether a change is good, as a class; nothing where it is neither. */
const judged = (figure: ShownFigure): string => {
  const { value, before, more } = figure;
  if (value === null || before === null || !more || changeText(figure) === unchanged) return 'soft';
  return value > before === (more === 'worse') ? 'worse' : 'better';
};

const figureMarkup = (figure: ShownFigure): Markup => {
  const change = changeText(figure);
  const note =
    change === ''
      ? nothing
      : markup`<span class="${judged(figure)}">${change}</span> <span class="soft">from ${figureText(figure, figure.before)}</span>`;
  return markup`<div class="figure"><span class="soft">${figure.title}</span><b>${figureText(figure, figure.value)}</b>${note}</div>\n`;
};

const findingMarkup = (finding: FoundFinding, pages: string | undefined): Markup => {
  const { title, what, saving_usd: saving, evidence, advice, estimate, limits } = finding;
  const items = evidence.map(
    ({ session_id: id, subject, times, saving_usd: usd }) =>
      markup`<li>${id === null ? nothing : sessionLink(id, pages)} ${subject ?? ''}: ${times} ×, ${dollars(usd)}</li>`,
  );
  return markup`<section class="finding"><h3><span>${title}</span><span>${dollars(saving)}</span></h3><p>${what}</p><ul>${items}</ul>
<p><b>What to do:</b> ${withCode(advice)}</p><p class="soft">Estimate: ${estimate} ${limits ?? ''}</p></section>\n`;
};

const chartMarkup = ({ columns, rows, bars: drawn }: Table): Markup => {
  if (!drawn) return nothing;
  const [nameColumn, valueColumn] = drawn;
  const [nameAt, valueAt] = [columns.indexOf(nameColumn), columns.indexOf(valueColumn)];
  const bars: Bar[] = rows.map((row) => ({
    name: valueText(nameColumn, row[nameAt] ?? null),
    value: Number(row[valueAt] ?? 0),
    text: valueText(valueColumn, row[valueAt] ?? null),
  }));
  return nameColumn === 'day' ? columnChart(bars, (value) => valueText(valueColumn, value)) : barChart(bars);
};

const tableMarkup = (report: Report, table: Table, pages: string | undefined): Markup => {
  const { columns, rows, title, note } = table;
  const numeric = columns.map((_, index) => isNumeric(table, index));
  const kind = (index: number): string => (numeric[index] ? 'number' : 'text');
  const cell = (column: string, value: Table['rows'][number][number]): Markup =>
    column === 'session_id' && value !== null
      ? sessionLink(String(value), pages)
      : linked(labelLink(report.links, column, value), valueText(column, value));
  const head = columns.map((name, index) => markup`<th class="${kind(index)}">${columnTitle(name)}</th>`);
  const lines = rows.map((row) => {
    const cells = columns.map(
      (name, index) => markup`<td class="${kind(index)}">${cell(name, row[index] ?? null)}</td>`,
    );
    return markup`<tr>${cells}</tr>\n`;
  });
  const more = leftOut(report, table);
  return markup`<h3>${title}</h3><div class="scroll">${chartMarkup(table)}<table><thead><tr>${head}</tr></thead><tbody>
${lines}</tbody></table></div>${more > 0 ? markup`<p class="soft">… and ${more} more</p>` : nothing}${note ? markup`<p class="soft">${withCode(note)}</p>` : nothing}\n`;
};

/** A report as one page that needs nothing else: no script, no other file, no network. */
export const htmlReport = (report: Report, { pages, links = [] }: HtmlOptions = {}): string => {
  const sections = report.sections.map(({ name, title }) => {
    const tables = shownTables(report, name);
    return tables.length === 0
      ? nothing
      : markup`<h2>${title}</h2>${tables.map((table) => tableMarkup(report, table, pages))}`;
  });
  const found =
    report.findings.length === 0
      ? markup`<p>Nothing was found.</p>`
      : report.findings.map((finding) => findingMarkup(finding, pages));
  const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Claude Code: ${rangeText(report)}</title><style>${{ markup: style }}</style></head><body>
<nav>${links.map(({ text, href }) => markup`<a href="${href}">${text}</a> `)}</nav>
<header><h1>Claude Code</h1><p class="soft">${rangeText(report)}; compared with ${report.before.first} to ${report.before.last}</p></header>
<div class="figures">${report.figures.map(figureMarkup)}</div>
<h2>Worth a look</h2>${found}${sections}
<p class="soft">Made ${report.made}. Savings are estimates; how each is made stands beside it.</p>
</body></html>
`;
  return page.markup;
};

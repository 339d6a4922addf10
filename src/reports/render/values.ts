import { dollars } from '../../dollars.ts';
import { printableLine } from '../../printable.ts';
import type { Report, Table } from '../schema.ts';

/** How values are written for people, whatever a report is drawn as. */

type ReportCell = Table['rows'][number][number];
export type ShownFigure = Report['figures'][number];

const grouped = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

const share = (value: number): string => `${grouped(value * 100, 1)} %`;

const duration = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${grouped(milliseconds / 1000, 1)} s`;

const large = (value: number): string => {
  const [divisor, sign] =
    value >= 1e9 ? [1e9, 'G'] : value >= 1e6 ? [1e6, 'M'] : value >= 1e4 ? [1e3, 'k'] : [1, ''];
  return sign === '' ? grouped(value) : `${grouped(value / divisor, 1)} ${sign}`;
};

const sessionCharacters = 8;

/** The beginning of a session's id, which commands and pages take for the whole. */
export const shortSession = (id: string): string => id.slice(0, sessionCharacters);

const byEnding: readonly (readonly [ending: RegExp, text: (value: number) => string])[] = [
  [/_usd$/, dollars],
  [/_share$|^share/, share],
  [/_ms$/, duration],
  [/_tokens$/, large],
];

const isoTime = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):\d{2}Z$/;

/** A value of a table, by the name of its column. */
export const valueText = (column: string, value: ReportCell): string => {
  if (value === null) return '';
  if (column === 'session_id') return shortSession(printableLine(String(value)));
  if (typeof value === 'string') return printableLine(value.replace(isoTime, '$1 $2'));
  const known = byEnding.find(([ending]) => ending.test(column));
  return known ? known[1](value) : grouped(value, Number.isInteger(value) ? 0 : 1);
};

/** `cost_usd` as `Cost`, `tool_calls` as `Tool calls`. */
export const columnTitle = (column: string): string => {
  if (column === 'session_id') return 'Session';
  const words = column.replace(/_(usd|ms)$/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Whether all of a column are numbers, which stand to the right. */
export const isNumeric = ({ rows }: Pick<Table, 'rows'>, index: number): boolean =>
  rows.some((row) => typeof row[index] === 'number') && rows.every((row) => typeof row[index] !== 'string');

const units: Readonly<Record<ShownFigure['unit'], (value: number) => string>> = {
  usd: dollars,
  count: (value) => grouped(value),
  share,
  hours: (value) => `${grouped(value, 1)} h`,
  tokens: large,
};

export const figureText = ({ unit }: ShownFigure, value: number | null): string =>
  value === null ? '–' : units[unit](value);

export const unchanged = 'unchanged';

/** How much a figure changed: `+12 %`; shares in points. Empty where there is nothing to compare with. */
export const changeText = ({ unit, value, before }: ShownFigure): string => {
  if (value === null || before === null || before === 0) return '';
  const sign = value > before ? '+' : '-';
  const isShare = unit === 'share';
  const change = isShare
    ? grouped(Math.abs(value - before) * 100, 1)
    : grouped(Math.abs(value / before - 1) * 100);
  return Number(change) === 0 ? unchanged : `${sign}${change} ${isShare ? 'points' : '%'}`;
};

/** The tables of a section that have something to show, with the rows for people. */
export const shownTables = ({ tables }: Report, section: string): readonly Table[] =>
  tables
    .filter((table) => table.section === section && table.rows.length > 0)
    .map((table) => ({ ...table, rows: table.rows.slice(0, table.mostRows ?? table.rows.length) }));

export const leftOut = (report: Report, { name, rows }: Table): number =>
  (report.tables.find((table) => table.name === name)?.rows.length ?? 0) - rows.length;

/** `2026-11-24 to 2026-11-30 (7 days, UTC), project shop`. */
export const rangeText = ({ range, filters }: Report): string =>
  [
    `${range.first} to ${range.last} (${range.days} day${range.days === 1 ? '' : 's'}, ${range.zone})`,
    ...Object.entries(filters).map(([name, values]) => `${name} ${printableLine(values.join(' or '))}`),
  ].join(', ');

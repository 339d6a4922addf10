import { csvField } from '../../escape.ts';
import type { Cell } from '../engine/question.ts';

const field = (value: Cell): string => {
  if (value === null) return '';
  return typeof value === 'number' ? String(value) : csvField(value);
};

/** Lines of CSV (RFC 4180). */
export const csvLines = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');

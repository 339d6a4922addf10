import type { Answer, Cell } from '../engine/question.ts';

export type AnswerRow = Readonly<Record<string, Cell>>;

export const objectsOf = ({ columns, rows }: Answer): readonly AnswerRow[] =>
  rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));

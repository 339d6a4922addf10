import { type CompileOptions, compile, type Filters } from '../queries/compile.ts';
import type { Answer } from '../queries/engine/question.ts';
import type { SavedQuery } from '../queries/saved-query.ts';
import type { ReportRange } from './range.ts';

/** What answers questions in SQL: the ledger over HTTP, its file, or files of sessions. */
export type AskSql = (question: {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string | number | null>>;
}) => Promise<Pick<Answer, 'columns' | 'rows'>>;

/** Column to the value, or the values, that are asked for. */
export type LabelFilters = NonNullable<Filters['labels']>;

export type Query = Pick<SavedQuery, 'sql'>;

/** Asks within a range and for one value of some labels. */
export type Asker = (query: Query) => Promise<Pick<Answer, 'columns' | 'rows'>>;

export const createAsker =
  (ask: AskSql, { since, until }: ReportRange, labels: LabelFilters, options: CompileOptions): Asker =>
  (query) =>
    ask(compile(query, { since, until, labels }, options));

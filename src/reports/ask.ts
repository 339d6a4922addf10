import { type CompileOptions, compile, type Filters } from '../queries/compile.ts';
import { clickhouse } from '../queries/dialect.ts';
import type { Answer } from '../queries/engine/question.ts';
import type { SavedQuery } from '../queries/saved-query.ts';
import type { ReportRange } from './range.ts';

/** A question of a report, in SQLite's words and in those of ClickHouse. */
export interface ReportQuestion {
  readonly sql: string;
  readonly clickhouse: string;
  readonly parameters: Readonly<Record<string, string | number | null>>;
}

/** What answers questions in SQL: the ledger over HTTP, its file, or files of sessions. */
export type AskSql = (question: ReportQuestion) => Promise<Pick<Answer, 'columns' | 'rows'>>;

/** Column to the value, or the values, that are asked for. */
export type LabelFilters = NonNullable<Filters['labels']>;

export type Query = Pick<SavedQuery, 'sql'>;

/** Asks within a range and for one value of some labels. */
export type Asker = (query: Query) => Promise<Pick<Answer, 'columns' | 'rows'>>;

export const createAsker =
  (ask: AskSql, { since, until }: ReportRange, labels: LabelFilters, options: CompileOptions): Asker =>
  (query) => {
    const filters = { since, until, labels };
    const { sql } = compile(query, filters, { ...options, dialect: clickhouse });
    return ask({ ...compile(query, filters, options), clickhouse: sql });
  };

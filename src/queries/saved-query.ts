import type { SqlDialect } from './dialect.ts';

/** Tables that queries are asked of, each with the column of its time. */
export const timeColumns = {
  sessions: 'started',
  turns: 'started',
  tool_calls: 'started',
  hours: 'time',
  plan_windows: 'resets',
  merged_pulls: 'merged',
} as const;

/** What a query writes its SQL with. */
export interface Builder extends SqlDialect {
  /** A table, narrowed to the time and the filters asked for; in brackets, to stand after FROM. */
  readonly from: (table: string) => string;
  /** A table, narrowed to the filters alone, whenever it was; in brackets. */
  readonly everFrom: (table: string) => string;
}

/** Something worth asking of the tables, ready-made. */
export interface SavedQuery {
  /** The question that it answers. */
  readonly question: string;
  /** Each column of the answer, in order, and what it means. */
  readonly columns: Readonly<Record<string, string>>;
  readonly sql: (builder: Builder) => string;
  /** What to do about what it shows. */
  readonly advice: string;
  /** What the data cannot answer. */
  readonly limits?: string;
  /** Parameters of its own, with a word about each: `:session`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Checks a family of queries and keeps its names in the type. */
export const defineQueries = <const Name extends string>(
  family: Readonly<Record<Name, SavedQuery>>,
): Readonly<Record<Name, SavedQuery>> => family;

/** A question in SQL to a store of the ledger, as it goes to the process that answers. */
export interface StoreQuestion {
  /** The ledger's database file. */
  readonly file: string;
  readonly sql: string;
  /** Values of `:name` in the SQL. */
  readonly parameters: Readonly<Record<string, string | number | null>>;
  readonly mostRows: number;
}

export type Cell = string | number | null;

export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** There were more rows than asked for. */
  readonly isCut: boolean;
  readonly milliseconds: number;
}

export type Reply = { readonly answer: Answer } | { readonly error: string };

/** The longest text of SQL that is taken. */
export const longestSqlCharacters = 100_000;
/** Most that one answer holds, so that no question fills the memory. */
export const mostAnswerBytes = 64 * 2 ** 20;

import type { SqlDialect } from '../dialect.ts';
import type { Answer } from '../engine/question.ts';
import type { SqlReader } from '../engine/reader.ts';

/** A question in SQL, in SQLite's words and perhaps in those of ClickHouse. */
export type EitherQuestion = Parameters<SqlReader['ask']>[0] & {
  readonly clickhouse?: string | undefined;
};

export interface EitherAnswer extends Answer {
  /** Which one answered. */
  readonly engine: SqlDialect['name'];
}

/** An engine besides SQLite, while it has everything that SQLite has. */
export type OtherEngine = () => Pick<SqlReader, 'ask'> | undefined;

/**
 * Asks ClickHouse where the question is written for it, it has everything, and it answers; else SQLite. The answers are the
 * same, so that nobody has to care; `engine` says which it was.
 */
export const createAskEither =
  (reader: SqlReader, other?: OtherEngine) =>
  async ({ clickhouse, ...question }: EitherQuestion): Promise<EitherAnswer> => {
    const engine = clickhouse === undefined ? undefined : other?.();
    if (engine && clickhouse !== undefined)
      try {
        return { ...(await engine.ask({ ...question, sql: clickhouse })), engine: 'clickhouse' };
      } catch {
        // It went away, or its limits were reached: the ledger has the same rows.
      }
    return { ...(await reader.ask(question)), engine: 'sqlite' };
  };

export type AskEither = ReturnType<typeof createAskEither>;

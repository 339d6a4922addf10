import type { Database } from '../store/database.ts';

type Statement = ReturnType<Database['prepare']>;

/** More than ever come up: an event has the columns that it has. */
const mostPrepared = 300;

/**
 * Statements that write some of a table's columns, prepared once for each set of them that comes up. Rows that add up have
 * dozens of columns, and one request brings a few: to bind and add all of them costs several times the write itself.
 */
export const createStatements = <Column extends string>(
  database: Database,
  sqlOf: (columns: readonly Column[]) => string,
): ((columns: readonly Column[]) => Statement) => {
  const prepared = new Map<string, Statement>();
  return (columns) => {
    const key = columns.join();
    let statement = prepared.get(key);
    if (!statement) {
      statement = database.prepare(sqlOf(columns));
      if (prepared.size >= mostPrepared) prepared.clear();
      prepared.set(key, statement);
    }
    return statement;
  };
};

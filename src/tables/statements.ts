import type { Database } from '../store/database.ts';

type Statement = ReturnType<Database['prepare']>;

/** More than ever come up: an event has the columns that it has. */
const mostPrepared = 300;

/**
 * Statements that write some of a table's columns, prepared once for each set of them that comes up. Rows that add up have
 * dozens of columns, and one request brings a few: to bind and add all of them costs several times the write itself.
 */
export const createStatements = <ColumnSet extends string | number>(
  prepare: (columns: ColumnSet) => Statement,
): ((columns: ColumnSet) => Statement) => {
  const prepared = new Map<ColumnSet, Statement>();
  return (columns) => {
    let statement = prepared.get(columns);
    if (!statement) {
      statement = prepare(columns);
      if (prepared.size >= mostPrepared) prepared.clear();
      prepared.set(columns, statement);
    }
    return statement;
  };
};

import type { Database } from '../store/database.ts';
import { eventTables } from './event-table.ts';
import { dataTable, quoted, type StoredTable, storedTables } from './schema.ts';
import { views } from './views.ts';

const createTable = ({ name, columns, constraint, options = '' }: StoredTable): string => {
  const lines = [
    ...columns.map((column) => `${quoted(column.name)} ${column.sql}`),
    ...(constraint ? [constraint] : []),
  ];
  return `CREATE TABLE ${quoted(name)} (${lines.join(', ')}) ${options}`;
};

const columnsOf = (database: Database, table: string): ReadonlySet<string> =>
  new Set(
    (database.prepare('SELECT name FROM pragma_table_info(?)').all(table) as { name: string }[]).map(
      ({ name }) => name,
    ),
  );

/** The client's name of each column of a table of events: where its values lie in `other` while there is no column. */
const clientNames = new Map(
  eventTables.map((table) => [
    dataTable(table.name),
    new Map(table.columns.map(({ name, from }) => [name, from])),
  ]),
);

/** Moves the values of a fresh column out of the JSON column, where an older catalogue put them. */
const fillFromOther = (database: Database, table: string, column: string): void => {
  const from = clientNames.get(table)?.get(column);
  if (!from) return;
  const path = `$.${JSON.stringify(from)}`;
  database
    .prepare(
      `UPDATE ${quoted(table)} SET ${quoted(column)} = other ->> ?1, other = nullif(json_remove(other, ?1), '{}')
       WHERE other IS NOT NULL AND json_type(other, ?1) IS NOT NULL`,
    )
    .run(path);
};

const addColumns = (
  database: Database,
  { name, columns }: StoredTable,
  present: ReadonlySet<string>,
): void => {
  for (const column of columns) {
    if (present.has(column.name)) continue;
    database.exec(`ALTER TABLE ${quoted(name)} ADD COLUMN ${quoted(column.name)} ${column.sql}`);
    fillFromOther(database, name, column.name);
  }
};

const createIndexes = (database: Database, { name, indexes }: StoredTable): void => {
  for (const columns of indexes) {
    const index = `${name}_${columns.replaceAll(/\W+/g, '_')}`;
    database.exec(`CREATE INDEX IF NOT EXISTS ${quoted(index)} ON ${quoted(name)} (${columns})`);
  }
};

/**
 * Makes the tables of this catalogue: new ones are created, new columns are added and filled from the JSON that kept
 * their values until now, and views are made anew. Nothing is ever dropped that holds a value. Within a transaction.
 */
export const syncTables = (database: Database, extraLabels: readonly string[]): void => {
  const wanted = views(extraLabels);
  const present = database.prepare("SELECT name FROM sqlite_master WHERE type = 'view'").all() as {
    name: string;
  }[];
  // Views first: SQLite checks them when a table below them changes.
  for (const { name } of present) database.exec(`DROP VIEW ${quoted(name)}`);
  for (const table of storedTables(extraLabels)) {
    const columns = columnsOf(database, table.name);
    if (columns.size === 0) database.exec(createTable(table));
    else addColumns(database, table, columns);
    createIndexes(database, table);
  }
  for (const { name, sql } of wanted) database.exec(`CREATE VIEW ${quoted(name)} AS ${sql}`);
};

import { DatabaseSync } from '@photostructure/sqlite';
import type { Database } from '../../store/database.ts';
import { type Answer, type Cell, mostAnswerBytes, type StoreQuestion } from './question.ts';

/** What a question may do: read. https://www.sqlite.org/c3ref/c_alter_table.html */
const allowedActions: ReadonlySet<number> = new Set([
  20, // read a column
  21, // select
  31, // call a function
  33, // recurse
]);
const deniedFunctions: ReadonlySet<string> = new Set(['load_extension', 'fts3_tokenizer']);
const ok = 0;
const deny = 1;

/** From now on nothing that SQL can say changes the database or reads another file. */
export const forbidWriting = (database: Database): void => {
  database.exec('PRAGMA query_only = 1;');
  database.setAuthorizer((action, _first, second) => {
    if (!allowedActions.has(action)) return deny;
    return action === 31 && deniedFunctions.has(second ?? '') ? deny : ok;
  });
};

/** Opens a store for reading, so that nothing that SQL can say changes it or reads another file. */
export const openForReading = (file: string): Database => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  database.exec('PRAGMA cache_size = -32000; PRAGMA mmap_size = 1073741824;');
  forbidWriting(database);
  return database;
};

const cell = (value: unknown): Cell => {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return (value ?? null) as Cell;
};

const sizeOf = (row: readonly Cell[]): number =>
  row.reduce<number>((bytes, value) => bytes + (typeof value === 'string' ? value.length : 8), 0);

/** Runs one statement and takes as many rows as were asked for. */
export const answer = (
  database: Database,
  { sql, parameters, mostRows }: Omit<StoreQuestion, 'file'>,
): Answer => {
  const begun = performance.now();
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  const columns = statement.columns().map(({ name }) => name ?? '');
  const named = new Set(sql.match(/(?<=[:])[a-z_]\w*/gi) ?? []);
  const bound = Object.fromEntries(Object.entries(parameters).filter(([name]) => named.has(name)));
  const rows: Cell[][] = [];
  let bytes = 0;
  let isCut = false;
  const found = (
    Object.keys(bound).length > 0 ? statement.iterate(bound) : statement.iterate()
  ) as Iterable<unknown>;
  for (const values of found) {
    if (rows.length >= mostRows || bytes > mostAnswerBytes) {
      isCut = true;
      break;
    }
    const row = (values as unknown[]).map(cell);
    bytes += sizeOf(row);
    rows.push(row);
  }
  return { columns, rows, isCut, milliseconds: performance.now() - begun };
};

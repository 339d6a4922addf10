import type { Database } from '../store/database.ts';
import type { Forgotten, ToForget } from '../tables/forget.ts';
import { quoted } from '../tables/schema.ts';
import type { ClickhouseClient } from './client.ts';
import { rawAttributes, rawDatabase } from './raw-tables.ts';
import { ownDatabase, storedTables } from './schema.ts';

/** What ClickHouse is still to forget, so that it does whether or not it answers at that moment. */
const list = 'clickhouse_forgotten';

/** Begins to note what is forgotten. Within a transaction. */
export const noteForgotten = (database: Database): void =>
  database.exec(
    `CREATE TABLE IF NOT EXISTS ${list} (id INTEGER PRIMARY KEY, wanted TEXT NOT NULL, sessions TEXT NOT NULL)`,
  );

export const noteNothingForgotten = (database: Database): void =>
  database.exec(`DROP TABLE IF EXISTS ${list}`);

/** Notes what the ledger just forgot, in the same transaction. Does nothing where no ClickHouse follows. */
export const alsoForget = (database: Database, wanted: ToForget, { sessions }: Forgotten): void => {
  const has = database.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(list);
  if (has)
    database
      .prepare(`INSERT INTO ${list} (wanted, sessions) VALUES (?, ?)`)
      .run(JSON.stringify(wanted), JSON.stringify(sessions));
};

const texts = (values: readonly string[]): string =>
  `(${values.map((value) => `'${value.replaceAll(/[\\']/g, String.raw`\$&`)}'`).join(', ')})`;

/** The senders that name a person or a project, by the columns that the ledger goes by. */
const sendersOf = ({ person, project }: ToForget): string => {
  const named = person ?? project;
  if (named === undefined) return '';
  const columns = person === undefined ? ['project', 'vcs_repository_name'] : ['person', 'user_id'];
  const where = columns.map((column) => `${column} IN ${texts([named])}`).join(' OR ');
  return `SELECT origin FROM origins WHERE ${where}`;
};

const conditionOf = (
  columns: readonly { readonly name: string }[],
  sessions: readonly string[],
  senders: string,
): string | undefined => {
  const has = (name: string) => columns.some((column) => column.name === name);
  const parts = [
    ...(has('session_id') && sessions.length > 0 ? [`session_id IN ${texts(sessions)}`] : []),
    ...(has('origin') && senders ? [`origin IN (${senders})`] : []),
  ];
  return parts.length > 0 ? parts.join(' OR ') : undefined;
};

/**
 * Deletes in ClickHouse what was forgotten; parts of tables are written anew without it. Senders go last: the others are
 * found by them.
 * @returns false when there is nothing to forget
 */
export const forgetInClickhouse = async (
  client: ClickhouseClient,
  database: Database,
  extraLabels: readonly string[],
): Promise<boolean> => {
  const next = database.prepare(`SELECT id, wanted, sessions FROM ${list} ORDER BY id LIMIT 1`).get() as
    | { id: number; wanted: string; sessions: string }
    | undefined;
  if (!next) return false;
  const sessions = JSON.parse(next.sessions) as string[];
  const senders = sendersOf(JSON.parse(next.wanted) as ToForget);
  const settings = { database: ownDatabase, mutations_sync: 1, max_query_size: 16_777_216 };
  const sendersLast = storedTables(extraLabels).toSorted(
    (one, other) => Number(one.name === 'origins') - Number(other.name === 'origins'),
  );
  for (const { name, columns } of sendersLast) {
    const condition = conditionOf(columns, sessions, senders);
    if (condition) await client.run(`ALTER TABLE ${quoted(name)} DELETE WHERE ${condition}`, { settings });
  }
  for (const [name, attributes] of sessions.length > 0 ? rawAttributes : [])
    await client.run(
      `ALTER TABLE ${rawDatabase}.${name} DELETE WHERE ${attributes}['session.id'] IN ${texts(sessions)}`,
      { settings },
    );
  database.prepare(`DELETE FROM ${list} WHERE id = ?`).run(next.id);
  return true;
};

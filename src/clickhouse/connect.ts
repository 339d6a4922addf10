import { createHash } from 'node:crypto';
import { type Database, transaction } from '../store/database.ts';
import { quoted } from '../tables/schema.ts';
import { noteEverything } from './changes.ts';
import type { ClickhouseClient } from './client.ts';
import type { SendFacts } from './facts.ts';
import { ownDatabase, type SchemaOptions, schemaStatements, upgradeStatements } from './schema.ts';
import { changingTables, identityOf, storedTables } from './stored-table.ts';

/** Where the ledger goes on. */
export interface Position {
  /** Number of the last event that ClickHouse has. */
  from: number;
  /** Up to this number ClickHouse is asked for each event whether it has it: one of both stores is an older copy. */
  readonly askUpTo: number;
}

const inOwnDatabase = { database: ownDatabase };

/** What ClickHouse says of its own tables: how they were made. */
const factsTable = `CREATE TABLE IF NOT EXISTS ${ownDatabase}.facts (name String, value String, at DateTime64(6) DEFAULT now64(6)) ENGINE = ReplacingMergeTree(at) ORDER BY name`;

const factOf = async (client: ClickhouseClient, name: string): Promise<string> =>
  (
    await client.run(`SELECT value FROM facts FINAL WHERE name = '${name}' FORMAT TSVRaw`, {
      settings: inOwnDatabase,
    })
  ).trim();
const setFact = (client: ClickhouseClient, name: string, value: string) =>
  client.run('INSERT INTO facts (name, value) FORMAT JSONCompactEachRow', {
    settings: inOwnDatabase,
    body: JSON.stringify([name, value]),
  });

/** Raised where a table is stored in a way that cannot be made from what is there: all are then made and filled anew. */
const layout = '2';

/** Removes tables of another layout; the ledger fills those that are made in their place. */
const dropOtherLayout = async (client: ClickhouseClient, extraLabels: readonly string[]): Promise<void> => {
  if ((await factOf(client, 'layout')) === layout) return;
  for (const { name } of storedTables(extraLabels))
    await client.run(`DROP TABLE IF EXISTS ${quoted(name)} SYNC`, { settings: inOwnDatabase });
  await setFact(client, 'schema', '');
  await setFact(client, 'layout', layout);
};

/** Makes what is missing, once for each version of the schema. */
const makeSchema = async (client: ClickhouseClient, options: SchemaOptions): Promise<void> => {
  const [makeDatabase = '', ...statements] = schemaStatements(options);
  await client.run(makeDatabase);
  await client.run(factsTable);
  await dropOtherLayout(client, options.extraLabels);
  const upgrades = upgradeStatements(options);
  const version = createHash('sha256')
    .update([...statements, ...upgrades].join('\n'))
    .digest('hex');
  if ((await factOf(client, 'schema')) === version) return;
  // Views last: they show columns that older tables do not have.
  const isView = (statement: string) => statement.startsWith('CREATE OR REPLACE VIEW');
  for (const statement of [
    ...statements.filter((one) => !isView(one)),
    ...upgrades,
    ...statements.filter(isView),
  ])
    await client.run(statement, { settings: inOwnDatabase });
  await setFact(client, 'schema', version);
};

/** Days of another time zone are other rows; hours and weeks are worked out by the views. */
const followZone = async (client: ClickhouseClient, zone: string): Promise<boolean> => {
  const before = await factOf(client, 'zone');
  if (before === zone) return false;
  if (before !== '') await client.run('TRUNCATE TABLE day_data', { settings: inOwnDatabase });
  await setFact(client, 'zone', zone);
  return before !== '';
};

/** The highest version that ClickHouse has of any row. */
const newestVersion = async (client: ClickhouseClient): Promise<number> => {
  const selects = changingTables([]).map(({ name }) => `SELECT max(version) AS version FROM ${quoted(name)}`);
  // Of no rows the highest version is NULL.
  return Number(
    await client.run(`SELECT ifNull(max(version), 0) FROM (${selects.join(' UNION ALL ')}) FORMAT TSVRaw`, {
      settings: inOwnDatabase,
    }),
  );
};

/** The last event that ClickHouse has, where the ledger has the same one under the same number. */
const lastEvent = async (client: ClickhouseClient, database: Database): Promise<number | undefined> => {
  const answer = await client.run(
    'SELECT id, identity FROM event_list ORDER BY id DESC LIMIT 1 FORMAT JSONCompactEachRow',
    { settings: { ...inOwnDatabase, output_format_json_quote_64bit_integers: 0 } },
  );
  if (answer.trim() === '') return undefined;
  const [id, identity] = JSON.parse(answer) as [number, string];
  const own = database
    .prepare(`SELECT ${identityOf('event_list')} AS identity FROM event_list WHERE id = ?`)
    .get(id) as { identity: string } | undefined;
  return own?.identity === identity ? id : undefined;
};

/**
 * Makes the tables and finds out where to go on. ClickHouse has the last word, never the ledger's own notes: either of
 * both stores may be an older copy that was restored.
 */
export const connect = async (
  client: ClickhouseClient,
  database: Database,
  facts: SendFacts,
  options: SchemaOptions,
): Promise<Position> => {
  await makeSchema(client, options);
  const hasOtherDays = await followZone(client, options.zone);
  const newest = await newestVersion(client);
  const { sent, planned } = facts.versions();
  if (newest < sent || newest > planned || hasOtherDays || planned === 0)
    transaction(database, () => noteEverything(database, newest));
  const last = await lastEvent(client, database);
  if (last !== undefined) return { from: last, askUpTo: 0 };
  const { id } = database.prepare('SELECT max(id) AS id FROM event_list').get() as { id: number | null };
  return { from: 0, askUpTo: id ?? 0 };
};

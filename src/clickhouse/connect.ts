import { createHash } from 'node:crypto';
import { type Database, transaction } from '../store/database.ts';
import { quoted } from '../tables/schema.ts';
import { newestOf } from './batch.ts';
import { noteEverything } from './changes.ts';
import { changingTables } from './changing-tables.ts';
import type { ClickhouseClient } from './client.ts';
import type { SendFacts } from './facts.ts';
import {
  canaries,
  ownDatabase,
  type SchemaOptions,
  schemaStatements,
  storedTables,
  upgradeStatements,
} from './schema.ts';
import { eventStream, type RowStream, spanStream, streams } from './streams.ts';

/** Where the ledger goes on with a stream. */
export interface StreamPosition {
  /** Number of the last row that ClickHouse has. */
  from: number;
  /** Up to this number ClickHouse is asked for each row whether it has it: one of both stores is an older copy. */
  readonly askUpTo: number;
}

export type Position = Readonly<Record<RowStream['name'], StreamPosition>>;

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

/** Whether everything is there that was made. */
const isWhole = async (client: ClickhouseClient): Promise<boolean> => {
  const made = (await factOf(client, 'tables')).split(' ').filter(Boolean);
  const there = await client.run(
    `SELECT name FROM system.tables WHERE database = '${ownDatabase}' FORMAT TSVRaw`,
  );
  const names = new Set(there.trim().split('\n'));
  return made.every((name) => names.has(name));
};

/**
 * Removes tables of another layout, and those that are left where somebody removed one; the ledger fills those that are made
 * in their place.
 */
const dropWhatIsOther = async (client: ClickhouseClient, extraLabels: readonly string[]): Promise<void> => {
  if ((await factOf(client, 'layout')) === layout && (await isWhole(client))) return;
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
  await client.run(canaries);
  await dropWhatIsOther(client, options.extraLabels);
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
  const tables = storedTables(options.extraLabels).map(({ name }) => name);
  await setFact(client, 'tables', tables.join(' '));
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

/** The last row that ClickHouse has of a stream, where the ledger has the same one under the same number. */
const lastRow = async (
  client: ClickhouseClient,
  database: Database,
  { list, identity }: RowStream,
): Promise<number | undefined> => {
  const answer = await client.run(
    `SELECT id, ${identity.there} FROM ${list.name} ORDER BY id DESC LIMIT 1 FORMAT JSONCompactEachRow`,
    { settings: { ...inOwnDatabase, output_format_json_quote_64bit_integers: 0 } },
  );
  if (answer.trim() === '') return undefined;
  const [id, itself] = JSON.parse(answer) as [number, string];
  const own = database
    .prepare(`SELECT ${identity.here} AS itself FROM ${list.source} WHERE id = ?`)
    .get(id) as { itself: string } | undefined;
  return own?.itself === itself ? id : undefined;
};

const positionIn = async (
  client: ClickhouseClient,
  database: Database,
  stream: RowStream,
): Promise<StreamPosition> => {
  const last = await lastRow(client, database, stream);
  return last === undefined ? { from: 0, askUpTo: newestOf(database, stream) } : { from: last, askUpTo: 0 };
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
  return {
    events: await positionIn(client, database, eventStream),
    spans: await positionIn(client, database, spanStream),
  };
};

/** Whether numbers begin anew: all rows of a stream were too old, and went. */
export const isRenumbered = (database: Database, position: Position): boolean =>
  streams.some((stream) => newestOf(database, stream) < position[stream.name].from);

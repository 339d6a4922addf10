import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { type Database, transaction } from '../store/database.ts';
import { quoted } from '../tables/schema.ts';
import { type Batch, type BatchedRow, linesOf, nextBatch, rowsOfBatch, tablesOf } from './batch.ts';
import { changesOf, changesSent } from './changes.ts';
import { changingTables } from './changing-tables.ts';
import type { ClickhouseClient } from './client.ts';
import type { StreamPosition } from './connect.ts';
import type { SendFacts } from './facts.ts';
import { ownDatabase } from './schema.ts';
import type { ClickhouseTable } from './stored-table.ts';
import type { RowStream } from './streams.ts';

/** Rows of a stream in one batch: some megabytes, and few parts for ClickHouse to merge. */
const mostRows = 50_000;
/** Changed rows of one table in one insert. */
const mostChanges = 50_000;

export interface ClickhouseSender {
  readonly client: ClickhouseClient;
  readonly database: Database;
  readonly facts: SendFacts;
  readonly extraLabels: readonly string[];
}

/** An insert that comes again, after an answer that was lost, is recognised by its token and written once. */
const insert = (
  client: ClickhouseClient,
  { name, columns, keys }: ClickhouseTable,
  lines: Uint8Array<ArrayBuffer> | string,
  token: string,
): Promise<string> => {
  const names = [...(keys ? ['version'] : []), ...columns.map((column) => quoted(column.name))];
  return client.run(`INSERT INTO ${quoted(name)} (${names.join(', ')}) FORMAT JSONCompactEachRow`, {
    settings: {
      database: ownDatabase,
      insert_deduplication_token: token,
      // Without this an insert may be taken into memory only.
      async_insert: 0,
      // History comes by months at once.
      max_partitions_per_insert_block: 0,
    },
    body: lines,
  });
};

const digest = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 32);

/** Of some rows of a stream those that ClickHouse does not have. */
const missing = async (
  client: ClickhouseClient,
  { list, identity }: RowStream,
  rows: readonly BatchedRow[],
): Promise<readonly BatchedRow[]> => {
  const times = rows.map(({ time }) => time);
  const first = times.reduce((one, other) => Math.min(one, other));
  const last = times.reduce((one, other) => Math.max(one, other));
  const answer = await client.run(
    `SELECT ${identity.there} FROM ${list.name} WHERE time BETWEEN ${first} AND ${last} FORMAT TSVRaw`,
    { settings: { database: ownDatabase } },
  );
  const known = new Set(answer.split('\n'));
  return rows.filter((row) => !known.has(row.identity));
};

/** The batch that was under way when the ledger stopped, else the next one. */
const batchAfter = (
  { database, facts }: ClickhouseSender,
  stream: RowStream,
  from: number,
): Batch | undefined => {
  const planned = facts.batch(stream);
  return planned?.from === from ? planned : nextBatch(database, stream, from, mostRows);
};

/**
 * Sends rows to their tables, one after the other: while ClickHouse takes those of one, those of the next are read.
 */
const sendRows = async (
  { client, database }: ClickhouseSender,
  stream: RowStream,
  { from, to }: Batch,
  rows: readonly BatchedRow[],
): Promise<void> => {
  const identities = new Map(rows.map(({ id, identity }) => [id, identity]));
  let underWay: Promise<unknown> = Promise.resolve();
  for (const [table, ids] of tablesOf(stream, rows)) {
    const content = digest(ids.map((id) => identities.get(id) as string));
    const lines = linesOf(database, table, ids);
    await underWay;
    if (!lines) continue;
    underWay = insert(client, table, lines, `${table.name} ${from}-${to} ${content}`);
    // Its failure is thrown by the await above or below, also when reading fails first.
    underWay.catch(() => undefined);
    // Reading holds the thread: the request goes out before.
    await turn();
  }
  await underWay;
};

/**
 * Sends the next rows of a stream, each to its table and then to the list of all.
 * @returns false when there are none
 */
export const sendStream = async (
  sender: ClickhouseSender,
  stream: RowStream,
  position: StreamPosition,
): Promise<boolean> => {
  const { client, database, facts } = sender;
  const batch = batchAfter(sender, stream, position.from);
  if (!batch) return false;
  facts.setBatch(stream, batch);
  const all = rowsOfBatch(database, stream, batch);
  const isAsked = position.from < position.askUpTo && all.length > 0;
  const rows = isAsked ? await missing(client, stream, all) : all;
  if (rows.length > 0) await sendRows(sender, stream, batch, rows);
  position.from = batch.to;
  return true;
};

/**
 * Sends rows that changed, a portion of each table.
 * @returns false when there are none
 */
export const sendChanges = async (sender: ClickhouseSender): Promise<boolean> => {
  const { client, database, facts, extraLabels } = sender;
  let hasSent = false;
  for (const table of changingTables(extraLabels)) {
    const changes = changesOf(database, table, mostChanges);
    if (!changes) continue;
    facts.planVersion(changes.last);
    const token = `${table.name} ${changes.first}-${changes.last} ${digest(changes.rows)}`;
    if (changes.rows.length > 0) await insert(client, table, changes.rows.join('\n'), token);
    transaction(database, () => {
      changesSent(database, table, changes);
      if (changes.rows.length > 0) facts.sentVersion(changes.last);
    });
    hasSent = true;
  }
  return hasSent;
};

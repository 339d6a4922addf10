import { createHash } from 'node:crypto';
import { type Database, transaction } from '../store/database.ts';
import { quoted } from '../tables/schema.ts';
import { type Batch, type BatchedEvent, eventsOf, nextBatch, rowsOf, tablesOf } from './batch.ts';
import { changesOf, changesSent } from './changes.ts';
import type { ClickhouseClient } from './client.ts';
import type { Position } from './connect.ts';
import type { SendFacts } from './facts.ts';
import { ownDatabase } from './schema.ts';
import { type ClickhouseTable, changingTables } from './stored-table.ts';

/** Events in one batch: some megabytes, and few parts for ClickHouse to merge. */
const mostEvents = 50_000;
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
  rows: readonly string[],
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
    body: rows.join('\n'),
  });
};

const digest = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 32);

/** Of some events those that ClickHouse does not have. */
const missing = async (
  client: ClickhouseClient,
  events: readonly BatchedEvent[],
): Promise<readonly BatchedEvent[]> => {
  const times = events.map(({ time }) => time);
  const first = times.reduce((one, other) => Math.min(one, other));
  const last = times.reduce((one, other) => Math.max(one, other));
  const answer = await client.run(
    `SELECT identity FROM event_list WHERE time BETWEEN ${first} AND ${last} FORMAT TSVRaw`,
    { settings: { database: ownDatabase } },
  );
  const known = new Set(answer.split('\n'));
  return events.filter(({ identity }) => !known.has(identity));
};

/** The batch that was under way when the ledger stopped, else the next one. */
const batchAfter = ({ database, facts }: ClickhouseSender, from: number): Batch | undefined => {
  const planned = facts.batch();
  return planned?.from === from ? planned : nextBatch(database, from, mostEvents);
};

/**
 * Sends the next events, each to its table and then to the list of all.
 * @returns false when there are none
 */
export const sendEvents = async (sender: ClickhouseSender, position: Position): Promise<boolean> => {
  const { client, database, facts } = sender;
  const batch = batchAfter(sender, position.from);
  if (!batch) return false;
  facts.setBatch(batch);
  const all = eventsOf(database, batch);
  const events = position.from < position.askUpTo && all.length > 0 ? await missing(client, all) : all;
  const identities = new Map(events.map(({ id, identity }) => [id, identity]));
  for (const [table, ids] of events.length > 0 ? tablesOf(events) : []) {
    const content = digest(ids.map((id) => identities.get(id) as string));
    const rows = rowsOf(database, table, ids);
    if (rows.length > 0)
      await insert(client, table, rows, `${table.name} ${batch.from}-${batch.to} ${content}`);
  }
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
    if (changes.rows.length > 0) await insert(client, table, changes.rows, token);
    transaction(database, () => {
      changesSent(database, table, changes);
      if (changes.rows.length > 0) facts.sentVersion(changes.last);
    });
    hasSent = true;
  }
  return hasSent;
};

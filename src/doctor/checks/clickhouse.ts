import { randomUUID } from 'node:crypto';
import { ownClickhouseClient } from '../../clickhouse/own-client.ts';
import { ownDatabase } from '../../clickhouse/schema.ts';
import { sizesOf } from '../../clickhouse/sizes.ts';
import { defineCheck, failed } from '../check.ts';

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
const seconds = 20;

/** What ClickHouse answers where a table, or its database, is not there. */
const isMissing = (error: unknown): boolean => /UNKNOWN_(?:TABLE|DATABASE)/.test((error as Error).message);

type OwnClient = ReturnType<typeof ownClickhouseClient>;
const settings = { database: ownDatabase };

/** Writes a row, reads it back and removes it. @returns what went wrong, in ClickHouse's own words */
const tryRow = async (client: OwnClient) => {
  const id = randomUUID();
  try {
    const row = { settings, body: JSON.stringify([id]) };
    await client.run('INSERT INTO canaries (id) FORMAT JSONCompactEachRow', row);
  } catch (error) {
    return {
      problem: isMissing(error) ? ('tables' as const) : ('refused' as const),
      evidence: [(error as Error).message],
    };
  }
  const found = await client.run(`SELECT count() FROM canaries WHERE id = '${id}'`, { settings });
  if (Number(found) !== 1) return { problem: 'lost' as const, evidence: [`row ${id}`] };
  try {
    await client.run(`ALTER TABLE canaries DELETE WHERE id = '${id}' SETTINGS mutations_sync = 1`, {
      settings,
    });
  } catch (error) {
    return { problem: 'stays' as const, evidence: [(error as Error).message] };
  }
  return undefined;
};

export const clickhouse = defineCheck({
  id: 'clickhouse',
  title: 'ClickHouse takes a row and gives it back',
  group: 'surroundings',
  needs: ['stack'],
  problems: {
    away: failed('ClickHouse does not answer.', 'start-observability logs clickhouse'),
    login: failed('ClickHouse does not take our login.', 'start-observability restart clickhouse'),
    tables: failed('The tables are not there.', 'start-observability restart ledger'),
    refused: failed('ClickHouse does not take a row.', 'start-observability logs clickhouse'),
    lost: failed('A test row was written and is not there.', 'start-observability logs clickhouse'),
    stays: failed(
      'A test row cannot be removed: neither can what is to be forgotten.',
      'start-observability logs clickhouse',
    ),
  },
  run: async ({ config, home }) => {
    if (!config.clickhouse.enabled) return { ok: 'not enabled' };
    const port = config.ports.clickhouse;
    const isThere = await fetch(`http://127.0.0.1:${port}/ping`, { signal: AbortSignal.timeout(5000) })
      .then(({ ok }) => ok)
      .catch(() => false);
    if (!isThere) return { problem: 'away', evidence: [`port ${port}`] };
    const client = ownClickhouseClient({ secrets: home.secrets, port }, 'writer', seconds);
    try {
      await client.run('SELECT 1');
    } catch (error) {
      return { problem: 'login', evidence: [(error as Error).message] };
    }
    const wrong = await tryRow(client);
    if (wrong) return wrong;
    const { ownBytes, rawBytes, events } = await sizesOf(client);
    return {
      ok: `${events} events in ${mebibytes(ownBytes)}, ${mebibytes(rawBytes)} as received, in ${home.data}/clickhouse`,
    };
  },
});

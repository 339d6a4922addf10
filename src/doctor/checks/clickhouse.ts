import { randomUUID } from 'node:crypto';
import { ownClickhouseClient } from '../../clickhouse/own-client.ts';
import { ownDatabase } from '../../clickhouse/schema.ts';
import { sizesOf } from '../../clickhouse/sizes.ts';
import { defineCheck, failed } from '../check.ts';

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
const seconds = 20;

export const clickhouse = defineCheck({
  id: 'clickhouse',
  title: 'ClickHouse takes a row and gives it back',
  group: 'surroundings',
  needs: ['stack'],
  problems: {
    away: failed('ClickHouse does not answer.', 'start-observability logs clickhouse'),
    login: failed('ClickHouse does not take our login.', 'start-observability restart clickhouse'),
    tables: failed('The tables are not there.', 'start-observability logs ledger'),
    lost: failed('A test row was written and is not there.', 'start-observability logs clickhouse'),
  },
  run: async ({ config, home }) => {
    if (!config.clickhouse.enabled) return { ok: 'not enabled' };
    const port = config.ports.clickhouse;
    const isThere = await fetch(`http://127.0.0.1:${port}/ping`, { signal: AbortSignal.timeout(5000) })
      .then(({ ok }) => ok)
      .catch(() => false);
    if (!isThere) return { problem: 'away', evidence: [`port ${port}`] };
    const client = ownClickhouseClient({ secrets: home.secrets, port }, 'writer', seconds);
    const settings = { database: ownDatabase };
    try {
      await client.run('SELECT 1');
    } catch (error) {
      return { problem: 'login', evidence: [(error as Error).message] };
    }
    const id = randomUUID();
    try {
      await client.run('INSERT INTO canaries (id) FORMAT JSONCompactEachRow', {
        settings,
        body: JSON.stringify([id]),
      });
    } catch (error) {
      return { problem: 'tables', evidence: [(error as Error).message] };
    }
    const found = await client.run(`SELECT count() FROM canaries WHERE id = '${id}'`, { settings });
    await client.run(`ALTER TABLE canaries DELETE WHERE id = '${id}' SETTINGS mutations_sync = 1`, {
      settings,
    });
    if (Number(found) !== 1) return { problem: 'lost', evidence: [`row ${id}`] };
    const { ownBytes, rawBytes, events } = await sizesOf(client);
    return {
      ok: `${events} events in ${mebibytes(ownBytes)}, ${mebibytes(rawBytes)} as received, in ${home.data}/clickhouse`,
    };
  },
});

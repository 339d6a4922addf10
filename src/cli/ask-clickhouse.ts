import { askClickhouse } from '../clickhouse/ask.ts';
import { ownClickhouseClient } from '../clickhouse/own-client.ts';
import { home } from '../config/home.ts';
import { load } from '../config/load.ts';
import { exitCode, Failure } from '../failure.ts';
import type { Answer } from '../queries/engine/question.ts';
import type { LedgerQuestion } from './ask-ledger.ts';

/**
 * Asks this stack's ClickHouse, as the user who only reads.
 * @throws Failure where it is not enabled, does not answer, or refuses
 */
export const askOwnClickhouse = async ({
  sql,
  parameters = {},
  rows,
  seconds,
}: LedgerQuestion): Promise<Answer> => {
  const place = home();
  const { clickhouse, ports } = load(place).config;
  if (!clickhouse.enabled)
    throw new Failure('ClickHouse is not enabled.', {
      where: 'clickhouse.enabled',
      fix: 'start-observability config set clickhouse.enabled true; start-observability restart',
      exitCode: exitCode.usage,
    });
  const client = ownClickhouseClient({ secrets: place.secrets, port: ports.clickhouse }, 'reader', seconds);
  return askClickhouse(client, { sql, parameters, mostRows: rows, mostSeconds: seconds });
};

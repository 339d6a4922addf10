import { askClickhouse } from '../clickhouse/ask.ts';
import { createClickhouseClient } from '../clickhouse/client.ts';
import { type Follower, follow, followNothing } from '../clickhouse/follow.ts';
import { retentionOf } from '../clickhouse/schema.ts';
import type { OtherEngine } from '../queries/api/either.ts';
import type { SqlReader } from '../queries/engine/reader.ts';
import type { Life } from '../service/run.ts';
import type { LedgerProcessSettings } from './settings.ts';
import type { LedgerStore } from './store.ts';

/** The ClickHouse of a ledger. */
export interface OwnClickhouse {
  readonly follower: Follower;
  readonly engine: OtherEngine;
}

const usualRows = 10_000;
/** Rows of the last seconds that ClickHouse may lack when it answers in the ledger's place. */
const mostMissingRows = 5000;

/** Has ClickHouse follow the ledger where the configuration asks for one. */
export const followedBy = (
  { clickhouse, config, zone }: LedgerProcessSettings,
  store: LedgerStore,
  log: Life['log'],
): OwnClickhouse | undefined => {
  if (!clickhouse) {
    followNothing(store);
    return undefined;
  }
  let told: string | undefined;
  const follower = follow({
    database: store,
    client: createClickhouseClient(clickhouse.writer),
    schema: {
      extraLabels: config.labels.extra,
      zone,
      keptFor: retentionOf(config),
    },
    onTrouble: (error) => {
      const text = (error as Error).message;
      if (text !== told) log.warn({ err: error }, 'ClickHouse is behind; it is given everything later');
      told = text;
    },
  });
  const reader = createClickhouseClient(clickhouse.reader);
  const engine: Pick<SqlReader, 'ask'> = {
    ask: ({ parameters = {}, mostRows = usualRows, ...question }) =>
      askClickhouse(reader, { ...question, parameters, mostRows }),
  };
  return {
    follower,
    engine: () =>
      follower.trouble() === undefined && follower.waiting() < mostMissingRows ? engine : undefined,
  };
};

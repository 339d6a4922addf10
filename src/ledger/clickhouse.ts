import { askClickhouse } from '../clickhouse/ask.ts';
import { createClickhouseClient } from '../clickhouse/client.ts';
import { type Follower, follow, followNothing } from '../clickhouse/follow.ts';
import type { OtherEngine } from '../queries/api/router.ts';
import { clickhouse as dialect } from '../queries/dialect.ts';
import type { Life } from '../service/run.ts';
import type { LedgerProcessSettings } from './settings.ts';
import type { LedgerStore } from './store.ts';

/** The ClickHouse of a ledger. */
export interface OwnClickhouse {
  readonly follower: Follower;
  /** Answers saved queries, while it has everything that the ledger has. */
  readonly engine: () => OtherEngine | undefined;
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
      keptFor: config.retention.events,
      rawKeptFor: config.clickhouse.rawRetention,
    },
    onTrouble: (error) => {
      const text = (error as Error).message;
      if (text !== told) log.warn({ err: error }, 'ClickHouse is behind; it is given everything later');
      told = text;
    },
  });
  const reader = createClickhouseClient(clickhouse.reader);
  const engine: OtherEngine = {
    dialect,
    ask: ({ sql, parameters = {}, mostRows = usualRows }) =>
      askClickhouse(reader, { sql, parameters, mostRows }),
  };
  return {
    follower,
    engine: () =>
      follower.trouble() === undefined && follower.waiting() < mostMissingRows ? engine : undefined,
  };
};

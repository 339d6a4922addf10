import type { ClickhouseClient } from './client.ts';
import { rawDatabase } from './raw-tables.ts';
import { ownDatabase } from './schema.ts';

export interface Sizes {
  /** Bytes on disk of our own tables. */
  readonly ownBytes: number;
  /** Bytes on disk of what was received. */
  readonly rawBytes: number;
  /** Events in our own tables. */
  readonly events: number;
}

/** How much ClickHouse holds. */
export const sizesOf = async (client: ClickhouseClient): Promise<Sizes> => {
  const text = await client.run(`SELECT
    sumIf(bytes_on_disk, database = '${ownDatabase}'), sumIf(bytes_on_disk, database = '${rawDatabase}'),
    sumIf(rows, database = '${ownDatabase}' AND table = 'event_list')
    FROM system.parts WHERE active FORMAT TSV`);
  const [ownBytes = 0, rawBytes = 0, events = 0] = text
    .trim()
    .split('\t')
    .map((cell) => Number(cell) || 0);
  return { ownBytes, rawBytes, events };
};
